"""The W3C's SPARQL 1.1 query suite through the endpoint: `python -m bench.conformance SUITE [--json]`.

SUITE is a copy of github.com/w3c/rdf-tests, or of its folder sparql/sparql11. All data are loaded into one store, each file as a
graph of its own; a test names its graphs by the parameters of the protocol. Each query goes through `quoth serve` and, for
comparison, straight to Oxigraph on the same store; both answers are compared with the expected one in the same way: solutions as
bags, blank nodes by isomorphism, numbers by value. Prints what each passes, and by name where the endpoint falls short.
"""

import argparse
import csv
import http.client
import io
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import Namespace

from bench import endpoint

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
BASE = "https://w3c.github.io/rdf-tests/sparql/sparql11/"
EMPTY = "https://w3c.github.io/rdf-tests/empty"
LISTS = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")
EVALUATED = (MF.QueryEvaluationTest, MF.CSVResultFormatTest)
VALID, INVALID = (MF.PositiveSyntaxTest11, MF.PositiveSyntaxTest), (MF.NegativeSyntaxTest11, MF.NegativeSyntaxTest)
KINDS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML, ".trig": ox.RdfFormat.TRIG}
TABLES = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
MEDIA = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
TURTLE = "text/turtle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test; files are given by their IRIs below `BASE`."""

    name: str
    kind: URIRef
    query: str
    data: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: str | None = None
    lax: bool = False


@dataclass(slots=True)
class Table:
    """Solutions, or a truth."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    truth: bool | None = None


def cases(suite: Path) -> Iterator[Case]:
    """All tests of the lists, in their order."""
    for name in LISTS:
        for folder in _included(suite, name):
            graph = _manifest(suite, folder)
            for head in graph.objects(URIRef(BASE + folder), MF.entries):
                for entry in Collection(graph, head):
                    yield _case(graph, entry, folder)


def _included(suite: Path, name: str) -> list[str]:
    graph = _manifest(suite, name)
    heads = graph.objects(URIRef(BASE + name), MF.include)
    return [str(item).removeprefix(BASE) for head in heads for item in Collection(graph, head)]


def _manifest(suite: Path, name: str) -> Graph:
    return Graph().parse(suite / name, format="turtle", publicID=BASE + name)


def _case(graph: Graph, entry: Any, folder: str) -> Case:
    action = graph.value(entry, MF.action)
    result = graph.value(entry, MF.result)
    return Case(
        name=f"{Path(folder).parent}/{str(entry).rpartition('#')[2]}",
        kind=URIRef(str(graph.value(entry, RDF.type))),
        query=str(graph.value(action, QT.query) or action),
        data=tuple(sorted(str(item) for item in graph.objects(action, QT.data))),
        named=tuple(sorted(str(item) for item in graph.objects(action, QT.graphData))),
        result=None if result is None else str(result),
        lax=(entry, MF.resultCardinality, MF.LaxCardinality) in graph,
    )


def load(suite: Path, wanted: list[Case], store: Path) -> None:
    """Each file of data into a graph named like it."""
    opened = ox.Store(str(store))
    opened.add_graph(ox.NamedNode(EMPTY))
    for iri in sorted({iri for case in wanted for iri in (*case.data, *case.named)}):
        path = suite / iri.removeprefix(BASE)
        opened.add_graph(ox.NamedNode(iri))
        opened.load(path.read_bytes(), KINDS[path.suffix], base_iri=iri, to_graph=ox.NamedNode(iri))
    opened.flush()


# ------------------------------------------------------------------------------------------------------------------ the two sides


@dataclass(frozen=True, slots=True)
class Got:
    """An answer, or why there is none."""

    status: int
    body: bytes


def through(address: str, suite: Path) -> Callable[[Case], Got]:
    """Asks the endpoint, in the form that is closest to the file of the expected result."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def ask(case: Case) -> Got:
        query, (default, named) = _based(case, suite), _dataset(case, suite)
        pairs = [("query", query), *(("default-graph-uri", iri) for iri in default)]
        pairs += [("named-graph-uri", iri) for iri in named]
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _accepted(case)}
        connection.request("POST", "/sparql", urlencode(pairs), headers)
        response = connection.getresponse()
        return Got(response.status, response.read())

    return ask


def straight(store: Path, suite: Path) -> Callable[[Case], Got]:
    """Asks Oxigraph in this process."""
    opened = ox.Store.read_only(str(store))

    def ask(case: Case) -> Got:
        query, (default, named) = _based(case, suite), _dataset(case, suite)
        graphs = {"default_graph": [*map(ox.NamedNode, default)], "named_graphs": [*map(ox.NamedNode, named)]}
        try:
            found: Any = opened.query(query, **(graphs if default or named else {}))  # type: ignore[arg-type]
            sink = io.BytesIO()
            if isinstance(found, ox.QueryTriples):
                found.serialize(sink, ox.RdfFormat.TURTLE)
            else:
                kinds = {**TABLES, ".csv": ox.QueryResultsFormat.CSV}
                found.serialize(sink, kinds.get(_ending(case), ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            return Got(400, str(error).encode())
        return Got(200, sink.getvalue())

    return ask


def _based(case: Case, suite: Path) -> str:
    text = (suite / case.query.removeprefix(BASE)).read_text(encoding="utf-8")
    return f"BASE <{case.query}>\n{text}"


def _dataset(case: Case, suite: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Default and named graphs; none where the query names its own."""
    if not case.data and "FROM" in _based(case, suite):
        return (), ()
    return case.data or (EMPTY,), case.named


def _ending(case: Case) -> str:
    return Path(case.result or "").suffix


def _accepted(case: Case) -> str:
    return MEDIA.get(_ending(case)) or f"{MEDIA['.srj']}, {TURTLE}"


# --------------------------------------------------------------------------------------------------------------------- comparing


def passes(case: Case, got: Got, suite: Path) -> bool:
    """Whether the answer is what the suite expects."""
    if case.kind in VALID:
        return got.status == 200
    if case.kind in INVALID:
        return got.status == 400
    return got.status == 200 and case.result is not None and _right(case, got.body, suite / case.result.removeprefix(BASE))


def _right(case: Case, body: bytes, expected: Path) -> bool:
    ending = expected.suffix
    if ending == ".csv":
        return _cells(body) == _cells(expected.read_bytes())
    if ending in TABLES:
        return _same(_table(expected.read_bytes(), TABLES[ending]), _table(body, TABLES[ending]), case.lax)
    wanted = Graph().parse(expected, publicID=case.result)
    if (None, RDF.type, RS.ResultSet) in wanted:
        return _same(_described(wanted), _table(body, TABLES[".srj"]), case.lax)
    return isomorphic(_valued(wanted), _valued(Graph().parse(data=body, format="turtle")))


def _cells(body: bytes) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """The variables and rows of a CSV file, in one order of variables; blank nodes are all alike, numbers are read."""
    head, *rows = csv.reader(io.StringIO(body.decode(), newline=""))
    order = sorted(range(len(head)), key=head.__getitem__)
    read = [["_:" if cell.startswith("_:") else _number(cell) for cell in row] for row in rows]
    return sorted(head), Counter(tuple(row[place] for place in order) for row in read)


def _number(text: str) -> str:
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def _table(body: bytes, kind: Any) -> Table:
    found = ox.parse_query_results(body, kind)
    if isinstance(found, ox.QueryBoolean):
        return Table(truth=bool(found))
    names = [variable.value for variable in found.variables]
    return Table(rows=[{n: _term(s[n]) for n in names if s[n] is not None} for s in found])


def _term(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    return Literal(term.value, lang=term.language, datatype=None if term.language else URIRef(term.datatype.value))


def _described(graph: Graph) -> Table:
    """Solutions that are given as RDF."""
    for value in graph.objects(None, RS.boolean):
        return Table(truth=str(value) == "true")
    rows = []
    for solution in graph.objects(None, RS.solution):
        bindings = graph.objects(solution, RS.binding)
        rows.append({str(graph.value(b, RS.variable)): graph.value(b, RS.value) for b in bindings})
    return Table(rows=rows)


def _same(wanted: Table, got: Table, lax: bool) -> bool:
    if wanted.truth is not None or got.truth is not None:
        return wanted.truth == got.truth
    return isomorphic(_solutions(wanted.rows, lax), _solutions(got.rows, lax))


def _solutions(rows: list[dict[str, Any]], lax: bool) -> Graph:
    """Solutions as a graph: a node for each row that differs, with how often it comes."""
    counted = Counter(frozenset((name, _value(term)) for name, term in row.items()) for row in rows)
    graph = Graph()
    for row, times in counted.items():
        node = BNode()
        graph.add((node, RS.size, Literal(1 if lax else times)))
        for name, term in row:
            graph.add((node, URIRef(f"urn:variable:{name}"), term))
    return graph


def _valued(graph: Graph) -> Graph:
    made = Graph()
    for s, p, o in graph:
        made.add((s, p, _value(o)))
    return made


def _value(term: Any) -> Any:
    """A number in one form of its value, a plain string as one with its type; all else as it is."""
    if not isinstance(term, Literal):
        return term
    value = term.value
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        form = repr(value) if isinstance(value, float) else str(Decimal(value).normalize())
        return Literal(form, datatype=URIRef(f"{term.datatype}#value"))
    if term.datatype is None and term.language is None:
        return Literal(str(term), datatype=URIRef("http://www.w3.org/2001/XMLSchema#string"))
    return term


# ------------------------------------------------------------------------------------------------------------------------ report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    suite = arguments.suite
    suite = next((s for s in (suite / "sparql" / "sparql11", suite / "sparql11", suite) if (s / LISTS[0]).exists()), None)
    if suite is None:
        raise SystemExit(f"{arguments.suite}: no {LISTS[0]} there: give a copy of github.com/w3c/rdf-tests")
    wanted = [case for case in cases(suite) if case.kind in (*EVALUATED, *VALID, *INVALID)]
    with tempfile.TemporaryDirectory() as folder:
        load(suite, wanted, Path(folder) / "store")
        reference = straight(Path(folder) / "store", suite)
        alone = {case.name: passes(case, reference(case), suite) for case in wanted}
        with endpoint.quoth(Path(folder), "serve_workers=1", "query_deadline=30") as (address, _):
            ask = through(address, suite)
            answers = {case.name: ask(case) for case in wanted}
    through_us = {case.name: passes(case, answers[case.name], suite) for case in wanted}
    report(wanted, alone, through_us, answers, as_json=arguments.json)


def report(wanted: list[Case], alone: dict[str, bool], ours: dict[str, bool], answers: dict[str, Got], *, as_json: bool) -> None:
    groups = {"evaluation": EVALUATED, "valid syntax": VALID, "invalid syntax": INVALID}
    parts = {name: [case.name for case in wanted if case.kind in kinds] for name, kinds in groups.items()}
    figures = {
        name: {"tests": len(part), "endpoint": sum(ours[n] for n in part), "Oxigraph": sum(alone[n] for n in part)}
        for name, part in parts.items()
    }
    lost = {n: answers[n].body.decode(errors="replace").strip().split("\n")[0][:160] for n in ours if alone[n] and not ours[n]}
    won = [n for n in ours if ours[n] and not alone[n]]
    neither = [n for n in ours if not ours[n] and not alone[n]]
    if as_json:
        print(json.dumps({"figures": figures, "lost": lost, "won": won, "neither": neither}, indent=1))
        return
    for name, row in figures.items():
        print(f"{name}: {row['tests']} tests, the endpoint passes {row['endpoint']}, Oxigraph alone {row['Oxigraph']}")
    print("\nOxigraph passes, the endpoint does not:", *(f"  {n}: {said}" for n, said in lost.items()), sep="\n")
    print("\nThe endpoint passes, Oxigraph does not:", *(f"  {n}" for n in won), sep="\n")
    print("\nneither passes:", *(f"  {n}" for n in neither), sep="\n")


if __name__ == "__main__":
    main()
