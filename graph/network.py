"""Claims as a network for programs that know nodes and edges only; called by `graph.export` and by whoever analyses the graph.

Entities are nodes, and a claim is one edge from each agent to each target and to the theme. Where one of the two ends is missing,
the words of the claim stand in for it as a node of the type "Content", so that no claim with a known actor or object is lost.
What an edge says is a claim: its `english` names who holds it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph import wording
from graph.index import local_name
from graph.reading import ClaimNode, DocumentNode, EntityNode, Graph, documents_by_iri, entities_by_iri

if TYPE_CHECKING:
    from networkx import MultiDiGraph

CONTENT: Final = "Content"
SEPARATOR: Final = " | "
Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An end of edges: an entity, or the words of a claim that has no other. `attributes` hold no None, in a fixed order."""

    id: str
    label: str
    type: str
    attributes: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A claim between two nodes, named by their ids; `role` is that of the target: "target", "theme" or "content"."""

    id: str
    source: str
    target: str
    role: str
    claim: ClaimNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The names that tell who says something, by IRI."""

    entities: Mapping[str, EntityNode]
    documents: Mapping[str, DocumentNode]

    def voice(self, claim: ClaimNode) -> str:
        """Who holds a claim: a speaker, a document in its own voice, or nobody who could be made out."""
        if claim.holder is not None:
            return self.name(claim.holder)
        return self.title(claim.narrator) if claim.narrator is not None else "an unclear source"

    def name(self, entity: str) -> str:
        """The name of an entity."""
        return self.entities[entity].name if entity in self.entities else local_name(entity)

    def title(self, document: str) -> str:
        """The title of a document, or its id."""
        found = self.documents.get(document)
        return local_name(document) if found is None else found.title or found.doc_id

    def statement(self, claim: ClaimNode) -> str:
        """What the claim says, in English."""
        return wording.plain(wording.statement(claim, self.entities), self.entities)

    def teller(self, claim: ClaimNode) -> str:
        """Who holds a claim, a document's title in quotation marks."""
        own = claim.holder is None and claim.narrator is not None
        return f"“{self.voice(claim)}”" if own else self.voice(claim)

    def english(self, claim: ClaimNode) -> str:
        """What the claim says and who says it."""
        return f"According to {self.teller(claim)}: {self.statement(claim)}"


def voices(graph: Graph) -> Voices:
    """The names of a graph."""
    return Voices(entities=entities_by_iri(graph), documents=documents_by_iri(graph))


def nodes(graph: Graph) -> tuple[Node, ...]:
    """The entities, then the contents, each in the order of their ids."""
    about = Counter(iri for claim in graph.claims for iri in claim.participants)
    held = Counter(claim.holder for claim in graph.claims if claim.holder is not None)
    found = [_node(entity, about[entity.iri], held[entity.iri]) for entity in sorted(graph.entities, key=lambda e: e.id)]
    names = voices(graph)
    contents = {local_name(c.event): _content(c, names) for c in graph.claims if _is_open(c)}
    return (*found, *(contents[id_] for id_ in sorted(contents)))


def edges(graph: Graph) -> tuple[Edge, ...]:
    """One for each claim, agent and object, in the order of their ids."""
    found = (Edge(id=_edge_id(c, a, b), source=a, target=b, role=role, claim=c) for c in graph.claims for a, b, role in _ends(c))
    return tuple(sorted(found, key=lambda edge: edge.id))


def attributes(edge: Edge, names: Voices, *, texts: bool = True) -> dict[str, Value]:
    """What an edge says, without None; `texts` False leaves the sentence out and keeps the words that are quoted."""
    claim = edge.claim
    plural = len(claim.agents) > 1
    evidence = claim.evidence
    found: dict[str, Value | None] = {
        "label": wording.predicate(claim.relation, claim.polarity, claim.modality, plural),
        "relation": claim.relation,
        "role": edge.role,
        "english": names.english(claim),
        "holder": None if claim.holder is None else names.name(claim.holder),
        "narrator": None if claim.narrator is None else names.title(claim.narrator),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "dates": _joined(e.date for e in evidence),
        "places": _joined(None if e.place is None else names.name(e.place) for e in evidence),
        "documents": _joined(names.title(e.document) for e in evidence),
        "evidence": len(evidence),
        "confidence": max((e.confidence for e in evidence), default=0.0),
        "quote": next((e.exact for e in evidence), None),
        "sentence": next((e.sentence for e in evidence), None) if texts else None,
        "claim": claim.iri,
        "event": claim.event,
    }
    return {key: value for key, value in found.items() if value is not None}


def network(graph: Graph, *, texts: bool = True) -> "MultiDiGraph":
    """Nodes and edges for networkx, keyed by their ids, in their order."""
    from networkx import MultiDiGraph

    names = voices(graph)
    made = MultiDiGraph()
    for node in nodes(graph):
        made.add_node(node.id, label=node.label, type=node.type, **dict(node.attributes))
    for edge in edges(graph):
        made.add_edge(edge.source, edge.target, key=edge.id, **attributes(edge, names, texts=texts))
    return made


def _node(entity: EntityNode, about: int, held: int) -> Node:
    codes = _joined(f"{scheme}:{value}" for scheme, value in entity.links)
    found: dict[str, Value | None] = {
        "iri": entity.iri,
        "anonymous": entity.anonymous,
        "aliases": _joined(entity.aliases),
        "codes": codes,
        "claims_about": about,
        "claims_held": held,
    }
    shown = tuple((key, value) for key, value in found.items() if value is not None)
    return Node(id=entity.id, label=entity.name, type=entity.type, attributes=shown)


def _content(claim: ClaimNode, names: Voices) -> Node:
    label = claim.theme_text or names.statement(claim)
    return Node(id=local_name(claim.event), label=label, type=CONTENT, attributes=(("iri", claim.event),))


def _objects(claim: ClaimNode) -> dict[str, str]:
    """The roles of targets and theme; one that fills both is a target."""
    found = {} if claim.theme is None else {claim.theme: "theme"}
    return found | dict.fromkeys(claim.targets, "target")


def _is_open(claim: ClaimNode) -> bool:
    """Whether only one end of the claim is known."""
    return bool(claim.agents) != bool(_objects(claim))


def _ends(claim: ClaimNode) -> Iterator[tuple[str, str, str]]:
    content = [local_name(claim.event)] if _is_open(claim) else []
    objects = {local_name(iri): role for iri, role in _objects(claim).items()} or dict.fromkeys(content, "content")
    for agent in [local_name(iri) for iri in claim.agents] or content:
        for object_, role in objects.items():
            yield agent, object_, role


def _edge_id(claim: ClaimNode, source: str, target: str) -> str:
    return f"{local_name(claim.iri)}.{source}.{target}"


def _joined(words: Iterator[str | None] | tuple[str, ...]) -> str | None:
    """The distinct words, sorted."""
    return SEPARATOR.join(sorted({word for word in words if word})) or None
