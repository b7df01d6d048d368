"""Parameters of queries: values become terms, and terms stand in a VALUES block; called by `graph.query` and `graph.questions`.

Nothing is ever formatted into a pattern: whatever characters a value holds, the query around it stays the same.

Source: SPARQL 1.1 Query Language, section 10.2 (VALUES) and 19.7 (escape sequences in strings).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.query import parts, tokens
from ontology import terms
from ontology.errors import UsageError

KINDS: Final = ("text", "iri", "number", "date")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]*")
NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
DATES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), terms.XSD_DATE),
    (re.compile(r"\d{4}-\d\d", re.ASCII), terms.XSD_G_YEAR_MONTH),
    (re.compile(r"\d{4}", re.ASCII), terms.XSD_G_YEAR),
)
ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a parameter stands for; `kind` is one of `KINDS`."""

    text: str
    kind: str = "text"


def term(name: str, value: Value, prefixes: Mapping[str, str]) -> str:
    """The SPARQL term of a value; an IRI may be short (`ex:russia`).

    Raises: UsageError where the text is none of its kind.
    """
    if value.kind == "iri":
        return _iri(name, value.text, prefixes)
    if value.kind == "number":
        if NUMBER.fullmatch(value.text) is None:
            raise UsageError(f"parameter {name}: {value.text!r} is no number: write it like 3 or 0.5")
        return f'"{value.text}"^^<{terms.XSD_DECIMAL if "." in value.text else terms.XSD_INTEGER}>'
    if value.kind == "date":
        datatype = next((datatype for pattern, datatype in DATES if pattern.fullmatch(value.text)), None)
        if datatype is None:
            raise UsageError(f"parameter {name}: {value.text!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
        return f'"{value.text}"^^<{datatype}>'
    if value.kind != "text":
        raise UsageError(f"parameter {name}: there is no kind {value.kind!r}; there are {', '.join(KINDS)}")
    return text_term(value.text)


def text_term(text: str) -> str:
    """The term of a string, whatever characters it holds; lone surrogates, which no term can hold, are replaced."""
    return '"' + "".join(ESCAPES.get(c, c) for c in SURROGATE.sub("\ufffd", text)) + '"'


def bind(query: str, values: Mapping[str, Value], prefixes: Mapping[str, str]) -> str:
    """The query with its variables bound: a VALUES block at the start of the outermost group, or where the query asks for it.

    Raises: UsageError for a name that is no variable of the query, and where there is no group to bind in.
    """
    if not values:
        return query
    known = tokens.variables(query)
    for name in values:
        if NAME.fullmatch(name) is None or name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise UsageError(f"the query has no variable {name!r} to bind; it has {listed}")
    asked = parts.chosen(query, {name for name, value in values.items() if not value.text})
    bound, placed = parts.placed(asked, lambda name: _block({name: values[name]}, prefixes), values)
    used = tokens.variables(bound)
    rest = {name: value for name, value in values.items() if name in used and name not in placed}
    if not rest:
        return bound
    place = tokens.outermost(bound)
    if place is None:
        raise UsageError("parameters need a group to be bound in: write `WHERE { ... }`")
    return f"{bound[:place]} {_block(rest, prefixes)} {bound[place:]}"


def _block(values: Mapping[str, Value], prefixes: Mapping[str, str]) -> str:
    names = " ".join(f"?{name}" for name in values)
    row = " ".join(term(name, value, prefixes) for name, value in values.items())
    return f"VALUES ({names}) {{ ({row}) }}"


def _iri(name: str, text: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = text.partition(":")
    full = prefixes[prefix] + local if colon and prefix in prefixes else text
    if IRI.fullmatch(full) is None:
        raise UsageError(f"parameter {name}: {text!r} is no IRI: write a whole one, or a short one like ex:russia")
    return f"<{full}>"
