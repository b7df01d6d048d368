"""`quoth path`: how two entities are connected, each step with its sentences and who says so."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import DONE, UsageError
from quoth import terminal

if TYPE_CHECKING:
    from graph.networks.paths import Path as Way
    from graph.networks.paths import Step

HELP: Final = "how two entities are connected, and according to whom"
MOST, SHOWN = 3, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("start", metavar="A", help="name, alias or id")
    parser.add_argument("end", metavar="B", help="name, alias or id")
    parser.add_argument("--limit", metavar="N", type=terminal.whole(1), default=MOST, help=f"most paths (default: {MOST})")
    parser.add_argument("--speakers", action="store_true", help="also from who says something to what it is about")
    parser.add_argument("--all-claims", action="store_true", help="also over what is denied, intended, possible or demanded")
    terminal.add_format(parser, "text", "json")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find the shortest paths and tell them."""
    from graph.networks.paths import RULE, paths
    from graph.reading import read_graph
    from graph.store import open_store
    from graph.telling import identify

    with open_store(Path(arguments.output) / "store", write=False) as store:
        graph = read_graph(store)
    start, end = (identify(graph, words) for words in (arguments.start, arguments.end))
    if start == end:
        raise UsageError(f"{arguments.start!r} and {arguments.end!r} are the same entity: name two")
    most = max(1, arguments.limit)
    found = paths(graph, start.iri, end.iri, most=most, speakers=arguments.speakers, every=arguments.all_claims)
    if arguments.format == "json":
        shown = {"from": asdict(start), "to": asdict(end), "rule": RULE, "paths": [[asdict(s) for s in way] for way in found]}
        terminal.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
    else:
        terminal.write("".join(f"{' ' * indent}{terminal.clean(line)}\n" for indent, line in _lines(found)))
    if not found:
        terminal.note(f"no claims connect {start.name} and {end.name}; --speakers and --all-claims look further")
    return DONE


def _lines(found: "tuple[Way, ...]") -> Iterator[tuple[int, str]]:
    """(indentation, line) of each path."""
    for number, way in enumerate(found, 1):
        yield 0, f"{number}. {' – '.join([way[0].start, *(step.end for step in way)])}"
        for step in way:
            yield from _step(step)


def _step(step: "Step") -> Iterator[tuple[int, str]]:
    yield 3, f"{step.start} – {step.end}"
    for told in step.told[:SHOWN]:
        for source in told.sources[:SHOWN]:
            yield 5, f"- according to {source.according}: {told.english}"
            yield 7, f"“{source.sentence.strip()}”"
            yield 7, ", ".join(part for part in (source.document, source.title, source.published) if part)
    if len(step.told) > SHOWN:
        yield 5, f"and {len(step.told) - SHOWN} claims more (--json has all)"
