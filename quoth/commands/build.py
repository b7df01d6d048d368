"""`quoth build`: documents go into the graph."""

import argparse
from typing import Final

from quoth import making

HELP: Final = "read documents, analyse them, and add what they say to the graph"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    making.add_reading(parser)
    making.add_building(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build."""
    return making.run_build(arguments.paths, arguments)
