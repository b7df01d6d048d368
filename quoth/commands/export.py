"""`quoth export`: the graph in the formats of other programs, on standard output or in a file or folder."""

import argparse
from pathlib import Path
from typing import Final

from ontology import terms
from ontology.errors import DONE, UsageError
from quoth import terminal

HELP: Final = "write the graph for other programs: RDF, networks, Neo4j, FollowTheMoney"
FORMATS: Final = ("turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "neo4j", "ftm")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--format", choices=FORMATS, required=True, help="neo4j is a node and an edge table and needs --to")
    parser.add_argument("--to", metavar="PATH", help="write to this file (neo4j: folder) instead of standard output")
    parser.add_argument(
        "--no-text", action="store_true", help="leave out the texts of documents and sentences; the quoted words stay"
    )
    parser.add_argument("--namespace", metavar="IRI", default=terms.NAMESPACE, help=f"of the terms (default: {terms.NAMESPACE})")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write it."""
    if arguments.format == "neo4j" and arguments.to is None:
        raise UsageError("neo4j is two tables: name a folder for them with --to FOLDER")
    from graph.store import open_store

    with open_store(Path(arguments.output) / "store", write=False) as store:
        if arguments.to is None:
            import sys

            from graph.export import write

            write(store, arguments.format, sys.stdout, texts=not arguments.no_text, namespace=arguments.namespace)
        else:
            from graph.export import write_to

            write_to(store, arguments.format, Path(arguments.to), texts=not arguments.no_text, namespace=arguments.namespace)
            terminal.note(f"wrote {arguments.to}")
    return DONE
