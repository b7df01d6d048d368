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
    terminal.add_format(parser, "text", "table", "json", "csv", "ics", "svg")
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
    if format == "table":
        return "".join(_tables(found))
    return "".join(f"{' ' * indent}{terminal.clean(line)}\n" if line else "\n" for indent, line in _text(found))


def _text(found: "Timeline") -> Iterator[tuple[int, str]]:
    """(indentation, line): the history of an instrument by its stages, then what is no stage: dated claims, and undated ones."""
    told = {entry.id for stage in found.history for entry in stage.entries}
    for stage in found.history:
        yield 0, stage.name
        yield from _entries(stage.entries)
        yield from ((2, f"! sources differ: {difference}") for difference in stage.differences)
        yield 0, ""
    dated, undated = ([e for e in entries if e.id not in told] for entries in (found.dated, found.undated))
    if found.history and dated:
        yield 0, "what else is said of it"
    yield from _entries(dated)
    if undated:
        yield from ((0, ""), (0, "without a date, by the day of publication"))
        yield from _entries(undated)


def _entries(entries: "Iterable[Entry]") -> Iterator[tuple[int, str]]:
    for entry in entries:
        yield 2, f"{_when(entry)}: {entry.english}{f' [{note}]' if (note := _note(entry)) else ''}"
        for s in entry.sources:
            yield 6, f"according to {s.according} ({s.document}): “{s.sentence.strip()}”"


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
        note = _note(entry)
        for s in entry.sources:
            first, last = (when.start, when.end) if when else (None, None)
            yield _when(entry), first, last, entry.english, s.according, s.document, s.published, s.sentence.strip(), note


def _when(entry: "Entry") -> str:
    if entry.moment is not None:
        return entry.moment.shown
    return f"undated, reported {entry.reported}" if entry.reported else "undated"


def _note(entry: "Entry") -> str | None:
    """The other dates of the same, and whether they can all hold."""
    if not entry.others:
        return None
    return f"{'dates contradict: ' if entry.clash else ''}also dated {', '.join(entry.others)}"
