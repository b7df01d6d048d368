"""Bring the store in line with the annotations, and write its files; called by `quoth.building`.

Each document has a named graph; entities, occurrences and, if there are any, corrections and definitions of one's own have one
each. A graph is replaced only if its digest differs, and the graph of a document without annotations is dropped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph import identity
from graph.cache import Cache
from graph.corpus import Corpus, survey
from graph.corrections.plan import Plan
from graph.corrections.records import Correction
from graph.files import replaced
from graph.rdf import Base, definition_triples, document_triples, entity_triples, occurrence_triples, sealed, stored
from graph.store import Store, generation
from graph.turtle import Quad, Triple, write_both
from ontology import own, terms

ENTITIES: Final = "graph-entities"
DEFINITIONS: Final = "graph-definitions"
OCCURRENCES: Final = "graph-occurrences"
CORRECTIONS: Final = "graph-corrections"
AT_ONCE: Final = 250_000  # triples of new graphs that are written together


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the graph holds now, and how many named graphs were replaced or dropped; `generation` is a hash of all digests.

    `quads` are those of the store, graph by graph, as `Store.quads` would give them.
    `lost` are the corrections that no longer find what they correct.
    """

    corpus: Corpus
    changed: int
    generation: str
    quads: tuple[Quad, ...]
    lost: tuple[Correction, ...] = ()


def synchronise(store: Store, cache: Cache, base: Base, corrections: Iterable[Correction] = ()) -> Written:
    """Make the store hold what the annotations of the cache say, as corrected, and nothing else."""
    plan = Plan(corrections)
    corpus = survey(plan.annotations(cache.annotations()), plan.judge)
    before, there = store.digests(), store.graphs()
    after: dict[str, str] = {}
    new: dict[str, list[Triple]] = {}
    quads: list[Quad] = []
    for graph, triples in _graphs(cache, corpus, plan, base):
        iri = f"{base.iri}{graph}"
        after[iri], whole = sealed(graph, triples, base)
        if before.get(iri) != after[iri] and iri in there:
            store.replace(iri, whole)
        elif iri not in there:
            new[iri] = whole
            if sum(map(len, new.values())) > AT_ONCE:
                store.add(new)
                new = {}
        quads.extend((s, p, stored(o), f"<{iri}>") for s, p, o in whole)
    store.add(new)
    gone = there - after.keys()
    for iri in sorted(gone):
        store.remove(iri)
    changed = sum(before.get(iri) != digest for iri, digest in after.items()) + len(gone)
    return Written(corpus=corpus, changed=changed, generation=generation(after), quads=tuple(quads), lost=plan.lost())


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
