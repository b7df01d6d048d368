"""Cut a query into tokens: enough to find brackets, keywords, variables and the outermost group; called by `guard` and `values`.

Source: SPARQL 1.1 Query Language, section 19.8 (grammar), terminals.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

TOKEN: Final = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>[\w.-]*:(?:[\w:%.-]|\\.)*)
    | (?P<word>@?[^\W\d][\w-]*)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<space>\s+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
IGNORED: Final = frozenset({"comment", "space"})
WORDS: Final = re.compile(r'"(?![^"]*\b(?:service|from|named)\b)[\w .,&/:-]*"', re.IGNORECASE)


class Token(NamedTuple):
    """A token with its kind (a group of `TOKEN`) and where it ends."""

    kind: str
    text: str
    end: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, comments and spaces left out."""
    for match in TOKEN.finditer(query):
        kind = match.lastgroup or "other"
        if kind not in IGNORED:
            yield Token(kind, match.group(), match.end())


def depth(query: str) -> int:
    """How deep brackets nest, at most.

    `<` may open an IRI or mean "less than", which only a parser can tell: brackets that would stand inside an IRI count where
    they open and not where they close.
    """
    deepest = now = 0
    for token in tokens(query):
        if token.kind == "iri":
            now += sum(token.text.count(bracket) for bracket in "([")
        elif token.kind == "open":
            now += 1
        elif token.kind == "close":
            now -= 1
        deepest = max(deepest, now)
    return deepest


def shape(query: str) -> str:
    """The query with its strings of plain words emptied: queries of one shape have the same tree, but for these words.

    Words that mean something outside of a string stay, so that two queries of one shape would do the same even if a parser took
    for a string what is none here, and the other way round.
    """
    parts = (match.group() for match in TOKEN.finditer(query))
    return "".join('""' if WORDS.fullmatch(part) else part for part in parts)


def variables(query: str) -> set[str]:
    """The names of all variables, without their mark."""
    return {token.text[1:] for token in tokens(query) if token.kind == "variable"}


def keywords(query: str) -> Iterator[str]:
    """The bare words in upper case: keywords and names of functions."""
    return (token.text.upper() for token in tokens(query) if token.kind == "word")


def form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT, DESCRIBE, or the first keyword of whatever else it is; "" where there is none."""
    return next((word for word in keywords(query) if word not in ("PREFIX", "BASE")), "")


def outermost(query: str) -> int | None:
    """Where the outermost group graph pattern begins, after its brace; None where there is none."""
    inside = 0
    where = False
    for token in tokens(query):
        if token.kind == "word" and not inside:
            where = token.text.upper() == "WHERE"
        elif token.kind == "open":
            if token.text == "{" and not inside and (where or form(query) in ("SELECT", "ASK")):
                return token.end
            inside += 1
        elif token.kind == "close":
            inside -= 1
            where = form(query) == "CONSTRUCT" and token.text == "}" and not inside
    return None
