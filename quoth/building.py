"""Build the graph: read, analyse, keep, resolve, write; called by `quoth build` and `quoth remove`.

Two steps. Per document, annotations go to the cache, which a kill cannot take back; the folder of the cache says which documents
the graph holds. Then entities are resolved over all of them, and the named graphs that differ are replaced in the store, one
update each. So a build adds or updates the documents that it is given, those of earlier builds stay, and the graph is the same as
if all had been built at once.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import ontology
from extract.read import ReadOptions, read
from extract.records import Document, Skipped
from graph.cache import Cache, document_key
from graph.corrections.file import NAME as CORRECTIONS
from graph.corrections.file import read_corrections
from graph.corrections.plan import told
from graph.files import write_file
from graph.identity import digest, graph_id
from graph.page import write_page
from graph.rdf import Base, Run
from graph.store import Store, open_store
from graph.writing import Written, synchronise, write_files
from ontology import own, relations, terms, types
from ontology.errors import UsageError
from ontology.own import using
from quoth.analysis import Pipeline, analysed, few_collections, language_pipeline, version
from quoth.definitions import keep, kept

Progress = Callable[[str, int, int], None]
MOST_QUOTED: Final = 10
DOCUMENTS: Final = f"SELECT ?graph ?name WHERE {{ GRAPH ?graph {{ ?d a <{terms.DOCUMENT}> ; <{terms.DCT_IDENTIFIER}> ?name }} }}"
LOST: Final = "its annotations are no longer in the cache, so it left the graph: name it again to bring it back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Settings of a build. `pipeline` None is the language pipeline, with the model of that name or, None, the one that ships.
    `ontology` adds the files of a folder or a file to what ships; None is the one that the graph was built with, if any.
    `corrections` None is the file in the output folder."""

    read: ReadOptions = field(default_factory=ReadOptions)
    model: str | None = None
    ontology: str | None = None
    base: Base = field(default_factory=Base)
    pipeline: Pipeline | None = None
    corrections: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build did and what the graph holds now.

    `analysed` documents are new or changed, `unchanged` ones were named but had nothing new; `holders` are (name, number of
    quotations), the most quoted first; `changed` is the number of named graphs that were written or dropped; `corrections` is
    the number of those that are applied, `lost` tells those that no longer find what they correct.
    """

    output: str
    documents: int
    analysed: int
    unchanged: int
    changed: int
    entities: int
    claims: int
    evidence: int
    triples: int
    generation: str
    holders: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]
    corrections: int = 0
    lost: tuple[str, ...] = ()


@few_collections()
def build(
    paths: Sequence[str],
    output: str | Path = "output",
    *,
    jobs: int = 1,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Add or update the documents in `paths`; `progress(stage, done, total)` is called for the stages "analyse" and "write".

    Raises: StoreLocked if another build is under way, LimitReached, StoreDamaged, ModelMissing, UsageError.
    """
    options = options or Options()
    with using(*_ontology(options, output)):
        return _built(paths, Path(output), jobs, options, progress or _silent)


def _built(paths: Sequence[str], folder: Path, jobs: int, options: Options, tell: Progress) -> Summary:
    items = read(paths, options.read)
    pipeline = options.pipeline or language_pipeline(options.model)
    run = Run(version=version(), model=pipeline.model, vocabulary=_vocabulary(), pipeline=pipeline.version)
    with open_store(folder / "store", write=True) as store:
        cache = Cache(folder / "cache")
        todo, unchanged, skipped = _sifted(items, cache, run)
        tell("analyse", 0, len(todo))
        for number, (document, line) in enumerate(analysed(todo, pipeline, jobs), 1):
            cache.put(document.doc_id, line, document_key(document, run), run)
            tell("analyse", number, len(todo))
        lost = _lost(store, cache, options.base)
        return _write(store, cache, folder, options, tell, len(todo), unchanged, (*skipped, *lost))


@few_collections()
def remove(
    doc_id: str, output: str | Path = "output", *, options: Options | None = None, progress: Progress | None = None
) -> Summary:
    """Take one document out; what is left is the same as a build without it.

    Raises: UsageError if there is no such document, and what `build` raises.
    """
    options = options or Options()
    folder = Path(output)
    open_store(folder / "store", write=False).close()  # a writer would make it where there is none
    with using(*_ontology(options, output)), open_store(folder / "store", write=True) as store:
        cache = Cache(folder / "cache")
        if doc_id not in cache.doc_ids():
            raise UsageError(f"no document {doc_id!r} in {str(folder)!r}: {_known(cache.doc_ids())}")
        cache.remove(doc_id)
        return _write(store, cache, folder, options, progress or _silent, 0, 0, ())


@few_collections()
def rebuild(output: str | Path = "output", *, options: Options | None = None, progress: Progress | None = None) -> Summary:
    """Write the graph of the documents that are there anew, as when corrections changed.

    Raises: UsageError if there is no graph, and what `build` raises.
    """
    options = options or Options()
    folder = Path(output)
    if not (folder / "cache").is_dir():
        raise UsageError(f"no graph in {str(folder)!r}: make one with `quoth build PATH... -o {folder}`")
    with using(*_ontology(options, output)), open_store(folder / "store", write=True) as store:
        cache = Cache(folder / "cache")
        return _write(store, cache, folder, options, progress or _silent, 0, len(cache.doc_ids()), ())


def _ontology(options: Options, output: str | Path) -> Sequence[Path | str]:
    """What of one's own is added: what the options say, else what is in use, else what the graph was built with."""
    if options.ontology is not None:
        return [options.ontology]
    return [] if own.in_use().files else kept(output)


def corrections_file(output: str | Path, options: Options) -> Path:
    """The file with the corrections of a graph."""
    return options.corrections or Path(output) / CORRECTIONS


def _sifted(items: Iterable[Document | Skipped], cache: Cache, run: Run) -> tuple[list[Document], int, list[Skipped]]:
    """The documents that have to be analysed, the number of those that need not, and what gave no document."""
    todo: list[Document] = []
    skipped: list[Skipped] = []
    unchanged = 0
    for item in items:
        if isinstance(item, Skipped):
            skipped.append(item)
        elif cache.key(item.doc_id) == document_key(item, run):
            unchanged += 1
        else:
            todo.append(item)
    return todo, unchanged, skipped


def _write(
    store: Store,
    cache: Cache,
    folder: Path,
    options: Options,
    tell: Progress,
    analysed: int,
    unchanged: int,
    skipped: tuple[Skipped, ...],
) -> Summary:
    """Bring the store and the files in line with the cache."""
    tell("write", 0, 3)
    base = options.base
    corrections = read_corrections(corrections_file(folder, options), base)
    written = synchronise(store, cache, base, corrections)
    keep(folder, own.in_use())
    tell("write", 1, 3)
    triples = _files(folder, written, base)
    tell("write", 3, 3)
    corpus = written.corpus
    return Summary(
        output=str(folder),
        documents=len(cache.doc_ids()),
        analysed=analysed,
        unchanged=unchanged,
        changed=written.changed,
        entities=len(corpus.resolution.entities),
        claims=corpus.claims,
        evidence=corpus.evidence,
        triples=triples,
        generation=written.generation,
        holders=_holders(written),
        skipped=skipped,
        corrections=len(corrections),
        lost=tuple(f"{c.id}: {told(c)}" for c in written.lost),
    )


def _files(folder: Path, written: Written, base: Base) -> int:
    """Write the Turtle, the TriG and the page, unless those that are there show this very graph; the number of triples."""
    mark = folder / "cache" / "written"
    names = ("graph.ttl", "graph.trig", "index.html")
    known, _, count = mark.read_text(encoding="ascii").partition(" ") if mark.exists() else ("", "", "0")
    if known == _mark(written, base) and all((folder / name).exists() for name in names):
        return int(count)
    mark.unlink(missing_ok=True)
    triples = write_files(written.quads, folder, base)
    write_page(written.graph, folder / "index.html", title="Quoth")
    write_file(mark, f"{_mark(written, base)} {triples}")
    return triples


def _mark(written: Written, base: Base) -> str:
    return digest(version(), written.generation, base.namespace)


def _holders(written: Written) -> tuple[tuple[str, int], ...]:
    names = {entity.id: entity.name for entity in written.corpus.resolution.entities if not entity.anonymous}
    counted = [(names[id_], count) for id_, count in written.corpus.holders.items() if id_ in names]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:MOST_QUOTED])


def _lost(store: Store, cache: Cache, base: Base) -> tuple[Skipped, ...]:
    """The documents of the store whose annotations somebody deleted: they leave the graph, and the user is told."""
    kept = {f"{base.iri}{graph_id(doc_id)}" for doc_id in cache.doc_ids()}
    rows = store.rows(DOCUMENTS)
    gone = sorted(str(row["name"]) for row in rows if str(row["graph"]) not in kept)
    return tuple(Skipped(source=name, code="no-annotations", message=LOST) for name in gone)


def _known(doc_ids: Sequence[str]) -> str:
    shown = ", ".join(repr(doc_id) for doc_id in doc_ids[:8])
    return f"there are {shown}" + (f" and {len(doc_ids) - 8} more" if len(doc_ids) > 8 else "") if doc_ids else "it holds none"


def _vocabulary() -> str:
    """A hash of the ontology, which says what relations there are, the user's own included."""
    relations.load()  # both say what is wrong with a file before it is hashed
    types.load()
    hashed = hashlib.sha256()
    for path in (*sorted(Path(ontology.__file__ or "").parent.glob("*.ttl")), *own.in_use().turtle):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
