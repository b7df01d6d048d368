"""`quoth network`: actors, instruments, quotations and discourse as networks, with who stands where in them."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ontology.errors import DONE, UsageError
from quoth import terminal

if TYPE_CHECKING:
    from graph.networks.measures import Measures
    from graph.networks.records import Projection, Window
    from graph.reading import Graph
    from quoth.terminal import Cell

HELP: Final = "who acts with whom, who quotes whom, who holds the same or the opposite; centralities, communities, brokers"
KINDS: Final = ("actors", "instruments", "quotes", "affiliation", "congruence", "conflict", "subtract")
OVER: Final = ("claims", "positions")
SOURCES: Final = ("all", "speakers", "documents", "publishers")
LIMIT: Final = 50
MEMBERS: Final = (
    "name", "type", "degree", "in", "out", "strength", "betweenness", "pagerank", "community", "broker", "cut", "id",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=f"one of {', '.join(KINDS)}")
    parser.add_argument("--from", dest="first", metavar="DATE", help="only from this day, month or year on")
    parser.add_argument("--to-date", dest="last", metavar="DATE", help="only up to this day, month or year")
    parser.add_argument(
        "--over", choices=OVER, default=OVER[0], help="discourse: claims as held, or positions of actors on treaties and matters"
    )
    parser.add_argument("--sources", choices=SOURCES, default=SOURCES[0], help="discourse over claims: whose claims")
    parser.add_argument("--show", choices=("members", "ties"), default="members", help="what table and CSV list")
    parser.add_argument(
        "--limit", metavar="N", type=terminal.whole(0), default=LIMIT, help=f"most rows of the table, 0 for all ({LIMIT})"
    )
    parser.add_argument("--to", metavar="FILE", help="write to this file instead of standard output")
    terminal.add_format(parser, "table", "json", "csv", "graphml", "gexf", "dna")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Project, measure and write."""
    from graph.networks import project
    from graph.networks.measures import DEFINITIONS, measures
    from graph.networks.records import window
    from graph.reading import read_graph
    from graph.store import open_store

    wanted = window(arguments.first, arguments.last)
    with open_store(Path(arguments.output) / "store", write=False) as store:
        graph = read_graph(store)
    if arguments.format == "dna":
        return _events(graph, wanted, arguments)
    found = project(graph, arguments.kind, wanted, over=arguments.over, sources=arguments.sources)
    measured = measures(found)
    terminal.deliver(_written(graph, found, measured, arguments), arguments.to)
    terminal.note(f"{len(found.members)} members, {len(found.ties)} ties; {found.rule}")
    for why, count in found.left_out:
        terminal.note(f"left out: {count} {why}")
    for note in measured.notes:
        terminal.note(note)
    if arguments.format == "table" and arguments.show == "members":
        terminal.note(DEFINITIONS)
    return DONE


def _events(graph: "Graph", wanted: "Window", arguments: argparse.Namespace) -> int:
    """The statements behind the networks of discourse, as an event list of the Discourse Network Analyzer."""
    from graph.network import voices
    from graph.networks import statements
    from graph.networks.discourse import DISCOURSE
    from graph.networks.dna import event_list

    if arguments.kind not in DISCOURSE:
        raise UsageError(f"an event list holds what a network of discourse is made of: take {', '.join(DISCOURSE)}")
    found = statements(graph, wanted, over=arguments.over, sources=arguments.sources)
    text, undated = event_list(found, voices(graph))
    terminal.deliver(text, arguments.to)
    if undated:
        terminal.note(f"left out: {undated} passages of documents without a date")
    return DONE


def _written(graph: "Graph", found: "Projection", measured: "Measures", arguments: argparse.Namespace) -> str:
    if arguments.format in ("graphml", "gexf"):
        from graph.networks.files import write

        stream = StringIO()
        write(found, measured, arguments.format, stream)
        return stream.getvalue()
    if arguments.format == "json":
        return json.dumps(_document(graph, found, measured), ensure_ascii=False, indent=1) + "\n"
    columns, rows = (MEMBERS, _members(found, measured)) if arguments.show == "members" else _ties(found)
    most = None if arguments.format == "csv" or arguments.limit <= 0 else arguments.limit
    return terminal.rows_text(columns, islice(rows, most), arguments.format)


def _members(found: "Projection", measured: "Measures") -> "Iterator[tuple[Cell, ...]]":
    """The most central first."""
    rank = {id_: n for n, id_ in enumerate(measured.brokers, 1)}
    pairs = sorted(
        zip(found.members, measured.standings, strict=True),
        key=lambda pair: (-(pair[1].betweenness or 0), -pair[1].strength, pair[0].id),
    )
    for member, s in pairs:
        cut = "yes" if s.cut else None
        head = (member.label, member.type.lower(), s.degree, s.incoming, s.outgoing, s.strength)
        yield (*head, s.betweenness, s.pagerank, s.community, rank.get(s.id), cut, member.id)


def _ties(found: "Projection") -> "tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]":
    """The heaviest first."""
    label = {member.id: member.label for member in found.members}
    details = tuple(name for name, _ in found.ties[0].details) if found.ties else ()
    rows = (
        (label[t.source], label[t.target], t.weight, *(value for _, value in t.details), t.documents, len(t.claims))
        for t in sorted(found.ties, key=lambda t: (-abs(t.weight), t.source, t.target))
    )
    return ("from", "to", "weight", *details, "documents", "claims"), rows


def _document(graph: "Graph", found: "Projection", measured: "Measures") -> dict[str, Any]:
    """Everything, each tie with its claims and their sentences."""
    from graph.network import voices
    from graph.sourcing import sources

    names = voices(graph)
    wanted = {iri for tie in found.ties for iri in tie.claims}
    claims = {
        c.iri: {
            "id": c.iri,
            "english": names.statement(c),
            "polarity": c.polarity,
            "modality": c.modality,
            "sources": [asdict(s) for s in sources(c, names)],
        }
        for c in graph.claims
        if c.iri in wanted
    }
    return {
        "kind": found.kind,
        "rule": found.rule,
        "directed": found.directed,
        "left_out": dict(found.left_out),
        "notes": list(measured.notes),
        "members": [asdict(m) | asdict(s) for m, s in zip(found.members, measured.standings, strict=True)],
        "communities": measured.communities,
        "brokers": measured.brokers,
        "ties": [asdict(tie) | {"details": dict(tie.details)} for tie in found.ties],
        "claims": claims,
    }
