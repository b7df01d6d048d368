"""Prove every evidence of a graph: the document's hash, the offsets, the quoted words and what surrounds them.

Called by `quoth verify`, for a store or for a file of triples with the documents beside it. Ids are checked, too: they are hashes
of what they name, so that a holder or a polarity that somebody changed no longer fits its claim. Where there are named graphs,
the digest of each is checked as well, which covers all the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph import given
from graph.index import Index
from graph.proof import Proof
from graph.rdf import normal, seal, text_of
from graph.store import Store
from graph.turtle import Quad, Triple
from ontology import terms

Texts = Callable[[frozenset[str]], Mapping[str, str]]
DIGEST: Final = f"<{terms.DIGEST}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What does not hold, and of which node (an IRI); `document` is a doc_id where it is known."""

    iri: str
    document: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How much was looked at, and what failed, sorted.

    `confirmed` is the number of evidence that holds together with its document, its claim and its named graph.
    """

    documents: int
    claims: int
    evidence: int
    confirmed: int
    failures: tuple[Failure, ...]

    @property
    def proved(self) -> bool:
        """Whether there was evidence and all of it held."""
        return self.evidence > 0 and not self.failures


def verify(store: Store) -> Report:
    """Prove the evidence of a store by the texts that it holds."""
    return _proved(list(store.quads()), None, whole=True)


def verify_file(
    path: str | Path,
    folder: str | Path | None = None,
    *,
    texts: Texts | None = None,
    namespace: str = terms.NAMESPACE,
) -> Report:
    """Prove the evidence of a Turtle, TriG, N-Triples, N-Quads or JSON-LD file whose terms stand under `namespace`.

    The documents are the UTF-8 files in `folder`, found by the hash of their text; for those that are not there, `texts` is asked
    once with the hashes that are missing (for what a reader makes of other kinds of files). Without either they are the texts
    that the file itself holds.

    Raises: UsageError for another kind of file, QuothError for one that cannot be parsed.
    """
    quads = list(given.parsed(Path(path), namespace))
    if folder is None and texts is None:
        return _proved(quads, None, whole=False)
    wanted = frozenset(text_of(o) for _, p, o, _ in quads if p == f"<{terms.SHA256}>" and o.startswith('"'))
    found = {} if folder is None else given.texts(Path(folder), wanted)
    if texts is not None and (missing := wanted - found.keys()):
        found |= texts(missing)
    return _proved(quads, found, whole=False)


def _proved(quads: list[Quad], texts: Mapping[str, str] | None, *, whole: bool) -> Report:
    proof = Proof(Index(quad[:3] for quad in quads), texts)
    graphs = _broken(quads, whole=whole)
    evidence = set(proof.evidence)
    touched = {quad[0][1:-1] for quad in quads if quad[3] in graphs}
    failures = [Failure(iri=iri, document=proof.name(document), problem=problem) for iri, document, problem in proof.problems()]
    failures += [Failure(iri=g[1:-1], document="", problem="the named graph does not have its digest") for g in sorted(graphs)]
    failures.sort(key=lambda f: (f.document, f.iri, f.problem))
    report = Report(
        documents=len(proof.documents), claims=len(proof.claims), evidence=len(evidence), confirmed=0, failures=tuple(failures)
    )
    return replace(report, confirmed=len(evidence - touched - proof.unconfirmed({f.iri for f in failures})))


def _broken(quads: list[Quad], *, whole: bool) -> set[str]:
    """The named graphs whose triples do not have the digest that stands in them; in a store (`whole`) each must have one."""
    graphs: defaultdict[str, list[Triple]] = defaultdict(list)
    seals: dict[str, str] = {}
    for subject, predicate, object_, graph in quads:
        if predicate == DIGEST and subject == graph:
            seals[graph] = text_of(object_) if object_.startswith('"') else ""
        elif graph.startswith("<"):
            graphs[graph].append((subject, predicate, normal(object_)))
    return {graph for graph in graphs if (whole or seals) and seals.get(graph) != seal(sorted(graphs[graph]))}
