"""A part of a graph around one entity, for `quoth view --focus ENTITY --depth N`; called by `graph.page`."""

import difflib

from graph.reading import ClaimNode, EntityNode, Graph, find_entity
from ontology.errors import UsageError


def around(graph: Graph, focus: str, depth: int) -> Graph:
    """The claims that reach `focus` in `depth` steps, with their entities and documents.

    Depth 1 is all that is said of the entity and by it; each further depth adds the same for the entities found so far.

    Raises: UsageError if no entity, or more than one, bears that name, or `depth` is below 1.
    """
    if depth < 1:
        raise UsageError(f"depth {depth!r} is below 1: 1 shows what is said of {focus!r} and by it")
    reached = {the_entity(graph, focus).iri}
    claims: tuple[ClaimNode, ...] = ()
    for _ in range(depth):
        claims = tuple(c for c in graph.claims if reached.intersection(touching(c)))
        reached = reached.union(*(touching(c) for c in claims))
    named = reached.union(*(mentioned(c) for c in claims))
    documents = {e.document for c in claims for e in c.evidence} | {c.narrator for c in claims}
    return Graph(
        entities=tuple(e for e in graph.entities if e.iri in named),
        documents=tuple(d for d in graph.documents if d.iri in documents),
        claims=claims,
        generation=graph.generation,
    )


def the_entity(graph: Graph, words: str) -> EntityNode:
    """The one entity that `words` names.

    Raises: UsageError if there is none or more than one.
    """
    found = find_entity(graph, words)
    sure = [e for e in found if words in (e.iri, e.id)] or [e for e in found if e.name.casefold() == words.strip().casefold()]
    found = tuple(sure) or found
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"{e.id!r} ({e.type} {e.name!r})" for e in found[:8])
        raise UsageError(f"{len(found)} entities are called {words!r}: give the id of one of them: {choices}")
    near = difflib.get_close_matches(words, sorted({e.name for e in graph.entities}), n=5, cutoff=0.5)
    advice = f"did you mean {', '.join(map(repr, near))}?" if near else "`quoth search` finds entities by parts of their names"
    raise UsageError(f"no entity is called {words!r}: {advice}")


def touching(claim: ClaimNode) -> tuple[str, ...]:
    """The entities that a claim is about, and its speaker."""
    return claim.participants if claim.holder is None else (*claim.participants, claim.holder)


def mentioned(claim: ClaimNode) -> set[str]:
    """All entities that a claim and its evidence name."""
    places = {e.place for e in claim.evidence if e.place}
    return {*touching(claim), *places, *(iri for e in claim.evidence for iri in e.reported_in)}
