"""`quoth remove`: a document leaves the graph."""

import argparse
from typing import Final

from ontology.errors import DONE
from quoth import making, terminal

HELP: Final = "take one document out of the graph"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("document", metavar="DOC", help="id of the document, as `quoth build` made it from the file's name")
    making.add_corrections(parser)
    terminal.add_output(parser)
    terminal.add_format(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Remove it; what is left is the same as a build without it."""
    from quoth.building import remove

    with terminal.progress() as tell:
        summary = remove(arguments.document, arguments.output, options=making.options(arguments), progress=tell)
    making.show(summary, arguments.format)
    return DONE
