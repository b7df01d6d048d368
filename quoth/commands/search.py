"""`quoth search`: entities, claims and sentences by full text."""

import argparse
from pathlib import Path
from typing import Final

from ontology.errors import DONE
from quoth import terminal

HELP: Final = "find entities, claims and sentences by their words"
KINDS: Final = ("entity", "claim", "sentence")
LIMIT: Final = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("words", metavar="WORDS", nargs="+", help='all must occur; a "phrase" in quotation marks as it stands')
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these; can be given several times (default: all)")
    parser.add_argument(
        "--limit", metavar="N", type=terminal.whole(1), default=LIMIT, help=f"most hits of each kind (default: {LIMIT})"
    )
    terminal.add_format(parser, "table", "json", "csv", "tsv")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Search and print."""
    from graph.search import search
    from graph.store import open_store

    with open_store(Path(arguments.output) / "store", write=False) as store:
        hits = search(store, " ".join(arguments.words), tuple(arguments.kind or KINDS), arguments.limit)
    rows = [(hit.kind, hit.id, hit.text, hit.where, hit.score) for hit in hits]
    if not rows and arguments.format == "table":
        terminal.note("nothing found: all words must occur; try fewer, or only their beginnings")
        return DONE
    terminal.print_rows(("kind", "id", "text", "where", "score"), rows, arguments.format)
    return DONE
