"""`quoth timeline`: dated claims in order, undated ones apart, each with its sources; for an instrument its history."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import DONE
from quoth import terminal

if TYPE_CHECKING:
    from graph.timeline import Entry, Timeline
    from quoth.terminal import Cell

HELP: Final = "list what is said to have happened, in order of time, each with who says so"
COLUMNS: Final = ("when", "first day", "last day", "claim", "according to", "document", "published", "sentence", "note")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("entity", metavar="ENTITY", nargs="*", help="name, alias or id; an instrument has its history told")
    parser.add_argument("--held", action="store_true", help="with ENTITY: also what it says of others")
    parser.add_argument("--to", metavar="FILE", help="write to this file instead of standard output")
    terminal.add_format(parser, "table", "json", "csv", "ics", "svg")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find the entity and tell."""
    from graph.reading import read_graph
    from graph.store import open_store
    from graph.telling import identify
    from graph.timeline import timeline

    with open_store(Path(arguments.output) / "store", write=False) as store:
        graph = read_graph(store)
    entity = identify(graph, " ".join(arguments.entity)) if arguments.entity else None
    found = timeline(graph, entity, held=arguments.held)
    terminal.deliver(_written(found, arguments.format), arguments.to)
    left = f"; {len(found.undated)} have no date" + (" and are not in the calendar" if arguments.format == "ics" else "")
    terminal.note(f"{len(found.dated)} dated{left if found.undated else ''}. Order: {found.rule}")
    return DONE


def _written(found: "Timeline", format: str) -> str:
    if format == "json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"
    if format == "ics":
        from graph.timeline.calendar import icalendar

        return icalendar(found)
    if format == "svg":
        from graph.timeline.drawing import svg

        return svg(found)
    if format == "csv":
        return terminal.rows_text(COLUMNS, _rows((*found.dated, *found.undated)), "csv")
    return "".join(_tables(found))


def _tables(found: "Timeline") -> Iterator[str]:
    columns = ("when", "claim", "according to", "document", "sentence", "note")
    keep = [COLUMNS.index(column) for column in columns]

    def table(entries: "Iterable[Entry]") -> str:
        return terminal.rows_text(columns, ([row[n] for n in keep] for row in _rows(entries)), "table")

    for stage in found.history:
        yield f"{stage.name}\n{table(stage.entries)}"
        yield "".join(f"  ! {terminal.clean(difference)}\n" for difference in stage.differences) + "\n"
    if found.history:
        yield "all that is said of it, in order of time\n"
    yield table(found.dated)
    if found.undated:
        yield f"\nwithout a date\n{table(found.undated)}"


def _rows(entries: "Iterable[Entry]") -> "Iterator[tuple[Cell, ...]]":
    """One row for each source of each entry."""
    for entry in entries:
        when = entry.moment
        shown = when.shown if when else f"undated, reported {entry.reported}" if entry.reported else "undated"
        note = f"also dated {', '.join(entry.others)}" if entry.others else None
        if entry.clash:
            note = f"dates contradict: {note}"
        for s in entry.sources:
            first, last = (when.start, when.end) if when else (None, None)
            yield shown, first, last, entry.english, s.according, s.document, s.published, s.sentence.strip(), note
