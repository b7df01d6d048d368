"""`quoth doctor`: what is installed, where the model is, whether the store is sound."""

import argparse
from typing import Final

from quoth import terminal

HELP: Final = "say what is installed, where the model is, and whether the store is sound"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    terminal.add_output(parser)
    terminal.add_format(parser, "table", "json")


def run(arguments: argparse.Namespace) -> int:
    """Look at everything; the exit code is that of the first trouble."""
    from quoth.checkup import examine

    findings = list(examine(arguments.output, arguments.settings.model))
    terminal.print_rows(("what", "state", "found"), [(f.what, f.state.value, f.found) for f in findings], arguments.format)
    return max((f.exit_code for f in findings), default=0)
