"""`quoth correct`: decisions on entities and passages that every later build applies."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import DONE, UsageError
from quoth import making, terminal

if TYPE_CHECKING:
    from graph.corrections.records import Correction
    from quoth.building import Options

HELP: Final = "record that entities are the same or not, or that a passage was misread; lasts over every build"
KINDS: Final = ("same", "not-same", "unsure", "name", "type", "speaker", "relation", "polarity", "modality", "date", "drop")
COLUMNS: Final = ("id", "when", "by", "correction", "why", "places")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", metavar="WHAT", nargs="?", choices=KINDS, help=f"one of {', '.join(KINDS)}")
    parser.add_argument(
        "words", metavar="WORDS", nargs="*", help="entities by name or id, passages by id or words, the new value"
    )
    parser.add_argument("--by", metavar="NAME", help="who says so")
    parser.add_argument("--why", metavar="TEXT", help="the reason, for those who read the correction later")
    parser.add_argument("--when", metavar="DATE", help="day of the decision, YYYY-MM-DD (default: today)")
    parser.add_argument("--in", metavar="DOC", dest="document", help="only in this document: the first entity, or the passage")
    parser.add_argument("--type", metavar="TYPE", help="type of a new speaker whom no document names")
    parser.add_argument("--list", action="store_true", help="show all corrections, and in how many places each is applied")
    parser.add_argument("--undo", metavar="ID", help="take a correction back")
    parser.add_argument("--import", metavar="FILE", dest="other", help="add the corrections of another file, as of another team")
    making.add_corrections(parser)
    terminal.add_output(parser)
    terminal.add_format(parser, "table", "json", "csv")


def run(arguments: argparse.Namespace) -> int:
    """Record, take back, add or list; what changed is applied to the graph at once."""
    from graph.corrections.file import read_corrections, write_corrections
    from quoth.building import corrections_file, rebuild

    options = making.options(arguments)
    path = corrections_file(arguments.output, options)
    known = read_corrections(path, options.base)
    chosen = [bool(arguments.what), arguments.list, arguments.undo is not None, arguments.other is not None]
    if sum(chosen) != 1:
        raise UsageError(f"say one thing: WHAT ({', '.join(KINDS)}), --list, --undo ID or --import FILE")
    if arguments.list:
        _print(arguments, known)
        return DONE
    changed = _changed(arguments, options, known)
    if changed:
        gone = {c.id for c in changed} if arguments.undo is not None else set()
        write_corrections(path, [c for c in (*known, *changed) if c.id not in gone], options.base)
        with terminal.progress() as tell:
            making.tell_lost(rebuild(arguments.output, options=options, progress=tell))
    _print(arguments, changed if arguments.other is None else (*known, *changed))
    return DONE


def _changed(arguments: argparse.Namespace, options: "Options", known: "tuple[Correction, ...]") -> "list[Correction]":
    """The corrections that come or, with --undo, go."""
    from graph.corrections.file import read_corrections

    if arguments.undo is not None:
        return [_named(arguments.undo, known)]
    if arguments.other is not None:
        if not Path(arguments.other).exists():
            raise UsageError(f"no file {arguments.other!r}: give a file that `quoth correct` wrote")
        ids = {correction.id for correction in known}
        return [c for c in read_corrections(Path(arguments.other), options.base) if c.id not in ids]
    return _recorded(arguments, known)


def _recorded(arguments: argparse.Namespace, known: "tuple[Correction, ...]") -> "list[Correction]":
    from graph.corrections.making import Act, make
    from graph.corrections.records import Kind
    from graph.reading import read_graph
    from graph.store import open_store

    if not arguments.by:
        raise UsageError(
            "say who you are with --by NAME (or once for all with the setting `by`): a correction stands with a name"
        )
    act = Act(
        by=arguments.by, when=_day(arguments.when), why=arguments.why, document=arguments.document, type=arguments.type
    )  # fmt: skip
    with open_store(Path(arguments.output) / "store", write=False) as store:
        return make(read_graph(store), known, Kind(arguments.what), arguments.words, act)


def _day(text: str | None) -> str:
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"--when {text!r} is no day: write YYYY-MM-DD") from error


def _named(words: str, known: "tuple[Correction, ...]") -> "Correction":
    """The correction of an id, or of the beginning of one."""
    found = [c for c in known if c.id == words or c.id.removeprefix("correction-").startswith(words.removeprefix("correction-"))]
    if len(found) != 1:
        raise UsageError(f"{len(found) or 'no'} corrections have an id like {words!r}: see `quoth correct --list`")
    return found[0]


def _print(arguments: argparse.Namespace, corrections: "Sequence[Correction]") -> None:
    """Corrections, with the number of places that the graph tells of those that it knows."""
    from graph.corrections.making import contradicting
    from graph.corrections.plan import told
    from graph.index import local_name
    from graph.store import open_store
    from ontology import terms

    places: dict[str, int] = {}
    path = Path(arguments.output) / "store"
    if (path / "CURRENT").exists():
        with open_store(path, write=False) as store:
            places = {local_name(subject): int(value) for subject, value in store.pairs(terms.PLACES)}
    for holds, other in contradicting(corrections):
        terminal.note(f"{holds.id} by {holds.by} holds against {other.id} by {other.by}: {told(holds)}")
    rows = [(c.id, c.when, c.by, told(c), c.why, places.get(c.id)) for c in corrections]
    terminal.print_rows(COLUMNS, rows, arguments.format)
