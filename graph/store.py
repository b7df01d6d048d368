"""The store: Oxigraph on disk behind the rdflib API; every reader and writer of the graph goes through here.

Each document's triples stand in a named graph of their own, replaced in one update (drop and insert in one operation, so that a
kill leaves the old or the new document and never half of one). One process writes; readers open a frozen snapshot. Terms are
strings in N-Triples form, as in `graph.rdf`; user queries are checked by `graph.query` before they come here.
"""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from graph.identity import digest
from graph.turtle import Quad, Triple
from ontology import terms
from ontology.errors import DISK_FULL, LimitReached, QuothError, StoreDamaged, StoreLocked, UsageError

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.query import Result

FREE: Final = 64 * 1024 * 1024  # bytes that must stay free on the disk, whatever is written
DIGESTS: Final = f"SELECT ?graph ?digest WHERE {{ GRAPH ?graph {{ ?graph <{terms.DIGEST}> ?digest }} }}"
WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds between attempts to open a view while another process writes
BULK: Final = 1_000_000  # bytes from which on triples are written as files of their own
GROWTH: Final = 4  # bytes on disk for a byte of update, log and compaction included


class Store:
    """An open store; use it as a context manager. `path` is the folder."""

    def __init__(self, path: Path, dataset: "Dataset", *, write: bool) -> None:
        self.path = path
        self.dataset = dataset
        self.write = write

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go; a writer gives the lock back."""
        if self.write:
            # Or every reader replays the whole log when it opens: 15 seconds for 560,000 triples, and 0.5 GB of memory. What
            # fails here is lost time and no data: the log has it.
            with suppress(OSError, RuntimeError):
                self.dataset.store._inner.flush()  # type: ignore[attr-defined]  # oxrdflib has no public name for it
        self.dataset.close()

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        """Put `triples` in place of all that the named graph `graph` (an IRI) holds, in one transaction.

        Raises: LimitReached where the disk is (nearly) full, StoreDamaged where writing fails.
        """
        body = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
        _check_space(self.path, len(body) * GROWTH)
        self._update(f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{\n{body}}} }}")

    def add(self, graphs: Mapping[str, Iterable[Triple]]) -> None:
        """Put triples into the named graphs (IRIs) that are not there yet, all or none of them; faster than `replace`.

        Raises: LimitReached where the disk is (nearly) full, StoreDamaged where writing fails.
        """
        import pyoxigraph

        self._writable()
        body = "".join(f"{s} {p} {o} <{graph}> .\n" for graph, triples in graphs.items() for s, p, o in triples).encode()
        if not body:
            return
        _check_space(self.path, len(body) * GROWTH)
        inner = self.dataset.store._inner  # type: ignore[attr-defined]
        try:
            # Both are all or nothing under kill -9. Files of their own cost less than the log, where they are not too many.
            (inner.bulk_load if len(body) > BULK else inner.load)(body, format=pyoxigraph.RdfFormat.N_QUADS)
        except (OSError, RuntimeError) as error:
            raise _trouble(self.path, error) from error

    def remove(self, graph: str) -> None:
        """Drop the named graph `graph` (an IRI), if it is there."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def quads(self) -> Iterator[Quad]:
        """All quads as N-Triples terms, in no order."""
        data = self.dataset.serialize(format="ox-nquads", encoding="utf-8")
        for line in data.decode("utf-8").split("\n"):
            if line:
                yield split_quad(line)

    def triples(self) -> Iterator[Triple]:
        """All triples as N-Triples terms, in no order; one that stands in two graphs comes twice."""
        for subject, predicate, object_, _ in self.quads():
            yield subject, predicate, object_

    def graphs(self) -> set[str]:
        """The IRIs of all named graphs."""
        return {str(context.identifier) for context in self.dataset.store.contexts()}

    def digests(self) -> dict[str, str]:
        """The digest of each named graph that is whole, by IRI."""
        return {str(row["graph"]): str(row["digest"]) for row in self.rows(DIGESTS)}

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> "Result":
        """Evaluate a query over the union of all graphs by Oxigraph; `bindings` are rdflib terms by variable name.

        Raises: UsageError for a query that Oxigraph does not accept.
        """
        try:
            return self.dataset.store.query(query, {}, dict(bindings or {}), "__UNION__")
        except SyntaxError as error:
            raise UsageError(f"the query is not valid SPARQL: {error}") from error
        except (OSError, RuntimeError) as error:
            raise _trouble(self.path, error) from error

    def rows(self, query: str, bindings: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The solutions of a SELECT query as rdflib terms by variable name, in the order that Oxigraph gives."""
        return [{str(name): term for name, term in row.items()} for row in self.select(query, bindings).bindings]

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Subject and value (the bare characters of the object) of all triples with the predicate (an IRI), in no order."""
        import pyoxigraph

        inner = self.dataset.store._inner  # type: ignore[attr-defined]  # oxrdflib has no public name for it
        for quad in inner.quads_for_pattern(None, pyoxigraph.NamedNode(predicate), None, None):
            yield quad.subject.value, quad.object.value

    def quads_of(self, subject: str) -> Iterator[Quad]:
        """The quads of the subject (an IRI) as N-Triples terms, in no order."""
        import pyoxigraph

        inner = self.dataset.store._inner  # type: ignore[attr-defined]
        for quad in inner.quads_for_pattern(pyoxigraph.NamedNode(subject), None, None, None):
            yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)

    def about(self, subject: str) -> dict[str, tuple[str, ...]]:
        """What is said of the subject (an IRI): the distinct values, sorted, by predicate."""
        import pyoxigraph

        inner = self.dataset.store._inner  # type: ignore[attr-defined]
        found: dict[str, set[str]] = {}
        for quad in inner.quads_for_pattern(pyoxigraph.NamedNode(subject), None, None, None):
            found.setdefault(quad.predicate.value, set()).add(quad.object.value)
        return {predicate: tuple(sorted(values)) for predicate, values in found.items()}

    def _writable(self) -> None:
        if not self.write:
            raise UsageError(f"the store {str(self.path)!r} was opened for reading only")

    def _update(self, update: str) -> None:
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        self._writable()
        try:
            # Not `Dataset.update`: over a union default graph it falls back, silently, to rdflib's own slow engine.
            self.dataset.store.update(update, {}, {}, DATASET_DEFAULT_GRAPH_ID)
        except (OSError, RuntimeError) as error:
            raise _trouble(self.path, error) from error


def open_store(path: Path | str, *, write: bool) -> Store:
    """Open the store in the folder `path`; a writer makes it where there is none.

    Raises: StoreLocked if another process writes, UsageError if there is nothing to read, StoreDamaged if it is no store.
    """
    import pyoxigraph
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    folder = Path(path)
    if not write and not (folder / "CURRENT").exists():
        raise UsageError(f"no graph in {str(folder)!r}: make one with `quoth build PATH... -o {folder.parent}`")
    if write:
        _make(folder)
    try:
        if write:
            _check_space(folder, 0)
            inner = pyoxigraph.Store(str(folder))
            for left in folder.glob("bulk-*.sst"):  # of a writer that was killed, or had no space
                left.unlink()
        else:
            inner = _snapshot(str(folder))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).casefold():
            raise StoreLocked(f"another process writes to {str(folder)!r}: wait until it is done, then try again") from error
        raise _trouble(folder, error) from error
    return Store(folder, Dataset(store=OxigraphStore(store=inner), default_union=True), write=write)


def _snapshot(folder: str) -> Any:
    """A frozen view; while a writer tidies up its files one may be gone between being listed and opened: then once more."""
    import pyoxigraph

    for wait in WAITS:
        try:
            return pyoxigraph.Store.read_only(folder)
        except (OSError, RuntimeError) as error:
            if "No such file" not in str(error):
                raise
        time.sleep(wait)
    return pyoxigraph.Store.read_only(folder)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in DISK_FULL:
            raise _trouble(folder, error) from error
        raise UsageError(f"cannot make the folder {str(folder)!r} ({error.strerror}): take another one, with -o") from error


def generation(digests: Mapping[str, str]) -> str:
    """A hash of all graphs, from their digests: it changes when anything in the store does."""
    return digest(*(f"{iri} {found}" for iri, found in sorted(digests.items())))


def split_quad(line: str) -> Quad:
    """The four terms of a line of N-Quads as Oxigraph writes it (one space between terms, a named graph, no blank node)."""
    subject, predicate, rest = line.split(" ", 2)
    object_, graph, _ = rest.rsplit(" ", 2)
    return subject, predicate, object_, graph


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + FREE:
        raise LimitReached(
            f"{free // 2**20} MiB are free on the disk of {str(folder)!r}, {(needed + FREE) // 2**20} MiB are needed: free some"
        )


def _trouble(folder: Path, error: Exception) -> QuothError:
    """What the engine says, which tells a full disk from damage by its words only."""
    if any(os.strerror(number) in str(error) for number in DISK_FULL):
        return LimitReached(f"no space left on the disk of {str(folder)!r}: free some and build again")
    return StoreDamaged(
        f"the store {str(folder)!r} cannot be used: {error}; remove the folder and build again, the cache keeps the analysis"
    )
