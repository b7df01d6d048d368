"""One query against an open store: checked, evaluated by Oxigraph, written in the format that the client takes; within `worker`.

An answer that would pass a limit is refused as a whole, so that no client ever takes a part for everything.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin

from graph.query import tokens
from graph.query.guard import Checked, inspect, screen
from graph.query.limits import Limits
from ontology.errors import LimitReached, QueryRefused
from quoth.serve.negotiation import GRAPHS, RESULTS, Format, choose, listed

VOLATILE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
SMALLEST_ROW: Final = 1  # bytes: an answer with fewer bytes than this for each row allowed needs no counting


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back: an HTTP status, its media type and bytes; `volatile` where the same query may be answered otherwise."""

    status: int
    media: str
    body: bytes
    volatile: bool = False
    empty: bool = False


class Evaluator:
    """Answers queries within limits; `prefixes` are those that a query need not declare."""

    def __init__(self, prefixes: dict[str, str], limits: Limits) -> None:
        self._prefixes = prefixes
        self._limits = limits
        self._inspected = lru_cache(maxsize=256)(self._inspect)

    def answer(self, store: Any, request: dict[str, Any]) -> Reply:
        """The answer to a query: `query`, `accept`, `format`, `base`, and the dataset as `default` and `named` graphs.

        Raises: QueryRefused, LimitReached, SyntaxError (for Oxigraph refuses what the check let through), OSError.
        """
        query = screen(request["query"], self._limits)
        checked, volatile = self._checked(query)
        offered = RESULTS if checked.form in ("SELECT", "ASK") else GRAPHS
        format = choose(request["accept"], offered, request["format"])
        if format is None:
            said = f"{checked.form} is answered as {listed(offered)}: accept one of these, not {request['accept']!r}\n"
            return Reply(status=406, media="text/plain", body=said.encode())
        found = store.query(query, base_iri=request["base"], prefixes=self._prefixes, **self._dataset(store, request, checked))
        if checked.form in ("CONSTRUCT", "DESCRIBE"):
            triples = list(dict.fromkeys(islice(found, self._limits.rows + 1)))
            body = self.written(triples, format)
            return Reply(status=200, media=format.media, body=body, volatile=volatile, empty=not triples)
        return Reply(status=200, media=format.media, body=self._table(found, format), volatile=volatile)

    def graph(self, store: Any, request: dict[str, Any]) -> Reply:
        """A named graph as a whole, or, with `graph` None, which graphs there are (as `names`)."""
        import pyoxigraph

        name = _node(request["graph"])
        if not store.contains_named_graph(name):
            return Reply(status=404, media="text/plain", body=f"no graph {request['graph']!r} in the store\n".encode())
        format = choose(request["accept"], GRAPHS, request["format"])
        if format is None:
            return Reply(status=406, media="text/plain", body=f"a graph is given as {listed(GRAPHS)}\n".encode())
        quads = store.quads_for_pattern(None, None, None, name)
        triples = (pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
        return Reply(status=200, media=format.media, body=self.written(triples, format))

    def written(self, triples: Iterable[Any], format: Format) -> bytes:
        """Triples in a format.

        Raises: LimitReached where there are too many.
        """
        import pyoxigraph

        sink = _Sink(self._limits.answer_bytes)
        chosen = list(islice(triples, self._limits.rows + 1))
        self._bound_rows(len(chosen))
        kind = getattr(pyoxigraph.RdfFormat, FORMATS[format.name])
        names = self._prefixes if format.name in ("turtle", "trig", "rdfxml", "jsonld") else None
        sink.fill(lambda: pyoxigraph.serialize(chosen, sink, kind, prefixes=names))
        return sink.getvalue()

    def _checked(self, query: str) -> tuple[Checked, bool]:
        try:
            return self._inspected(tokens.shape(query))
        except QueryRefused:
            return self._inspect(query)  # whose message tells places in the query itself

    def _inspect(self, shape: str) -> tuple[Checked, bool]:
        """What all queries of a shape are, and whether they may be answered otherwise the next time."""
        return inspect(shape, self._prefixes), not VOLATILE.isdisjoint(tokens.keywords(shape))

    def _dataset(self, store: Any, request: dict[str, Any], checked: Checked) -> dict[str, Any]:
        """The graphs that are asked: those of the request, else those of FROM, else all.

        Raises: QueryRefused for a graph that the store does not hold, which nobody fetches.
        """
        default, named = request["default"], request["named"]
        own = [] if default or named else [urljoin(request["base"], iri) for iri in checked.graphs]
        for graph in (*default, *named, *own):
            if not store.contains_named_graph(_node(graph)):
                raise QueryRefused(f"no graph {graph!r} in the store: leave it out to ask all, or take one that exists")
        if default or named:
            return {"default_graph": list(map(_node, default)), "named_graphs": list(map(_node, named))}
        return {"use_default_graph_as_union": not checked.graphs}

    def _table(self, found: Any, format: Format) -> bytes:
        import pyoxigraph

        sink = _Sink(self._limits.answer_bytes)
        kind = getattr(pyoxigraph.QueryResultsFormat, format.name.upper())
        sink.fill(lambda: found.serialize(sink, kind))
        body = sink.getvalue()
        if len(body) > SMALLEST_ROW * self._limits.rows:
            self._bound_rows(_rows(body, format.name))
        return body

    def _bound_rows(self, rows: int) -> None:
        if rows > self._limits.rows:
            raise LimitReached(
                f"the answer has more than {self._limits.rows} rows (serve_rows): narrow the query, or give a LIMIT"
            )


FORMATS: Final = {
    "turtle": "TURTLE",
    "ntriples": "N_TRIPLES",
    "jsonld": "JSON_LD",
    "trig": "TRIG",
    "nquads": "N_QUADS",
    "rdfxml": "RDF_XML",
}


class _Sink(io.BytesIO):
    """A buffer that holds so many bytes and no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._full = False

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            self._full = True
            raise OSError("the buffer is full")
        return super().write(data)

    def fill(self, write: Any) -> None:
        """Let `write` write.

        Raises: LimitReached where that is too much.
        """
        try:
            write()
        except OSError as error:
            if not self._full:
                raise
            raise LimitReached(
                f"the answer has more than {self._most} bytes (query_answer_bytes): narrow the query, or give a LIMIT"
            ) from error


def _node(iri: str) -> Any:
    import pyoxigraph

    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError as error:
        raise QueryRefused(f"{iri!r} is no IRI: name a graph by a whole IRI") from error


def _rows(body: bytes, format: str) -> int:
    """How many solutions a written table holds."""
    if format == "json":
        return len(json.loads(body).get("results", {}).get("bindings", ()))
    if format == "xml":
        return body.count(b"<result>")  # text has no bare `<`
    if format == "tsv":
        return body.count(b"\n") - 1  # text has no bare line end
    return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""))) - 1
