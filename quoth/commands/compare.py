"""`quoth compare`: where sources disagree, what each tells or leaves out, who copies whom, and how quotations differ."""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ontology.errors import DONE
from quoth import terminal

if TYPE_CHECKING:
    from graph.compare.records import Comparison, Contradiction, EventView, Quote

T = TypeVar("T")
HELP: Final = "compare sources: who contradicts whom, who leaves out what, who repeats whom"
SOURCES: Final = ("document", "publisher", "speaker")
PARTS: Final = ("contradictions", "positions", "reprints", "quotes")
LIMIT: Final = 10
COLUMNS: Final = 8
NAMES: Final = 6
RULE: Final = (
    "Nothing here is called true or false, and no source wins. Ranked by: how sharply the kind of disagreement says yes and no, "
    "how surely both passages speak of one thing, the confidence of the less sure one, independent witnesses (reprints count "
    "once), whether two holders in two documents differ, and whether a heading or a sentence says it."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--by", choices=SOURCES, default=SOURCES[0], help="what the sources are (default: document)")
    parser.add_argument("--about", metavar="ENTITY", help="only what concerns or comes from this entity: name, alias or id")
    parser.add_argument("--part", choices=PARTS, help="only this part (csv and tsv: one part, by default contradictions)")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=int,
        default=LIMIT,
        help=f"most rows of each part in the table, 0: all (default: {LIMIT})",
    )
    terminal.add_format(parser, "table", "json", "csv", "tsv")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print."""
    from graph.compare import compare
    from graph.compare.output import as_object
    from graph.reading import read_graph
    from graph.store import open_store
    from graph.telling import identify

    with open_store(Path(arguments.output) / "store", write=False) as store:
        graph = read_graph(store)
    about = None if arguments.about is None else identify(graph, arguments.about).iri
    found = compare(graph, by=arguments.by, about=about)
    if arguments.format == "json":
        terminal.write(json.dumps(as_object(found), ensure_ascii=False, indent=1) + "\n")
    elif arguments.format == "table":
        _tell(found, arguments.part, arguments.limit)
    else:
        _print_part(found, arguments.part or PARTS[0], arguments.format)
    return DONE


def _print_part(found: "Comparison", part: str, form: str) -> None:
    from graph.compare import output

    tables = {
        "contradictions": (output.CONTRADICTION_COLUMNS, output.contradiction_rows),
        "positions": (output.POSITION_COLUMNS, output.position_rows),
        "reprints": (output.REPRINT_COLUMNS, output.reprint_rows),
        "quotes": (output.QUOTE_COLUMNS, output.quote_rows),
    }
    columns, rows = tables[part]
    terminal.print_rows(columns, rows(found), form)


def _tell(found: "Comparison", part: str | None, limit: int) -> None:
    """The parts for reading; each says how much it leaves out."""
    parts = PARTS if part is None else (part,)
    _lines([RULE])
    if "contradictions" in parts:
        _head("Contradictions", len(found.contradictions), limit)
        for number, row in enumerate(_first(found.contradictions, limit), 1):
            _lines(_contradiction(number, row))
    if "positions" in parts:
        _matrix(found, limit)
    if "reprints" in parts:
        _head("Reprints, each group one witness", len(found.reprints), limit)
        _lines(["  " + ", ".join(group) for group in _first(found.reprints, limit)])
    if "quotes" in parts:
        _head("One quotation in several sources", len(found.quotes), limit)
        for quote in _first(found.quotes, limit):
            _lines(_quotation(quote))


def _matrix(found: "Comparison", limit: int) -> None:
    """The events that most sources tell, one column for each source that tells one of them."""
    shared = _shared(found)
    _head("What several sources tell, and what the others leave out", len(shared), limit)
    shown = _first(shared, limit)
    speaking = {s.source for event in shown for s in event.sources if s.position != "omits"}
    keys = [key for key, _ in found.sources if key in speaking]
    if len(keys) > COLUMNS:
        for event in shown:
            _lines([f"  {event.english}", *_by_position(event)])
    elif keys:
        rows = [(e.english, *(_positions(e).get(key, "") for key in keys)) for e in shown]
        terminal.print_rows(("event", *map(_short, keys)), rows, "table")
    by_id = {event.id: event for event in found.events}
    related = [event for event in shown if event.narrower or event.wider or _dates(event)]
    if related:
        _lines(["", "Of these: dates, and descriptions that tell less or more"])
    for event in related:
        _lines([f"  {event.english}{_dates(event)}"])
        _lines([f"     narrower: {by_id[i].english}{_dates(by_id[i])}" for i in event.narrower if i in by_id])
        _lines([f"     wider: {by_id[i].english}{_dates(by_id[i])}" for i in event.wider if i in by_id])


def _dates(event: "EventView") -> str:
    """The dates that sources give, and who tells the event without one."""
    telling = [stand for stand in event.sources if stand.position != "omits"]
    if not any(stand.dates for stand in telling):
        return ""
    given = [f"{', '.join(s.dates) or 'no date'} ({_short(s.source)})" for s in telling]
    return f": {'; '.join(given[:NAMES])}{_more(len(given) - NAMES)}"


def _by_position(event: "EventView") -> list[str]:
    """Who asserts, who denies and so on, where a column for each source would be too wide."""
    groups: dict[str, list[str]] = {}
    for source, position in _positions(event).items():
        groups.setdefault(position, []).append(source)
    order = sorted(groups, key=lambda position: (position == "omits", position))
    return [f"     {p}: {', '.join(groups[p][:NAMES])}{_more(len(groups[p]) - NAMES)}" for p in order]


def _positions(event: "EventView") -> dict[str, str]:
    return {stand.source: stand.position for stand in event.sources}


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def _shared(found: "Comparison") -> "list[EventView]":
    """The events that several independent sources tell, in the order of `graph.compare.ranking`."""
    from graph.compare.knowledge import knowledge
    from graph.compare.ranking import weight
    from graph.index import local_name

    best: defaultdict[str, float] = defaultdict(float)
    for row in found.contradictions:
        for side in (row.left, row.right):
            event_id = local_name(side.claim.event)
            best[event_id] = max(best[event_id], row.score)

    def order(event: "EventView") -> tuple[object, ...]:
        minor = event.relation in knowledge().states or event.is_bare
        return weight(minor=minor, score=best[event.id], witnesses=event.witnesses, told=_told(event), id=event.id)

    return sorted((event for event in found.events if _told(event) > 1 and event.witnesses > 1), key=order)


def _told(event: "EventView") -> int:
    return sum(stand.position != "omits" for stand in event.sources)


def _contradiction(number: int, row: "Contradiction") -> list[str]:
    lines = [f"{number}. {row.kind} ({row.score:.2f}): {row.english}"]
    for side in (row.left, row.right):
        lines.append(f"     {side.holder}, in {side.passage.document}: {side.passage.sentence}")
    return lines


def _quotation(quote: "Quote") -> list[str]:
    lines = [f"  {quote.holder or 'a speaker who could not be made out'}: {quote.difference}"]
    return [*lines, *(f"     in {passage.document}: “{passage.text}”" for passage in quote.versions)]


def _head(title: str, count: int, limit: int) -> None:
    rest = f", the first {limit} (--limit 0 shows all)" if 0 < limit < count else ""
    _lines(["", f"{title}: {count}{rest}"])


def _first(rows: Sequence[T], limit: int) -> Sequence[T]:
    return rows[:limit] if limit > 0 else rows


def _short(key: str) -> str:
    return key if len(key) <= 18 else f"{key[:15]}..."


def _lines(lines: list[str]) -> None:
    for line in lines:
        words = line.lstrip(" ")
        terminal.write(" " * (len(line) - len(words)) + terminal.clean(words) + "\n")
