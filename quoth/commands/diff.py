"""`quoth diff`: which claims appeared, vanished or changed between two graphs, and because of what."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import DONE
from ontology.own import using
from quoth import terminal
from quoth.definitions import kept

if TYPE_CHECKING:
    from graph.diff import Diff
    from quoth.terminal import Cell

HELP: Final = "which claims appeared, vanished or changed between two graphs, and because of which document, correction or rules"
COLUMNS: Final = ("change", "according to", "claim", "differences", "because", "document", "sentence")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = "folder of a graph, or its file (.trig, .nq, .ttl, .nt, .jsonld)"
    parser.add_argument("old", metavar="OLD", help=kinds)
    parser.add_argument("new", metavar="NEW", help=kinds)
    parser.add_argument("--limit", metavar="N", type=terminal.whole(0), default=0, help="most rows of the table (default: all)")
    terminal.add_format(parser, "table", "json", "csv")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print."""
    from graph.diff import KINDS, diff
    from graph.diff.sides import read_side

    old, new = (read_side(Path(path)) for path in (arguments.old, arguments.new))
    with using(*(kept(arguments.new) or kept(arguments.old))):
        found = diff(old, new)
    if arguments.format == "json":
        counts = {kind: found.count(kind) for kind in KINDS}
        terminal.write(json.dumps({"counts": counts, **asdict(found)}, ensure_ascii=False, indent=1) + "\n")
    elif found.changes:
        most = arguments.limit if arguments.limit > 0 and arguments.format == "table" else None
        terminal.print_rows(COLUMNS, islice(_rows(found), most), arguments.format)
    for line in _summary(found):
        terminal.note(line)
    return DONE


def _rows(found: "Diff") -> "Iterator[tuple[Cell, ...]]":
    """One row for each change, with its first passage."""
    for change in found.changes:
        first = change.sources[0] if change.sources else None
        differences = "; ".join((*change.what, *((f"it was: {change.before}",) if change.before else ())))
        because = "; ".join(cause.english for cause in change.because)
        place = (first.document, first.sentence.strip()) if first else (None, None)
        yield change.kind, change.holder, change.english, differences or None, because, *place


def _summary(found: "Diff") -> Iterator[str]:
    from graph.diff import KINDS

    yield ", ".join(f"{found.count(kind)} {kind}" for kind in KINDS) + f", {found.same} the same"
    for word, documents in (("added", found.added), ("removed", found.removed), ("edited", found.edited)):
        if documents:
            yield f"documents {word}: {', '.join(documents[:8])}{f' and {len(documents) - 8} more' if len(documents) > 8 else ''}"
    reasons = Counter(cause.kind for change in found.changes for cause in change.because)
    if reasons:
        yield "because of: " + ", ".join(
            f"{kind} ({count})" for kind, count in sorted(reasons.items(), key=lambda r: (-r[1], r[0]))
        )
