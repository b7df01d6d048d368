"""A part of the graph as a network: around an entity, or the most connected; a small one with places for a picture."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.index import local_name
from graph.page.drawing import short
from graph.page.layout import positions
from graph.page.lines import Line, lines, most_connected
from graph.page.part import touching
from graph.reading import ClaimNode, EntityNode
from graph.wording import MODALITIES, POLARITIES
from quoth.serve.views.facets import FACETS, UNNAMED, fitting
from quoth.serve.views.library import Library, Row
from quoth.serve.views.parameters import Given, choice, number

SHOWN: Final = 60
DRAWN: Final = 300  # more are placed by the script of the page
MOST: Final = 20_000
MOST_LINES: Final = 60_000
DEEPEST: Final = 3
RULE: Final = "those with most neighbours first, then those with most claims"


def network(library: Library, given: Given) -> Row:
    """Entities and the lines that claims draw between them, with where each stands; and how much is left out."""
    about = library.meant(given.get("about", ""))
    depth, limit = number(given, "depth", 1, DEEPEST, 1), number(given, "limit", SHOWN, MOST, 2)
    chosen = {name: given.get(name, "") for name in FACETS}
    chosen["polarity"] = choice(given, "polarity", ("", *POLARITIES))
    chosen["modality"] = choice(given, "modality", ("", *MODALITIES))
    chosen["holder"] = _holder(library, chosen["holder"])
    key = ("network", about and about.iri, depth, limit, *chosen.values())
    return {
        "about": library.named(about.iri) if about else None,
        "depth": depth,
        "limit": limit,
        **chosen,
        "start": number(given, "start", 0, MOST_LINES),  # of the table of lines
        "types": library.types,
        "relations": library.relations,
        "publishers": library.publishers,
        "rule": RULE,
        **library.drawn(key, lambda: _part(library, about, depth, limit, chosen)),
    }


def _holder(library: Library, name: str) -> str:
    """A speaker by id, whatever it was called; what stands for documents and for unclear speakers as it is."""
    found = None if name in UNNAMED else library.meant(name)
    return found.id if found else name


def small(library: Library, given: Given) -> Row:
    """No more than can be drawn."""
    return network(library, {**given, "limit": str(min(number(given, "limit", SHOWN, MOST, 2), DRAWN))})


def shown_claims(library: Library, given: Given) -> Row:
    """The ids of the entities of a network, and of the claims behind its lines."""
    row = network(library, given)
    ids = {node["id"] for node in row["nodes"]}
    chosen = {name: row[name] for name in FACETS if row[name]}
    behind = [
        local_name(claim.iri)
        for claim in fitting(library, chosen)
        if len(ids.intersection(map(local_name, set(touching(claim))))) > 1
    ]
    return {"entities": sorted(ids), "claims": sorted(behind)}


def _part(library: Library, about: EntityNode | None, depth: int, limit: int, chosen: Given) -> Row:
    asked = {name: value for name, value in chosen.items() if value}
    reached: Sequence[ClaimNode] = fitting(library, asked)
    if about is not None:
        reached = _around(reached, about.iri, depth)
    found = lines(reached)
    ranked = most_connected(found)
    others = [iri for iri in ranked if about is None or iri != about.iri][: limit - (about is not None)]
    nodes = [*([about.iri] if about else []), *others]
    return {"total": len({*ranked, *nodes}), "claims": len(reached), **_drawn(library, nodes, found)}


def _around(claims: Sequence[ClaimNode], start: str, depth: int) -> list[ClaimNode]:
    """The claims that reach the entity in so many steps."""
    reached, found = {start}, list[ClaimNode]()
    for _ in range(depth):
        found = [claim for claim in claims if reached.intersection(touching(claim))]
        reached = reached.union(*map(touching, found))
    return found


def _drawn(library: Library, nodes: Sequence[str], found: Sequence[Line]) -> Row:
    """Nodes, with their places where they are few, and the lines between them, those with most claims first."""
    at = {iri: position for position, iri in enumerate(nodes)}
    joined = sorted(
        (line for line in found if line.start in at and line.end in at), key=lambda line: (-line.claims, line.start, line.end)
    )
    neighbours = Counter(end for line in found for end in (line.start, line.end))
    named = [library.named(iri) for iri in nodes]
    labels = [short(row["name"]) for row in named]
    rows = [
        {**row, "label": label, "claims": library.weights.get(iri, 0), "neighbours": neighbours[iri], **place}
        for iri, row, label, place in zip(nodes, named, labels, _places(labels, at, joined), strict=True)
    ]
    ids = {iri: row["id"] for iri, row in zip(nodes, rows, strict=True)}
    edges = [
        {
            "from": ids[line.start],
            "to": ids[line.end],
            "claims": line.claims,
            "forward": len(line.forward),
            "back": len(line.back),
        }
        for line in joined[:MOST_LINES]
    ]
    return {"nodes": rows, "edges": edges, "edges_total": len(joined)}


def _places(labels: Sequence[str], at: Mapping[str, int], joined: Iterable[Line]) -> Iterable[Row]:
    if not 0 < len(labels) <= DRAWN:
        return [{}] * len(labels)
    places = positions(labels, [(at[line.start], at[line.end]) for line in joined])
    return [{"x": x, "y": y} for x, y in places]
