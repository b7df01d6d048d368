"""What reaches the terminal: results on standard output, everything else on standard error; called by every command.

Words of documents are hostile: control characters could move the cursor, bidirectional ones turn a line around, and square
brackets are markup to rich. So tables and notes show such characters by their number, and no text is ever read as markup.
"""

import argparse
import csv
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import Final

from ontology.errors import UsageError

Cell = str | int | float | None
WIDE: Final = 100_000  # columns of a table that goes into a file or a pipe: nothing is cut there
JOINERS: Final = "\u200c\u200d"  # Persian and the languages of India are not written without them
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
SPACES: Final = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
FORMULA: Final = re.compile(r"[=+\-@\t\r]")


def prepare() -> None:
    """Standard output and error are UTF-8 with plain line ends, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def clean(text: str) -> str:
    """The text on one line, each control, bidirectional or invisible character shown as <U+202E>."""
    return "".join(map(_visible, SPACES.sub(" ", text)))


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character in JOINERS or unicodedata.category(character) not in HIDDEN:
        return character
    return f"<U+{ord(character):04X}>"


def _harmless(character: str) -> str:
    return character if character in "\n\t" else _visible(character)


def note(text: str) -> None:
    """Tell the user something that is no result."""
    sys.stderr.write("".join(f"{clean(line)}\n" for line in text.split("\n")))


def write(text: str) -> None:
    """Write a result as it is, but for what would move the cursor of a terminal; the line end is the caller's."""
    sys.stdout.write("".join(map(_harmless, text)) if sys.stdout.isatty() else text)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add -o/--output, the folder that `quoth build` wrote."""
    parser.add_argument("-o", "--output", metavar="DIR", default="output", help="folder of the graph (default: output)")


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    """Add --format with the choices `formats`, the first the default, and --json where JSON is one of them."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"how results are written (default: {formats[0]})")
    if "json" in formats:
        parser.add_argument("--json", dest="format", action="store_const", const="json", help="short for --format json")


def whole(least: int) -> Callable[[str], int]:
    """A kind of argument: a whole number from `least` on."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} on")
        return int(text)

    return number


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Cell]], format: str) -> None:
    """Write rows to standard output as `table`, `json` (a list of objects), `csv` or `tsv`."""
    text = rows_text(columns, rows, format)
    if format == "table":
        sys.stdout.write(text)  # its colours are rich's own, and its cells are clean
    else:
        write(text)


def rows_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]], format: str) -> str:
    """Rows as `print_rows` writes them."""
    if format == "json":
        return _json(columns, rows)
    if format in {"csv", "tsv"}:
        return _separated(columns, rows, "," if format == "csv" else "\t")
    return _table(columns, rows)


def deliver(text: str, to: str | None) -> None:
    """Write a result to the file `to`, whole or not at all, or to standard output where it is None.

    Raises: UsageError if the file cannot be written, LimitReached if the disk is full.
    """
    if to is None:
        write(text)
        return
    from graph.files import write_file

    try:
        write_file(Path(to), text)
    except OSError as error:
        raise UsageError(f"cannot write {to!r}: {error.strerror}") from error
    note(f"wrote {to}")


def _json(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    lines = [json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def _separated(columns: Sequence[str], rows: Iterable[Sequence[Cell]], delimiter: str) -> str:
    """Values that a spreadsheet would take for formulas are quoted.

    Source: OWASP, CSV Injection.
    """
    stream = StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(Text(clean(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else clean(str(cell))) for cell in row))
    fixed = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(file=sys.stdout, width=None if fixed else WIDE, highlight=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A function that shows (stage, done, total) as bars on standard error; where that is no terminal, nothing is shown."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as bars:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if total and stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            if total:
                bars.update(tasks[stage], completed=done)

        yield tell
