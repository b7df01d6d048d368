"""The command line: finds the command, lets it run, and turns errors into messages and exit codes; called by `quoth.__main__`.

Only this module catches `QuothError`. Anything else is a bug and keeps its traceback.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, Protocol, cast

from ontology.errors import INTERRUPTED, QuothError
from quoth import terminal

COMMANDS: Final = (
    "demo", "extract", "build", "remove",
    "query", "show", "search", "view", "export",
    "verify", "ontology", "doctor",
)  # fmt: skip
DESCRIPTION: Final = (
    "Turn political and diplomatic texts into a graph of who said what, about which treaty, and the sentence that proves it."
)
BROKEN_PIPE: Final = 1


class Command(Protocol):
    """What a module of `quoth.commands` offers."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and give the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    terminal.prepare()
    try:
        arguments = build_parser().parse_args(argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except QuothError as error:
        terminal.note(f"quoth: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        terminal.note("quoth: interrupted; what was finished is kept")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes at exit
        return BROKEN_PIPE
    return code


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    parser = argparse.ArgumentParser(prog="quoth", description=DESCRIPTION)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        try:
            command = load(name)
        except ModuleNotFoundError:
            continue
        sub = commands.add_parser(name, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


def load(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"quoth.commands.{name}"))
