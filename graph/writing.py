"""Bring the store in line with the annotations, and write its files; called by `quoth.building`.

Each document has a named graph; entities, occurrences and, if there are any, links between events, corrections and definitions of
one's own have one each. A graph is replaced only if its digest differs, and that of a document without annotations is dropped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph import identity
from graph.cache import Cache
from graph.compare.linking import linked
from graph.corpus import Corpus, survey
from graph.corrections.plan import Plan
from graph.corrections.records import Correction
from graph.files import replaced
from graph.index import Index
from graph.rdf import Base, definition_triples, document_triples, entity_triples, link_triples, occurrence_triples, sealed, stored
from graph.reading import Graph, graph_of
from graph.store import Store, generation
from graph.turtle import Quad, Triple, write_both
from ontology import own, terms

ENTITIES: Final = "graph-entities"
DEFINITIONS: Final = "graph-definitions"
LINKS: Final = "graph-links"
OCCURRENCES: Final = "graph-occurrences"
CORRECTIONS: Final = "graph-corrections"
COMMON: Final = (CORRECTIONS, DEFINITIONS, ENTITIES, LINKS, OCCURRENCES)  # the graphs that are of no one document
AT_ONCE: Final = 250_000  # triples of new graphs that are written together


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the graph holds now, and how many named graphs were replaced or dropped; `generation` is a hash of all digests.

    `quads` are those of the store, graph by graph, as `Store.quads` would give them; `graph` is what they say.
    `lost` are the corrections that no longer find what they correct.
    """

    corpus: Corpus
    changed: int
    generation: str
    quads: tuple[Quad, ...]
    graph: Graph
    lost: tuple[Correction, ...] = ()


def synchronise(store: Store, cache: Cache, base: Base, corrections: Iterable[Correction] = ()) -> Written:
    """Make the store hold what the annotations of the cache say, as corrected, and nothing else."""
    plan = Plan(corrections)
    corpus = survey(plan.annotations(cache.annotations()), plan.judge)
    writer = _Writer(store, base)
    for graph, triples in _graphs(cache, corpus, plan, base):
        writer.put(graph, triples)
    read = graph_of(Index(quad[:3] for quad in writer.quads))
    if links := link_triples(linked(read), base):
        writer.put(LINKS, links)
    changed = writer.finish()
    now = generation(writer.after)
    return Written(
        corpus=corpus,
        changed=changed,
        generation=now,
        quads=tuple(writer.quads),
        graph=replace(read, generation=now),
        lost=plan.lost(),
    )


class _Writer:
    """Takes named graphs one after the other and writes those that differ from what the store holds, new ones together."""

    def __init__(self, store: Store, base: Base) -> None:
        self.store = store
        self.base = base
        self.before, self.there = store.digests(), store.graphs()
        self.after: dict[str, str] = {}
        self.quads: list[Quad] = []
        self._new: dict[str, list[Triple]] = {}

    def put(self, graph: str, triples: list[Triple]) -> None:
        """A named graph with all its triples."""
        iri = f"{self.base.iri}{graph}"
        self.after[iri], whole = sealed(graph, triples, self.base)
        if iri not in self.there:
            self._new[iri] = whole
            if sum(map(len, self._new.values())) > AT_ONCE:
                self._add()
        elif self.before.get(iri) != self.after[iri]:
            self.store.replace(iri, whole)
        self.quads.extend((s, p, stored(o), f"<{iri}>") for s, p, o in whole)

    def finish(self) -> int:
        """Write what waits, drop what is no longer there; the number of graphs that changed."""
        self._add()
        gone = self.there - self.after.keys()
        for iri in sorted(gone):
            self.store.remove(iri)
        return sum(self.before.get(iri) != digest for iri, digest in self.after.items()) + len(gone)

    def _add(self) -> None:
        self.store.add(self._new)
        self._new = {}


def _graphs(cache: Cache, corpus: Corpus, plan: Plan, base: Base) -> Iterator[tuple[str, list[Triple]]]:
    for said in corpus.documents:
        doc_id = said.document.doc_id
        yield identity.graph_id(doc_id), document_triples(said, cache.run(doc_id), corpus.wordings, base)
    yield ENTITIES, entity_triples(corpus.resolution.entities, base)
    if definitions := definition_triples(own.in_use()):
        yield DEFINITIONS, definitions
    yield OCCURRENCES, occurrence_triples(corpus.occurrences, base)
    if plan.corrections:
        yield CORRECTIONS, plan.triples(cache.get, corpus.resolution, base)


def write_files(quads: Iterable[Quad], output: Path, base: Base) -> int:
    """Write `graph.ttl` and `graph.trig` of the store's quads, each whole or not at all; the number of triples."""
    with replaced(output / "graph.trig") as trig, replaced(output / "graph.ttl") as turtle:
        return write_both(map(base.outward, quads), turtle, trig, prefixes(base))[0]


def prefixes(base: Base) -> dict[str, str]:
    """The prefixes of every file that is written."""
    return {**terms.PREFIXES, "q": base.namespace, "ex": base.iri}
