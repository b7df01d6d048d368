"""Refuse queries that would do more than read this store; called by `graph.query` and, in its process, by `worker`.

Two steps. `screen` looks at the characters: size, depth, and what two parsers could read differently (a lone carriage return
ends a comment for Oxigraph and not for rdflib; a numeric escape may stand for a quotation mark). `inspect` looks at the parse
tree. rdflib parses and never evaluates; what it cannot parse is refused.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from graph.query import tokens
from graph.query.limits import DEFAULTS, Limits
from ontology.errors import QueryRefused

RECURSION: Final = 200_000  # the grammar recurses with the length of a query, which is bounded
FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\[uU]")
NO_SERVICE: Final = "SERVICE sends requests to other machines, which no query here may: leave it out and ask this store alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A query that may be evaluated: its form, and the graphs (IRIs) that FROM and FROM NAMED ask for."""

    form: str
    graphs: tuple[str, ...] = ()


def screen(query: str, limits: Limits = DEFAULTS) -> str:
    """The query with plain line ends.

    Raises: QueryRefused for one that is too long or nests too deep, or that holds characters or escapes it must not.
    """
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > limits.query_bytes:
        raise QueryRefused(f"the query has {size} bytes, more than the {limits.query_bytes} allowed (query_bytes): shorten it")
    plain = query.replace("\r\n", "\n").replace("\r", "\n")
    if (found := CONTROL.search(plain)) is not None:
        raise QueryRefused(f"the query holds the character {found.group()!r} in {_line(plain, found.start())}: take it out")
    if (found := ESCAPE.search(plain)) is not None:
        line = _line(plain, found.end())
        raise QueryRefused(f"the query holds a numeric escape (\\u...) in {line}: write the character itself")
    if (deep := tokens.depth(plain)) > limits.depth:
        raise QueryRefused(f"the query nests {deep} deep, more than the {limits.depth} allowed (depth): write it flatter")
    _refuse_form(plain)
    return plain


def inspect(query: str, known: Mapping[str, str]) -> Checked:
    """What a screened query is, by its parse tree; `known` are the prefixes that it need not declare.

    Raises: QueryRefused for SERVICE, for updates, and for what cannot be parsed.
    """
    tree = _parsed(query)
    prologue, body = tree[0], tree[1]
    base, prefixes = _declared(prologue, known)
    graphs = []
    for node in _nodes(body):
        if node.name == "ServiceGraphPattern":
            raise QueryRefused(NO_SERVICE)
        if node.name == "DatasetClause":
            graphs.append(urljoin(base, _resolved(node["named"] if "named" in node else node["default"], prefixes)))
    return Checked(form=body.name.removesuffix("Query").upper(), graphs=tuple(graphs))


def _refuse_form(query: str) -> None:
    words = set(tokens.keywords(query))
    form = tokens.form(query)
    if form in UPDATES:
        raise QueryRefused(f"{form} would change the graph or fetch data: only {', '.join(FORMS)} are answered")
    if form not in FORMS:
        raise QueryRefused(f"the query begins with {form or query[:20]!r}: begin with one of {', '.join(FORMS)}")
    if "SERVICE" in words:
        raise QueryRefused(NO_SERVICE)


def _parsed(query: str) -> Any:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import Query

    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, RECURSION))
    try:
        # Not `parseQuery`, which rewrites escapes first, and so may check another query than the one that is evaluated.
        return Query.parse_string(query, parse_all=True)
    except ParseBaseException as error:
        found = query[error.loc : error.loc + 20].split("\n", 1)[0]
        where = f"line {error.lineno}, column {error.column}" + (f", at {found!r}" if found else "")
        raise QueryRefused(f"the query cannot be parsed ({where}): correct it there or just before") from error
    except (RecursionError, ValueError) as error:
        raise QueryRefused(f"the query cannot be parsed ({error}): write it in a simpler way") from error
    finally:
        sys.setrecursionlimit(usual)


def _nodes(tree: Any) -> Iterator[Any]:
    """All inner nodes, without recursion."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple, ParseResults)):
            waiting.extend(node)


def _declared(prologue: Any, known: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The base and the prefixes that hold in the body of a query; each declaration is relative to the base before it."""
    base, prefixes = "", dict(known)
    for node in prologue:
        if node.name == "PrefixDecl":
            prefixes[_part(node, "prefix")] = urljoin(base, str(node["iri"]))
        else:
            base = urljoin(base, str(node["iri"]))
    return base, prefixes


def _resolved(term: Any, prefixes: Mapping[str, str]) -> str:
    from rdflib.plugins.sparql.parserutils import CompValue

    if not isinstance(term, CompValue):
        return str(term)
    prefix = _part(term, "prefix")
    return prefixes.get(prefix, f"{prefix}:") + _part(term, "localname")


def _part(node: Any, name: str) -> str:
    """A part of a node, "" where it is left out (`get` would give back the name)."""
    return str(node[name]) if name in node else ""


def _line(query: str, at: int) -> str:
    return f"line {query.count(chr(10), 0, at) + 1}"
