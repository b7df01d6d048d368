"""`quoth view`: the page for a part of the graph, around one entity, or for the whole with another limit."""

import argparse
from pathlib import Path
from typing import Final

from ontology.errors import DONE, UsageError
from quoth import terminal

HELP: Final = "write the page for what lies around one entity"
NODES: Final = 300


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--focus", metavar="ENTITY", help="name, alias, id or IRI of the entity (default: the whole graph)")
    parser.add_argument(
        "--depth",
        metavar="N",
        type=int,
        default=1,
        help="1: what is said of it and by it; more: the same of what that names (default: 1)",
    )
    parser.add_argument("--to", metavar="FILE", help="the page to write (default: view.html in the folder of the graph)")
    parser.add_argument(
        "--limit", metavar="N", type=int, default=NODES, help=f"draw the N most connected entities (default: {NODES})"
    )
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write it, and say on standard error what it holds."""
    from graph.page import write_page
    from graph.reading import read_graph
    from graph.store import open_store

    folder = Path(arguments.output)
    path = Path(arguments.to) if arguments.to else folder / "view.html"
    if not path.parent.is_dir():
        raise UsageError(f"cannot write {str(path)!r}: there is no folder {str(path.parent)!r}")
    with open_store(folder / "store", write=False) as store:
        graph = read_graph(store)
    title = "Quoth" if arguments.focus is None else f"Quoth: {arguments.focus}"
    try:
        page = write_page(graph, path, title=title, limit=arguments.limit, focus=arguments.focus, depth=arguments.depth)
    except OSError as error:
        raise UsageError(f"cannot write {str(path)!r}: {error.strerror}") from error
    terminal.note(
        f"wrote {page.path} ({page.size / 1e6:.1f} MB): {page.drawn} of {page.entities} entities drawn, "
        f"{page.listed} of {page.claims} claims, the texts of {page.texts} of {page.documents} documents"
    )
    return DONE
