"""The process that evaluates one query: a request as JSON on standard input, the answer as JSON lines on standard output.

Started by `graph.query`, which kills it at the deadline. The first line says what comes (`rows`, `triples`, `truth`) or what went
wrong (`refused`, `damaged`), then comes a line for each row, and the last says why it ends (`all`, `rows`, `bytes`); without a
last line the process broke off. A term is [kind, value, datatype, language].
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from graph.query.guard import inspect
from graph.query.isolation import cut_network, limit
from ontology.errors import QueryRefused

Row = list[list[str | None] | None]


def main() -> None:
    """Answer the request."""
    request = json.load(sys.stdin)
    limit(request["memory"], request["deadline"])
    cut_network()
    try:
        answer = _evaluated(request)
        for line in _lines(*answer, request["rows"], request["answer_bytes"]):
            sys.stdout.write(line)
    except QueryRefused as error:
        _say("refused", str(error))
    except SyntaxError as error:
        _say("refused", f"the query is not valid SPARQL: {error.msg or error}")
    except (OSError, RuntimeError) as error:
        _say("damaged", str(error))


def _evaluated(request: dict[str, Any]) -> tuple[dict[str, Any], Iterable[Row]]:
    import pyoxigraph

    checked = inspect(request["query"], request["prefixes"])
    store = pyoxigraph.Store.read_only(request["store"])
    for graph in checked.graphs:
        if not _holds(store, graph):
            raise QueryRefused(f"FROM {graph!r}: no such graph in the store; leave FROM out to ask all of it")
    union = not checked.graphs
    found: Any = store.query(request["query"], prefixes=request["prefixes"], use_default_graph_as_union=union)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return {"kind": "truth", "value": bool(found)}, ()
    if isinstance(found, pyoxigraph.QueryTriples):
        return {"kind": "triples"}, ([_term(t.subject), _term(t.predicate), _term(t.object)] for t in found)
    names = [variable.value for variable in found.variables]
    return {"kind": "rows", "variables": names}, ([_term(term) for term in row] for row in found)


def _holds(store: Any, graph: str) -> bool:
    import pyoxigraph

    try:
        return bool(store.contains_named_graph(pyoxigraph.NamedNode(graph)))
    except ValueError:
        return False


def _lines(head: dict[str, Any], rows: Iterable[Row], most: int, most_bytes: int) -> Iterator[str]:
    yield json.dumps(head) + "\n"
    size = 0
    for number, row in enumerate(rows):
        line = json.dumps(row) + "\n"
        size += len(line)
        if number >= most or size > most_bytes:
            yield json.dumps({"end": "rows" if number >= most else "bytes"}) + "\n"
            return
        yield line
    yield json.dumps({"end": "all"}) + "\n"


def _term(term: Any) -> list[str | None] | None:
    import pyoxigraph

    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return ["iri", term.value, None, None]
    if isinstance(term, pyoxigraph.BlankNode):
        return ["blank", term.value, None, None]
    if isinstance(term, pyoxigraph.Literal):
        return ["literal", term.value, term.datatype.value, term.language]
    return ["literal", str(term), None, None]


def _say(kind: str, message: str) -> None:
    sys.stdout.write("\n" + json.dumps({"kind": kind, "message": message}) + "\n")


if __name__ == "__main__":
    main()
