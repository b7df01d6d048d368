"""The command line: finds the command, lets it run, and turns errors into messages and exit codes; called by `quoth.__main__`.

Only this module catches `QuothError`. Anything else is a bug and keeps its traceback.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol, cast

from ontology.errors import DISK_FULL, DONE, INTERRUPTED, LimitReached, QuothError
from ontology.own import using
from quoth import settings, terminal
from quoth.definitions import kept

COMMANDS: Final = (
    "demo", "extract", "build", "remove",
    "query", "show", "search", "view", "export", "serve",
    "compare", "timeline", "network", "path", "diff",
    "correct", "explain", "verify", "ontology", "doctor",
)  # fmt: skip
DESCRIPTION: Final = (
    "Turn political and diplomatic texts into a graph of who said what, about which treaty, and the sentence that proves it."
)
CODES: Final = (
    "exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were skipped, 4 another process writes the graph, "
    "5 a limit was reached or the disk is full, 6 store damaged or model missing, 130 interrupted"
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
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except QuothError as error:
        terminal.note(f"quoth: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        terminal.note("quoth: interrupted; what was finished is kept")
        return INTERRUPTED
    except BrokenPipeError:
        _close()
        return BROKEN_PIPE
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        _close()
        terminal.note(f"quoth: the results cannot be written ({error.strerror}): free some space and try again")
        return LimitReached.exit_code
    return code


def _close() -> None:
    """Send what is still to be written nowhere, or Python complains when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: Sequence[str]) -> int:
    """Settings first, since they are the defaults of the flags."""
    first, rest = _general().parse_known_args(argv)
    if first.help_settings:
        terminal.print_rows(("setting", "environment", "default", "meaning"), settings.rows(), "table")
        return DONE
    found = settings.load(first.set)
    arguments = build_parser(asdict(found)).parse_args(rest)
    arguments.settings = found
    with using(*_ontology(arguments)):
        code: int = arguments.run(arguments)
    return code


def _ontology(arguments: argparse.Namespace) -> Sequence[Path | str]:
    """The ontology that was named, else the one of the graph that is read."""
    named = getattr(arguments, "ontology", None) or arguments.settings.ontology
    return [named] if named else kept(getattr(arguments, "output", None))


def build_parser(defaults: dict[str, Any]) -> argparse.ArgumentParser:
    """The parser with all commands; `defaults` go to the flags of the same name."""
    parser = argparse.ArgumentParser(prog="quoth", description=DESCRIPTION, epilog=CODES, parents=[_general()])
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        command = load(name)
        sub = commands.add_parser(name, help=command.HELP, description=_sentence(command.HELP))
        command.add_arguments(sub)
        sub.set_defaults(**{k: v for k, v in defaults.items() if k in _flags(sub)}, run=command.run)
    return parser


def load(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"quoth.commands.{name}"))


def _general() -> argparse.ArgumentParser:
    """What may stand anywhere on the line."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="a setting for this call; repeatable")
    parser.add_argument("--help-settings", action="store_true", help="list the settings and limits, and leave")
    return parser


def _flags(parser: argparse.ArgumentParser) -> set[str]:
    return {action.dest for action in parser._actions if action.option_strings}


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


class _Version(argparse.Action):
    """The version is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from quoth.analysis import version

        terminal.write(f"quoth {version()}\n")
        parser.exit()
