"""What a query gives, as frozen records; made by `graph.query`, written by `graph.query.formats`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ontology.errors import QueryRefused, StoreDamaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An IRI, literal or blank node (`kind`); strings have neither datatype nor language."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The solutions of SELECT, the triples of CONSTRUCT and DESCRIBE (`kind` "triples"), or the truth of ASK.

    `stopped` is "rows" or "bytes" where that limit cut the answer short.
    """

    kind: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    stopped: str | None = None


def decoded(lines: Iterable[str]) -> Answer | None:
    """The answer in the lines that the worker writes; None where it broke off.

    Raises: QueryRefused and StoreDamaged, as the worker says.
    """
    parsed = [json.loads(line) for line in lines if line.strip()]
    last = parsed[-1] if parsed and isinstance(parsed[-1], dict) else {}
    if last.get("kind") == "refused":
        raise QueryRefused(last["message"])
    if last.get("kind") == "damaged":
        raise StoreDamaged(last["message"])
    if "end" not in last:
        return None
    head: dict[str, Any] = parsed[0]
    blanks: dict[str, str] = {}
    return Answer(
        kind=head["kind"],
        variables=tuple(head.get("variables", ("subject", "predicate", "object") if head["kind"] == "triples" else ())),
        rows=tuple(tuple(_term(cell, blanks) for cell in row) for row in parsed[1:-1]),
        truth=head.get("value"),
        stopped=None if last["end"] == "all" else last["end"],
    )


def _term(cell: list[Any] | None, blanks: dict[str, str]) -> Term | None:
    """A term; blank nodes are numbered in the order in which they come, since the engine draws their names by lot."""
    if cell is None:
        return None
    kind, value, datatype, language = cell
    if kind == "blank":
        value = blanks.setdefault(value, f"b{len(blanks)}")
    plain = language is not None or datatype is None or datatype.endswith("XMLSchema#string")
    return Term(kind=kind, value=value, datatype=None if plain else datatype, language=language)
