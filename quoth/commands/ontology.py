"""`quoth ontology`: the vocabulary, the relations, the shapes and the JSON-LD context, printed or written."""

import argparse
from pathlib import Path
from typing import Final

from ontology import terms
from ontology.errors import DONE, UsageError
from ontology.show import FORMATS, PARTS, text
from quoth import making, terminal

HELP: Final = "print or write the vocabulary, relations, shapes and JSON-LD context"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "part", metavar="PART", nargs="?", choices=PARTS, default="all", help=f"{', '.join(PARTS)} (default: all)"
    )
    parser.add_argument("--to", metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=f"default: {FORMATS[0]}; the context is JSON-LD always"
    )
    parser.add_argument("--namespace", metavar="IRI", default=terms.NAMESPACE, help=f"of the terms (default: {terms.NAMESPACE})")
    making.add_ontology(parser)
    parser.add_argument("--base", metavar="IRI", default=terms.DATA, help=f"of the data (default: {terms.DATA})")


def run(arguments: argparse.Namespace) -> int:
    """Print or write it."""
    shown = text(arguments.part, arguments.format, namespace=arguments.namespace, data=arguments.base)
    if arguments.to is None:
        terminal.write(shown)
        return DONE
    path = Path(arguments.to)
    try:
        path.write_text(shown, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot write {arguments.to!r}: {error.strerror}") from error
    terminal.note(f"wrote {arguments.to}")
    return DONE
