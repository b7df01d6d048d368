"""A projection as a network of networkx, and as GraphML or GEXF with all its attributes; called by `quoth network`."""

from typing import TYPE_CHECKING, TextIO

from graph.export.networks import write_network
from graph.networks.measures import Measures
from graph.networks.records import Projection, Tie

if TYPE_CHECKING:
    from networkx import MultiGraph


def write(found: Projection, measured: Measures, format: str, stream: TextIO) -> None:
    """Write it as "graphml" or "gexf"."""
    write_network(as_networkx(found, measured), format, stream)


def as_networkx(found: Projection, measured: Measures) -> "MultiGraph":
    """Members and ties with their measures, keyed by their ids; directed where the projection is."""
    from networkx import MultiDiGraph, MultiGraph

    made = MultiDiGraph() if found.directed else MultiGraph()
    for member, standing in zip(found.members, measured.standings, strict=True):
        given = {
            "label": member.label,
            "type": member.type,
            "iri": member.iri,
            "degree": standing.degree,
            "strength": standing.strength,
            "betweenness": standing.betweenness,
            "pagerank": standing.pagerank,
            "community": standing.community,
            "cut": standing.cut,
        }
        made.add_node(member.id, **{key: value for key, value in given.items() if value is not None})
    for tie in found.ties:
        made.add_edge(tie.source, tie.target, key=tie_id(tie), weight=float(tie.weight), **_details(tie))
    return made


def tie_id(tie: Tie) -> str:
    """The id of a tie in files: a member's id holds no dot."""
    return f"{tie.source}.{tie.target}"


def _details(tie: Tie) -> dict[str, str | int | float]:
    return {**dict(tie.details), "documents": tie.documents, "claims": " | ".join(tie.claims)}
