"""Which quads of a store an export holds; called by `graph.export`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from graph.index import local_name
from graph.rdf import Base, normal, sealed
from graph.store import Store
from graph.turtle import Quad, Triple
from graph.writing import ENTITIES
from ontology import terms

TEXTS: Final = frozenset({f"<{terms.FULL_TEXT}>", f"<{terms.TEXT}>"})
LEADING: Final = frozenset({f"<{p}>" for p in (terms.ABOUT, terms.HAS_EVIDENCE, terms.OA_HAS_TARGET, terms.OA_HAS_SELECTOR)})
DIGEST: Final = f"<{terms.DIGEST}>"


def base_of(store: Store, namespace: str = terms.NAMESPACE) -> Base:
    """Where the IRIs of a store begin; every store that was built has a graph of entities."""
    found = sorted(iri for iri in store.graphs() if local_name(iri) == ENTITIES)
    return Base(iri=found[0].removesuffix(ENTITIES) if found else terms.DATA, namespace=namespace)


def selected(store: Store, base: Base, *, texts: bool) -> Iterator[Quad]:
    """The quads of a store as files have them; `texts` False leaves full texts and sentences out."""
    quads = store.quads() if texts else _without_texts(store.quads(), base)
    return (base.outward(quad) for quad in quads)


def described(store: Store, base: Base, things: Iterable[str]) -> Iterator[Quad]:
    """The quads of things, by their names; of a claim also those of its event, its evidence, and where the words stand."""
    waiting = [f"{base.iri}{name}" for name in things]
    seen = set(waiting)
    while waiting:
        for quad in store.quads_of(waiting.pop()):
            yield base.outward(quad)
            found = quad[2][1:-1]
            if quad[1] in LEADING and found not in seen:
                seen.add(found)
                waiting.append(found)


def _without_texts(quads: Iterable[Quad], base: Base) -> Iterator[Quad]:
    """What is left, each named graph with the digest of what is left, so that it can still be proved."""
    graphs: defaultdict[str, list[Triple]] = defaultdict(list)
    for subject, predicate, object_, graph in quads:
        if predicate not in TEXTS and predicate != DIGEST:
            graphs[graph].append((subject, predicate, normal(object_)))
    for graph, triples in graphs.items():
        for triple in sealed(local_name(graph[1:-1]), sorted(triples), base)[1]:
            yield (*triple, graph)
