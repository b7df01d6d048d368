"""A part of the graph as a network with places for a picture: around an entity, or the most connected; never all of it."""

from collections.abc import Iterable, Sequence
from typing import Final

from graph.page.layout import positions
from graph.page.lines import Line, lines, most_connected
from graph.page.part import touching
from graph.reading import ClaimNode, EntityNode
from graph.wording import MODALITIES, POLARITIES
from quoth.serve.views.library import Library, Row
from quoth.serve.views.parameters import Given, choice, number

SHOWN: Final = 60
MOST: Final = 300
LINES: Final = 1000
DEEPEST: Final = 3
LABEL: Final = 26
RULE: Final = "those with most neighbours first, then those with most claims"


def network(library: Library, given: Given) -> Row:
    """Entities and the lines that claims draw between them, with where each stands; and how much is left out."""
    about = library.meant(given.get("about", ""))
    depth, limit = number(given, "depth", 1, DEEPEST, 1), number(given, "limit", SHOWN, MOST, 2)
    polarity, modality = choice(given, "polarity", ("", *POLARITIES)), choice(given, "modality", ("", *MODALITIES))
    relation = given.get("relation", "")
    fitting = [c for c in library.graph.claims if _fits(c, relation, polarity, modality)]
    reached = fitting if about is None else _around(fitting, about.iri, depth)
    found = lines(reached)
    ranked = most_connected(found)
    chosen = [iri for iri in ranked if about is None or iri != about.iri][: limit - (about is not None)]
    nodes = [*([about.iri] if about else []), *chosen]
    return {
        "about": library.named(about.iri) if about else None,
        "depth": depth,
        "limit": limit,
        "relation": relation,
        "polarity": polarity,
        "modality": modality,
        "relations": sorted({claim.relation for claim in library.graph.claims}),
        "rule": RULE,
        "total": len({*ranked, *nodes}),
        "claims": len(reached),
        **library.drawn((*nodes, relation, polarity, modality, depth), lambda: _drawn(library, nodes, found)),
    }


def _fits(claim: ClaimNode, relation: str, polarity: str, modality: str) -> bool:
    return relation in ("", claim.relation) and polarity in ("", claim.polarity) and modality in ("", claim.modality)


def _around(claims: Sequence[ClaimNode], start: str, depth: int) -> list[ClaimNode]:
    """The claims that reach the entity in so many steps."""
    reached, found = {start}, list[ClaimNode]()
    for _ in range(depth):
        found = [claim for claim in claims if reached.intersection(touching(claim))]
        reached = reached.union(*map(touching, found))
    return found


def _drawn(library: Library, nodes: Sequence[str], found: Iterable[Line]) -> Row:
    """Nodes with their places, and the lines between them, those with most claims first."""
    at = {iri: position for position, iri in enumerate(nodes)}
    joined = [line for line in found if line.start in at and line.end in at]
    labels = [short(_name(library.names.entities.get(iri))) for iri in nodes]
    places = positions(labels, [(at[line.start], at[line.end]) for line in joined]) if nodes else ()
    rows = [{**library.named(iri), "x": x, "y": y} for iri, (x, y) in zip(nodes, places, strict=True)]
    joined.sort(key=lambda line: (-line.claims, line.start, line.end))
    edges = [
        {
            "from": library.named(line.start)["id"],
            "to": library.named(line.end)["id"],
            "claims": line.claims,
            "forward": len(line.forward),
            "back": len(line.back),
        }
        for line in joined[:LINES]
    ]
    return {"nodes": rows, "edges": edges, "edges_total": len(joined)}


def short(name: str) -> str:
    """A name as a label."""
    return name if len(name) <= LABEL else f"{name[: LABEL - 1].rstrip()}…"


def _name(entity: EntityNode | None) -> str:
    return entity.name if entity else "an unknown entity"
