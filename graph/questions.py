"""The questions that ship: one SPARQL query for each file of `graph/queries`; called by `quoth query`.

A file begins with the question as a comment, then comes a comment line for each parameter:
`# name (kind, default "..."): what it means`, the default being a JSON string, `""` for no restriction; without a default the
parameter must be given.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Final

from graph.query.values import KINDS, Value
from ontology.errors import QuothError, UsageError

FOLDER: Final = Path(__file__).with_name("queries")
PARAMETER: Final = re.compile(r'# (?P<name>\w+) \((?P<kind>\w+)(?:, default (?P<default>"[^"]*"))?\): (?P<meaning>.+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question can be asked with; `default` is None where it must be given."""

    name: str
    kind: str
    meaning: str
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in English and its query."""

    name: str
    text: str
    parameters: tuple[Parameter, ...]
    query: str


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """All questions that ship, by name."""
    return {path.stem: read(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.rq"))}


def question(name: str) -> Question:
    """The question of that name.

    Raises: UsageError if none has it, with the names that are near.
    """
    known = questions()
    if name in known:
        return known[name]
    if name.endswith((".rq", ".sparql")) or "/" in name:
        raise UsageError(f"there is no file {name!r}: check the path, or name a question that `quoth query --list` shows")
    near = get_close_matches(name, known, n=4, cutoff=0.4) or list(known)
    raise UsageError(f"there is no question {name!r}: did you mean {', '.join(near)}? `quoth query --list` shows all")


def read(name: str, query: str) -> Question:
    """A question from the text of its file.

    Raises: QuothError for a file that does not begin with a question.
    """
    lines = query.split("\n")
    if not lines[0].startswith("# "):
        raise QuothError(f"graph/queries/{name}.rq: the first line is {lines[0]!r}: write the question there, as a comment")
    parameters = []
    for line in lines[1:]:
        match = PARAMETER.fullmatch(line)
        if match is None:
            break
        if match["kind"] not in KINDS:
            raise QuothError(
                f"graph/queries/{name}.rq: {match['kind']!r} is no kind of parameter: take one of {', '.join(KINDS)}"
            )
        default = None if match["default"] is None else json.loads(match["default"])
        parameters.append(Parameter(name=match["name"], kind=match["kind"], meaning=match["meaning"], default=default))
    return Question(name=name, text=lines[0][2:].strip(), parameters=tuple(parameters), query=query)


def values(asked: Question, given: Mapping[str, str]) -> dict[str, Value]:
    """The values of all parameters: those given, else the defaults.

    Raises: UsageError for one that the question does not have, and for one that is missing.
    """
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in known:
            raise UsageError(f"the question {asked.name!r} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
    found = {}
    for name, parameter in known.items():
        text = given.get(name, parameter.default)
        if text is None:
            raise UsageError(f"the question {asked.name!r} needs --param {name}=...: {parameter.meaning}")
        found[name] = Value(text=text, kind=parameter.kind)
    return found
