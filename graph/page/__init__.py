"""The page: one self-contained HTML file with the graph, its claims and the sentences that show them.

Called by `quoth build` (the whole graph) and `quoth view` (the part around one entity). It opens from a file manager, asks
no host for anything, and holds at most 10 MB.
"""

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

from graph.files import write_file
from graph.page.drawing import render
from graph.page.lines import lines, most_connected
from graph.page.part import around, the_entity
from graph.page.payload import data
from graph.page.sheet import sheet
from graph.reading import Graph
from ontology.errors import UsageError

MOST_NODES: Final = 2000  # beyond, a browser needs more than a few seconds for the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was written: nodes drawn out of `entities`, claims listed out of `claims`, documents with their text, bytes."""

    path: str
    drawn: int
    entities: int
    listed: int
    claims: int
    texts: int
    documents: int
    size: int


def write_page(
    graph: Graph, path: str | PathLike[str], *, title: str, limit: int = 300, focus: str | None = None, depth: int = 1
) -> Page:
    """Write the page for a graph, or for what lies within `depth` steps of the entity that `focus` names.

    Of the entities at most `limit`, the most connected, are drawn; the page says so, and lists the others.

    Raises: UsageError for an unknown focus, a depth below 1 or a limit outside of 1 to 2000.
    """
    if not 1 <= limit <= MOST_NODES:
        raise UsageError(f"limit {limit!r}: give a number of nodes from 1 to {MOST_NODES}")
    whole = graph
    if focus is not None:
        graph = around(graph, focus, depth)
    found = lines(graph.claims)
    ranked = most_connected(found)
    filled = sheet(graph, ranked)
    by_iri = {entity.iri: entity for entity in graph.entities}
    nodes = [by_iri[iri] for iri in ranked if iri in filled.entity_numbers][:limit]
    picture: dict[str, Any] = {"drawn": len(nodes), "joined": len(ranked)}
    if focus is not None:
        center = the_entity(whole, focus)
        picture["focus"] = {"entity": filled.entity_numbers.get(center.iri), "depth": depth, "claims": len(whole.claims)}
    rows = data(filled, found, title, picture)
    text = render(nodes, found, filled.entity_numbers, rows)
    write_file(Path(path), text)
    return Page(
        path=str(path),
        drawn=len(nodes),
        entities=len(graph.entities),
        listed=len(filled.claims),
        claims=len(graph.claims),
        texts=sum("text" in row for row in filled.documents),
        documents=len(graph.documents),
        size=len(text.encode()),
    )
