"""Asking a store: answers and their formats, limits that hold, parameters that stay values, and nothing that leaves the store."""

import csv
import http.server
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.query import ask, prefixes, prepared
from graph.query.answers import Answer
from graph.query.formats import table, text
from graph.query.limits import MIB, Limits
from graph.query.values import Value, bind, text_term
from graph.store import open_store
from graph_samples import fill, golden
from ontology.errors import LimitReached, QueryRefused, StoreDamaged, UsageError
from quoth.cli import main

PREFIXES = prefixes()
LABEL = "SELECT ?entity WHERE { ?entity rdfs:label ?name }"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    fill(folder, golden())
    return folder


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback device that notes what it is asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        thread.join()


def answered(output: Path, query: str, **limits: float) -> Answer:
    return ask(output / "store", query, limits=Limits(**limits))  # type: ignore[arg-type]  # whole numbers where they belong


def test_the_three_kinds_of_answer(output: Path) -> None:
    rows = answered(output, 'SELECT ?s ?none WHERE { ?s rdfs:label "Russia" }')
    assert table(rows, PREFIXES) == (("s", "none"), [("ex:russia", None)])
    assert table(answered(output, "ASK { ex:russia a q:State }"), PREFIXES) == (("answer",), [("yes",)])
    graph = answered(output, "CONSTRUCT { ?s rdfs:label ?l ; q:x [] } WHERE { ?s rdfs:label ?l FILTER (?s = ex:russia) }")
    assert (graph.kind, len(graph.rows)) == ("triples", 2)
    assert table(answered(output, "DESCRIBE ex:geneva"), PREFIXES)[1]


def test_formats(output: Path) -> None:
    rows = answered(
        output, 'SELECT ?s ?n ?l ?u WHERE { VALUES (?s ?n ?l) { (ex:a -5 "=1+1\\t") (ex:b 2.5 "x"@en) } } ORDER BY ?s'
    )
    found = json.loads(text(rows, "json", PREFIXES))
    assert found["head"]["vars"] == ["s", "n", "l", "u"]
    assert found["results"]["bindings"][1] == {
        "s": {"type": "uri", "value": "https://w3id.org/quoth/id/b"},
        "n": {"type": "literal", "value": "2.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
        "l": {"type": "literal", "value": "x", "xml:lang": "en"},
    }
    assert list(csv.reader(io.StringIO(text(rows, "csv", PREFIXES))))[1] == ["https://w3id.org/quoth/id/a", "-5", "'=1+1\t", ""]
    lines = text(rows, "tsv", PREFIXES).split("\n")
    assert lines[0] == "?s\t?n\t?l\t?u"
    assert lines[2] == '<https://w3id.org/quoth/id/b>\t"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>\t"x"@en\t'
    with pytest.raises(UsageError, match="CONSTRUCT or DESCRIBE"):
        text(rows, "turtle", PREFIXES)
    graph = answered(output, "CONSTRUCT { ?s a q:State } WHERE { ?s a q:State }")
    assert "ex:russia a q:State ." in text(graph, "turtle", PREFIXES)
    assert json.loads(text(answered(output, "ASK { }"), "json", PREFIXES)) == {"head": {}, "boolean": True}
    assert text(answered(output, "ASK { }"), "csv", PREFIXES) == "answer\ntrue\n"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o # \rSERVICE <URL> { ?a ?b ?c }\n}",
        "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
        "LOAD <URL>",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "INSERT DATA { <URL> <URL> <URL> }",
    ],
)
def test_nothing_is_fetched(output: Path, trap: tuple[str, list[str]], query: str) -> None:
    url, asked = trap
    with pytest.raises(QueryRefused):
        answered(output, query.replace("URL", url))
    assert asked == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network from a process")
def test_the_worker_has_no_network_even_without_the_guard(output: Path, trap: tuple[str, list[str]]) -> None:
    url, asked = trap
    code = (
        "import pyoxigraph\nfrom graph.query.isolation import cut_network\nassert cut_network()\n"
        f"s = pyoxigraph.Store.read_only({str(output / 'store')!r})\n"
        f"list(s.query('SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}'))"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 1, done.stderr
    assert "denied" in done.stderr
    assert asked == []


def test_from_reads_graphs_of_the_store_and_no_files(output: Path, tmp_path: Path) -> None:
    data = tmp_path / "secret.ttl"
    data.write_text("<http://e/secret> <http://e/p> 1 .")
    for iri in ("file:///etc/passwd", data.as_uri(), "http://e/none", "relative"):
        with pytest.raises(QueryRefused, match="no such graph in the store"):
            answered(output, f"SELECT ?s FROM <{iri}> {{ ?s ?p ?o }}")
    assert answered(output, "ASK FROM ex:graph-entities { ?s a q:State }").truth
    assert not answered(output, "ASK FROM ex:graph-entities { ?s a q:Claim }").truth


def test_a_cross_product_is_killed_at_its_deadline_and_the_next_query_answers(output: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    before = time.monotonic()
    with pytest.raises(LimitReached, match=r"3 seconds \(deadline\)"):
        answered(output, query, deadline=3)
    assert time.monotonic() - before < 4
    assert answered(output, "ASK { }").truth
    assert LimitReached.exit_code == 5


def test_memory_is_bounded(output: Path) -> None:
    query = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
    with pytest.raises(LimitReached, match=r"400 MiB \(memory\)|deadline"):
        answered(output, query, memory=400 * MIB, deadline=30)


def test_rows_and_bytes_are_bounded(output: Path) -> None:
    rows = answered(output, "SELECT * { ?s ?p ?o }", rows=5)
    assert (len(rows.rows), rows.stopped) == (5, "rows")
    few = answered(output, "SELECT * { ?s ?p ?o }", answer_bytes=1000)
    assert few.stopped == "bytes"
    assert 0 < len(few.rows) < 20
    assert answered(output, "SELECT * { ?s a q:State } LIMIT 2", rows=2).stopped is None


def test_a_store_that_is_not_there_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no graph in .*: make one with `quoth build"):
        ask(tmp_path / "store", "ASK { }")
    open_store(tmp_path / "store", write=True).close()
    (tmp_path / "store" / "CURRENT").write_text("rubbish")
    with pytest.raises(StoreDamaged):
        ask(tmp_path / "store", "ASK { }")


def test_values_of_all_kinds(output: Path) -> None:
    def found(**values: Value) -> list[tuple[str | None, ...]]:
        query = "SELECT ?s WHERE { ?s ?p ?value } ORDER BY ?s LIMIT 3"
        return table(ask(output / "store", query, values), PREFIXES)[1]

    assert found(value=Value(text="Russia")) == [("ex:russia",)]
    assert ("ex:russia",) in found(value=Value(text="q:State", kind="iri"))
    assert found(value=Value(text="2022-01-10", kind="date"))
    assert found(value=Value(text="53", kind="number"))
    for kind, bad in (("iri", "a b"), ("iri", "<x>"), ("number", "1 }"), ("date", "soon"), ("shape", "x")):
        with pytest.raises(UsageError, match="value"):
            found(value=Value(text=bad, kind=kind))
    with pytest.raises(UsageError, match="no variable 'other'"):
        found(other=Value(text="x"))


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="\"'\\}{)(?$#<>\n\r\tu0SERVICE ", max_size=60)))
def test_whatever_a_parameter_holds_it_stays_a_value(value: str) -> None:
    import pyoxigraph

    bound = prepared("SELECT ?value WHERE { FILTER (BOUND(?value)) }", {"value": Value(text=value)})
    rows = list(pyoxigraph.Store().query(bound))  # type: ignore[arg-type]  # solutions, since it selects
    assert [row["value"].value for row in rows] == [value]
    start, end = bound.index("VALUES"), bound.rindex("FILTER")
    assert bound[:start] == "SELECT ?value WHERE { "
    assert bound[start:end] == f"VALUES (?value) {{ ({text_term(value)}) }}  "
    assert bound[end:] == "FILTER (BOUND(?value)) }"


def test_odd_parameters_through_the_whole_way(output: Path) -> None:
    odd = 'x" } SERVICE <http://e/> { ?a ?b ?c } # \\ \\u0022 \n\r\x00\u2028\ud800'
    answer = ask(output / "store", "SELECT ?v { FILTER (BOUND(?v)) }", {"v": Value(text=odd)})
    assert [term.value for row in answer.rows for term in row if term] == [odd.replace("\ud800", "\ufffd")]


def test_binding_needs_a_group() -> None:
    with pytest.raises(UsageError, match="need a group"):
        bind("DESCRIBE ?x", {"x": Value(text="a")}, PREFIXES)


def test_the_command(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["-o", str(output)]
    assert main(["query", LABEL, "--param", "name=Russia", "--format", "csv", *where]) == 0
    assert capsys.readouterr().out == "entity\nhttps://w3id.org/quoth/id/russia\n"
    file = tmp_path / "mine.rq"
    file.write_text("\ufeffASK { ?s a ?type }", encoding="utf-8")
    assert main(["query", str(file), "--param", "type:iri=q:Claim", *where]) == 0
    assert "yes" in capsys.readouterr().out
    assert main(["query", "most-quoted", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["results"]["bindings"][0]["name"]["value"] == "Vyacheslav Nikonov"
    assert main(["query", "SELECT * { ?s ?p ?o }", "--rows", "2", "--format", "tsv", *where]) == 5
    caught = capsys.readouterr()
    assert caught.out.count("\n") == 3
    assert "stopped after 2 rows" in caught.err
    assert main(["query", "timeline", "--param", "about=Russia", "--sparql", *where]) == 0
    shown = capsys.readouterr().out
    assert 'VALUES (?about) { ("Russia") }' in shown
    assert "?since" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["most-quotd"], "did you mean most-quoted"),
        (["timeline", "--param", "abuot=x"], "no parameter 'abuot'; it has about, since, until"),
        (["quotes-of"], "needs --param speaker="),
        ([LABEL, "--param", "name"], "NAME=VALUE"),
        ([], "nothing to ask"),
        (["ASK { }", "--timeout", "0"], "--timeout is 0.0"),
        (["LOAD <http://e/>"], "LOAD would change"),
    ],
)
def test_wrong_calls(output: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert main(["query", *arguments, "-o", str(output)]) == 2
    caught = capsys.readouterr()
    assert message in caught.err
    assert caught.out == ""


def test_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "documents", "-o", str(tmp_path)]) == 2
    assert "make one with `quoth build" in capsys.readouterr().err


def test_text_of_documents_is_shown_safely(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "documents", "-o", str(output)]) == 0
    shown = capsys.readouterr().out
    assert "\u202e" not in shown
    assert "<U+202E>" in shown
