"""`quoth demo`: the graph of the five articles that come with Quoth."""

import argparse
from pathlib import Path
from typing import Final

from ontology.errors import DONE, QuothError
from quoth import making, terminal

HELP: Final = "build the graph of the five articles that come with Quoth"
SEEDS: Final = Path(__file__).parents[2] / "seeds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    making.add_building(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build, and say what to try next."""
    if not SEEDS.is_dir():
        raise QuothError(f"the articles are not in {str(SEEDS)!r}: install Quoth anew")
    code = making.run_build([str(SEEDS)], arguments)
    if code == DONE:
        page = Path(arguments.output) / "index.html"
        terminal.note(f"open {page} in a browser, or try `quoth show Russia -o {arguments.output}`")
    return code
