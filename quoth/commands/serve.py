"""`quoth serve`: the graph for browsers and for other programs: pages, SPARQL, JSON, exports."""

import argparse
from typing import Final

from ontology.errors import DONE
from quoth import terminal

HELP: Final = "serve the graph: an explorer for the browser, JSON, and a SPARQL endpoint for other programs"
HOST: Final = "127.0.0.1"
PORT: Final = 8080


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", metavar="HOST", default=HOST, help=f"address to listen on (default: {HOST}, this machine only)")
    parser.add_argument(
        "--port", metavar="N", type=terminal.whole(0), default=PORT, help=f"port, 0 for any that is free (default: {PORT})"
    )
    parser.add_argument("--edit", action="store_true", help="let people of this machine correct what was misread, in the browser")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from quoth.serve.running import serve
    from quoth.settings import serve_options

    options = serve_options(arguments.settings, output=arguments.output, host=arguments.host, edit=arguments.edit)
    if not options.loopback:
        terminal.note(f"quoth: listening on {options.host}: whoever reaches this machine can read the graph and its texts")
    serve(options, arguments.port, _started)
    terminal.note("stopped")
    return DONE


def _started(address: str) -> None:
    terminal.note(f"serving at {address} (SPARQL at {address}sparql; end with Ctrl-C)")
