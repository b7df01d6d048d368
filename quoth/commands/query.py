"""`quoth query`: ask the graph in SPARQL, or with a question that ships."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import DONE, LimitReached, UsageError
from quoth import terminal

if TYPE_CHECKING:
    from graph.query.answers import Answer
    from graph.query.values import Value
    from graph.questions import Question

HELP: Final = "ask the graph: SPARQL text, a file with it, or the name of a question that ships"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("query", metavar="QUERY", nargs="?", help="SPARQL text, a file, or a name that --list shows")
    parser.add_argument("--list", action="store_true", help="list the questions that ship, with their parameters")
    parser.add_argument(
        "--param",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="bind a variable; in a query of your own NAME:iri, NAME:number or NAME:date for a value that is no text",
    )
    parser.add_argument(
        "--timeout", metavar="S", type=float, help="seconds that the query may take (default: the setting query_deadline, 10)"
    )
    parser.add_argument("--rows", metavar="N", type=int, help="most rows of the answer (default: query_rows, 10000)")
    parser.add_argument("--memory", metavar="MIB", type=int, help="memory that the query may take (default: query_memory, 2048)")
    parser.add_argument("--sparql", action="store_true", help="print the query with its values instead of asking it")
    terminal.add_format(parser, "table", "json", "csv", "tsv", "turtle")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask and print."""
    from graph.query import ask, prefixes, prepared
    from graph.query.formats import table, text
    from graph.query.limits import MIB
    from graph.questions import questions
    from quoth.settings import query_limits

    if arguments.list:
        return _list(arguments.format)
    if not arguments.query:
        raise UsageError("nothing to ask: give SPARQL, a file, or the name of a question (`quoth query --list` shows them)")
    query, values = _asked(arguments.query, _given(arguments.param))
    base, known = arguments.settings.base, query_limits(arguments.settings)
    limits = replace(
        known,
        deadline=_positive("--timeout", arguments.timeout, known.deadline),
        rows=int(_positive("--rows", arguments.rows, known.rows)),
        memory=int(_positive("--memory", arguments.memory, known.memory / MIB) * MIB),
    )
    if arguments.sparql:
        terminal.write(prepared(query, values, base=base, limits=limits).rstrip() + "\n")
        return DONE
    answer = ask(Path(arguments.output) / "store", query, values, base=base, limits=limits)
    if arguments.format == "table":
        terminal.print_rows(*table(answer, prefixes(base)), "table")
    else:
        terminal.write(text(answer, arguments.format, prefixes(base)))
    if answer.variables and not answer.rows and arguments.query in questions():
        terminal.note(_nothing(questions()[arguments.query], _given(arguments.param)))
    return _ended(answer, limits.rows, limits.answer_bytes)


def _nothing(question: "Question", given: Mapping[str, str]) -> str:
    """Why there may be no rows: what was asked for, and what each parameter takes."""
    asked = [f"{p.name}={given[p.name]!r} ({p.meaning})" for p in question.parameters if given.get(p.name)]
    if not asked:
        return "nothing found"
    return f"nothing found for {'; '.join(asked)}: `quoth search` and `quoth query entities` tell which names there are"


def _ended(answer: "Answer", rows: int, most: int) -> int:
    if answer.stopped == "rows":
        terminal.note(f"quoth: stopped after {rows} rows: there are more; raise --rows, or narrow the question")
    elif answer.stopped == "bytes":
        terminal.note(f"quoth: stopped after {most} bytes: there is more; narrow the question")
    return DONE if answer.stopped is None else LimitReached.exit_code


def _list(format: str) -> int:
    from graph.questions import questions

    rows = []
    for question in questions().values():
        parameters = "; ".join(
            f"{p.name}: {p.meaning}" + ("" if p.default is None else f" [default {p.default!r}]") for p in question.parameters
        )
        rows.append((question.name, question.text, parameters))
    terminal.print_rows(("name", "question", "parameters"), rows, "json" if format == "json" else "table")
    return DONE


def _asked(query: str, given: Mapping[str, str]) -> tuple[str, "dict[str, Value]"]:
    """The query's text and values: by name, from a file, or as it is."""
    from graph.query.values import Value
    from graph.questions import question, questions, values

    if query in questions():
        asked = questions()[query]
        return asked.query, values(asked, given)
    if not any(c.isspace() or c in "{}" for c in query) and not _is_file(query):
        question(query)  # no SPARQL and no file: a name that nothing has
    text = _read(query) if _is_file(query) else query
    found = {}
    for name, value in given.items():
        variable, _, kind = name.partition(":")
        found[variable] = Value(text=value, kind=kind or "text")
    return text, found


def _is_file(query: str) -> bool:
    try:
        return Path(query).is_file()
    except (OSError, ValueError):
        return False


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the query file {path!r} cannot be read: {error}") from error


def _given(parameters: list[str]) -> dict[str, str]:
    given = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name:
            raise UsageError(f"--param {parameter!r}: write it as NAME=VALUE")
        given[name] = value
    return given


def _positive(flag: str, value: float | None, default: float) -> float:
    if value is None:
        return default
    if not 0 < value < float("inf"):
        raise UsageError(f"{flag} is {value!r}: give a number above 0")
    return value
