"""Whole graphs, IRIs that are followed, exports and descriptions; and a server that goes on while the graph is written."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest

from graph.export import write
from graph.store import open_store
from graph_samples import fill, golden
from ontology import terms
from serving import Server, running

FORMATS = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/trig": pyoxigraph.RdfFormat.TRIG,
    "application/n-quads": pyoxigraph.RdfFormat.N_QUADS,
}
ENTITIES = f"{terms.DATA}graph-entities"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs")
    fill(folder, golden())
    return folder


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with running(output) as started:
        yield started


def triples(body: bytes, media: str) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(body, FORMATS[media])}


def stored(output: Path, graph: str | None = None) -> set[str]:
    store = pyoxigraph.Store.read_only(str(output / "store"))
    name = None if graph is None else pyoxigraph.NamedNode(graph)
    return {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, name)}


@pytest.mark.parametrize("media", FORMATS)
def test_a_named_graph(server: Server, output: Path, media: str) -> None:
    got = server.get(f"/store?graph={quote(ENTITIES, safe='')}", accept=media)
    assert (got.status, got.media) == (200, media)
    assert triples(got.body, media) == stored(output, ENTITIES)
    assert server.get(f"/store?graph={ENTITIES}", accept=media, if_none_match=got.headers["etag"]).status == 304


def test_the_whole_data_set_and_all_of_it_as_one_graph(server: Server, output: Path) -> None:
    everything = server.get("/store")
    assert everything.media == "application/trig"
    assert triples(everything.body, everything.media) == stored(output)
    assert {str(q.graph_name) for q in pyoxigraph.parse(everything.body, pyoxigraph.RdfFormat.TRIG)} >= {f"<{ENTITIES}>"}
    for media in ("text/turtle", "application/n-triples", "application/ld+json"):
        got = server.get("/store?default", accept=media)
        assert (got.status, got.media) == (200, media)
        assert triples(got.body, media) == stored(output)


@pytest.mark.parametrize(
    ("method", "path", "accept", "status"),
    [
        ("GET", "/store?graph=http://e/none", "*/*", 404),
        ("GET", "/store?graph=none", "*/*", 400),
        ("GET", f"/store?graph={ENTITIES}&default", "*/*", 400),
        ("GET", f"/store?graph={ENTITIES}&graph={ENTITIES}", "*/*", 400),
        ("GET", f"/store?graph={ENTITIES}", "text/csv", 406),
        ("GET", "/store?default", "application/trig", 406),
        ("HEAD", f"/store?graph={ENTITIES}", "*/*", 200),
        ("HEAD", "/store", "*/*", 200),
        ("OPTIONS", "/store", "*/*", 204),
        ("PUT", f"/store?graph={ENTITIES}", "*/*", 405),
        ("DELETE", "/store?default", "*/*", 405),
        ("POST", "/store", "*/*", 405),
        ("PATCH", "/store", "*/*", 405),
    ],
)
def test_what_else_may_be_asked_of_a_graph(server: Server, method: str, path: str, accept: str, status: int) -> None:
    got = server.send(method, path, {"accept": accept})
    assert got.status == status
    assert got.body or method in ("HEAD", "OPTIONS")


def test_iris_can_be_followed(server: Server) -> None:
    got = server.get("/id/russia", accept="text/turtle")
    assert (got.status, got.media) == (200, "text/turtle")
    assert 'rdfs:label "Russia"' in got.text
    assert server.get("/id/russia.jsonld").media == "application/ld+json"
    assert server.get("/id/russia.nt", accept="text/turtle").media == "application/n-triples"
    assert server.get("/id/russia", accept="image/png").status == 406
    assert server.get("/id/russia", accept="text/turtle", if_none_match=got.headers["etag"]).status == 304
    for name in ("nobody", "russia.xyz", "a%20b", "%3E%20%7D", "..%2f..%2fetc"):
        assert server.get(f"/id/{name}").status == 404


def test_a_claim_comes_with_its_evidence(server: Server) -> None:
    found = server.ask("SELECT ?claim { ?claim a q:Claim } ORDER BY ?claim LIMIT 1").body
    claim = json.loads(found)["results"]["bindings"][0]["claim"]["value"]
    got = server.get(f"/id/{claim.removeprefix(terms.DATA)}.nt")
    for part in (terms.ABOUT, terms.RELATION, terms.OA_EXACT, terms.OA_START, terms.IN_DOCUMENT):
        assert f"<{part}>" in got.text


@pytest.mark.parametrize(
    ("ending", "format"),
    [("ttl", "turtle"), ("trig", "trig"), ("nq", "nquads"), ("jsonld", "jsonld"), ("graphml", "graphml"), ("ftm", "ftm")],
)
def test_exports_are_what_the_command_writes(server: Server, output: Path, ending: str, format: str) -> None:
    stream = StringIO()
    with open_store(output / "store", write=False) as store:
        write(store, format, stream)
    got = server.get(f"/export.{ending}")
    assert got.text == stream.getvalue()
    assert f"graph.{ending}" in got.headers["content-disposition"]


def test_exports_without_texts_and_unknown_ones(server: Server) -> None:
    assert f"<{terms.FULL_TEXT}>" in server.get("/export.nq").text
    assert f"<{terms.FULL_TEXT}>" not in server.get("/export.nq?text=no").text
    got = server.get("/export.nq?text=no", accept_encoding="gzip")
    assert got.headers["content-encoding"] == "gzip"
    assert server.get("/export.exe").status == 404
    assert server.get("/export.nq", if_none_match=server.send("HEAD", "/export.nq").headers["etag"]).status == 304


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_descriptions(server: Server, output: Path, path: str) -> None:
    for media in FORMATS:
        assert triples(server.get(path, accept=media).body, media)
    got = server.get(path)
    count = str(len(stored(output)))
    assert (got.media, f"void:triples {count}" in got.text) == ("text/turtle", True)
    assert f"{server.url}sparql" in got.text
    assert server.get(path, if_none_match=got.headers["etag"]).status == 304
    assert server.get(path, accept="text/csv").status == 406


def test_the_service_names_its_graphs_and_the_data_set_its_classes(server: Server, output: Path) -> None:
    service, data = server.get("/sparql").text, server.get("/.well-known/void").text
    assert "SPARQL11Query" in service
    assert "UnionDefaultGraph" in service
    assert ENTITIES in service or "ex:graph-entities" in service
    for part in ("q:Claim", "void:classPartition", "void:uriSpace", "export.ttl"):
        assert part in data


def test_the_server_shows_what_was_committed(tmp_path: Path) -> None:
    first, *rest = golden()
    fill(tmp_path, [first])
    with running(tmp_path, "serve_refresh=0.1") as server:
        path = "/sparql?query=" + quote("SELECT ?d { ?d a q:Document }")

        def state() -> tuple[str, int]:
            got = server.get(path)
            return got.headers["etag"], len(json.loads(got.body)["results"]["bindings"])

        before = state()
        assert before[1] == 1
        with open_store(tmp_path / "store", write=True):
            assert state() == before
            assert server.get(path, if_none_match=before[0]).status == 304
        fill(tmp_path, [first, *rest])
        deadline = time.monotonic() + 20
        while state()[1] == 1:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        after = state()
        assert after[1] == 1 + len(rest)
        assert after[0] != before[0]
        assert [state() for _ in range(8)] == [after] * 8
        assert server.get(path, if_none_match=before[0]).status == 200
        assert server.get("/id/russia.ttl").status == 200


def test_the_server_answers_while_a_writer_writes(tmp_path: Path) -> None:
    samples = golden()
    fill(tmp_path, samples)
    with running(tmp_path, "serve_refresh=0.1") as server:
        statuses = set()
        with open_store(tmp_path / "store", write=True) as store:
            for number in range(40):
                store.replace(f"{terms.DATA}graph-more", [(f"<{terms.DATA}more-{number}>", f"<{terms.DIGEST}>", '"x"')])
                statuses.add(server.ask("SELECT ?s { ?s a q:State }").status)
        assert statuses == {200}
        deadline = time.monotonic() + 20
        while not json.loads(server.ask("ASK { ex:more-39 ?p ?o }").body)["boolean"]:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_a_server_over_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from quoth.cli import main

    assert main(["serve", "-o", str(tmp_path), "--port", "0"]) == 2
    assert "make one with `quoth build" in capsys.readouterr().err
    assert main(["serve", "-o", str(tmp_path), "--host", "no.such.host.invalid", "--port", "0"]) == 2
    assert "take another --host or --port" in capsys.readouterr().err


def test_a_damaged_store_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from quoth.cli import main

    fill(tmp_path, golden()[:1])
    (tmp_path / "store" / "CURRENT").write_text("rubbish")
    assert main(["serve", "-o", str(tmp_path), "--port", "0"]) == 6
    assert "cannot be read" in capfd.readouterr().err


def test_every_setting_of_the_server_reaches_it() -> None:
    from dataclasses import fields

    from quoth.serve.options import ServeOptions
    from quoth.settings import Settings, serve_options

    defaults = ServeOptions()
    changed: dict[str, Any] = {
        f"serve_{f.name}": 7 if isinstance(getattr(defaults, f.name), (int, float)) else "x"
        for f in fields(ServeOptions)
        if f.name not in ("output", "host", "base", "limits", "edit", "by", "corrections")
    }
    made = serve_options(replace(Settings(), **changed), output="there", host="::1")
    assert made.output == Path("there")
    assert all(getattr(made, name.removeprefix("serve_")) == value for name, value in changed.items())
    assert made.bounds.rows == 7
