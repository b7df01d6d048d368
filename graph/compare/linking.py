"""The links between the events of a graph, by themselves; called by `graph.writing`."""

from graph.compare.events import Link, contents, happenings, links
from graph.compare.knowledge import knowledge
from graph.compare.ties import ties
from graph.reading import Graph


def linked(graph: Graph) -> tuple[Link, ...]:
    """Which events are narrower than others, and which are alike and by how much."""
    known = knowledge()
    events = happenings(graph)
    return links(events, contents(events), ties(graph, known), known)
