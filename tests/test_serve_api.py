"""The JSON API: every path of its own description answers as it says, and its rows are those of the graph."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest

from graph.reading import Graph, read_graph
from graph.store import open_store
from graph_samples import fill, golden
from ontology import terms
from quoth.serve.openapi import OPERATIONS, document
from quoth.serve.views.facets import FACETS
from serving import Server, running


@pytest.fixture(scope="module")
def graph(output: Path) -> Graph:
    with open_store(output / "store", write=False) as store:
        return read_graph(store)


def local(iri: str) -> str:
    return iri.removeprefix(terms.DATA)


def ask(server: Server, path: str) -> Any:
    got = server.get(path)
    assert (got.status, got.media) == (200, "application/json"), got.text
    return json.loads(got.body)


def ids(graph: Graph) -> dict[str, str]:
    return {
        "/api/entities/{id}": "russia",
        "/api/entities/{id}/neighbours": "russia",
        "/api/claims/{id}": local(graph.claims[0].iri),
        "/api/documents/{id}": local(graph.documents[0].iri),
    }


def test_the_description_is_an_openapi_document(server: Server) -> None:
    got = ask(server, "/api/openapi.json")
    assert got == document(server.url)
    assert got["openapi"].startswith("3.1")
    assert got["servers"] == [{"url": server.url.rstrip("/")}]
    assert len({row["get"]["operationId"] for row in got["paths"].values()}) == len(OPERATIONS)
    for schema in got["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", [operation.path for operation in OPERATIONS])
def test_every_path_answers_as_described(server: Server, graph: Graph, path: str) -> None:
    operation = next(o for o in OPERATIONS if o.path == path)
    examples = {"q": "Russia", "about": "russia", "from": "russia", "to": "cfe-treaty", "limit": "5"}
    given = "&".join(f"{name}={examples[name]}" for name, *_ in operation.parameters if name in examples)
    made = ask(server, f"{path.replace('{id}', ids(graph).get(path, ''))}?{given}")
    described = document(server.url)
    schema = {"$ref": f"#/components/schemas/{operation.answer}", "components": described["components"]}
    jsonschema.Draft202012Validator(schema).validate(made)


def test_offsets_are_those_of_the_text(server: Server, graph: Graph) -> None:
    count = 0
    for node in graph.documents:
        row = ask(server, f"/api/documents/{local(node.iri)}")
        assert (row["text"], row["sha256"]) == (node.text, node.sha256)
        for passage in row["passages"]:
            assert row["text"][passage["start"] : passage["end"]] == passage["exact"]
            count += 1
    assert count == sum(len(claim.evidence) for claim in graph.claims)


def test_a_claim_has_all_its_evidence(server: Server, graph: Graph) -> None:
    for claim in graph.claims:
        row = ask(server, f"/api/claims/{local(claim.iri)}")
        assert [p["evidence"] for p in row["passages"]] == [local(e.iri) for e in claim.evidence]
        assert (row["holder"] or {}).get("id") == (local(claim.holder) if claim.holder else None)
        assert all(other["id"] != row["id"] and other["event"] == row["event"] for other in row["others"])


def test_claims_by_facets(server: Server, graph: Graph) -> None:
    everything = ask(server, "/api/claims?limit=500")
    assert everything["total"] == sum(len(claim.evidence) for claim in graph.claims)
    assert set(everything["facets"]) == set(FACETS)
    for facet in FACETS:
        for value in everything["facets"][facet]:
            found = ask(server, f"/api/claims?{facet}={quote(value['value'])}&limit=500")
            assert found["total"] == value["count"] == len(found["passages"])
    first, second = ask(server, "/api/claims?limit=1"), ask(server, "/api/claims?limit=1&start=1")
    assert [first["passages"], second["passages"]] == [everything["passages"][:1], everything["passages"][1:2]]


def test_claims_by_the_type_of_whom_they_name(server: Server, graph: Graph) -> None:
    types = {entity.iri: entity.type for entity in graph.entities}
    found = {row["value"]: row["count"] for row in ask(server, "/api/claims")["facets"]["type"]}
    assert found == {
        kind: sum(len(c.evidence) for c in graph.claims if kind in {types[iri] for iri in c.participants})
        for kind in {types[iri] for c in graph.claims for iri in c.participants}
    }
    network = ask(server, "/api/network?type=Instrument")
    assert {"State", "Instrument"} <= {node["type"] for node in network["nodes"]}
    assert ask(server, "/api/network?type=Person")["nodes"] == []


def test_an_entity_and_what_lies_around_it(server: Server, graph: Graph) -> None:
    row = ask(server, "/api/entities/russia?few=100")
    assert (row["name"], row["type"], row["iri"]) == ("Russia", "State", f"{terms.DATA}russia")
    about = {claim.iri for claim in graph.claims if f"{terms.DATA}russia" in (*claim.participants, claim.holder)}
    assert row["claims"] == len(about)
    assert {p["id"] for section in row["sections"] for p in section["passages"]} == {local(iri) for iri in about}
    near = ask(server, "/api/entities/russia/neighbours?limit=500")
    for other in near["neighbours"]:
        iri = f"{terms.DATA}{other['id']}"
        assert other["claims"] == sum(c.iri in about and iri in (*c.participants, c.holder) for c in graph.claims)
    people = ask(server, "/api/entities/russia/neighbours?type=Person")["neighbours"]
    assert {found["type"] for found in people} <= {"Person"}


def test_the_network_has_the_lines_of_the_claims(server: Server, graph: Graph) -> None:
    from graph.page.lines import lines

    row = ask(server, "/api/network?limit=300")
    assert {(e["from"], e["to"]): e["claims"] for e in row["edges"]} == {
        (local(line.start), local(line.end)): line.claims for line in lines(graph.claims)
    }
    assert len(row["nodes"]) == row["total"]
    around = ask(server, "/api/network?about=Moscow&limit=3")
    assert around["nodes"][0]["id"] == "russia"
    assert (len(around["nodes"]), around["total"] > 3) == (3, True)
    for edge in row["edges"]:
        found = ask(server, f"/api/claims?about={edge['from']}&with={edge['to']}&limit=500")
        assert len({p["id"] for p in found["passages"]}) >= edge["claims"]
    assert ask(server, "/api/network?relation=none")["nodes"] == []


def test_names_as_they_are_typed(server: Server) -> None:
    def found(words: str) -> list[str]:
        return [row["id"] for row in ask(server, f"/api/suggest?q={quote(words)}")["entities"]]

    assert found("rus")[0] == "russia"
    assert found("MOSC") == ["russia"]
    assert found("nikon")[0] == "vyacheslav-nikonov"
    assert found("") == found("usia") == found('"}{') == []


def test_what_is_wrong_is_told_as_a_problem(server: Server) -> None:
    for path, status, said in (
        ("/api/entities/nobody", 404, "no entity has the id 'nobody'"),
        ("/api/claims/claim-0", 404, "no claim"),
        ("/api/documents/russia", 404, "no document"),
        ("/api/claims?limit=-1", 400, "limit is '-1'"),
        ("/api/claims?limit=99999999999999999999", 400, "give a whole number from 1 to 500"),
        ("/api/claims?start=%D9%A3", 400, "start is"),
        ("/api/compare?by=weather", 400, "give one of document, publisher, speaker"),
        ("/api/timeline?about=nobody", 400, "no entity is called 'nobody'"),
        ("/api/path?from=russia&to=Moscow", 400, "the same entity"),
        ("/api/search?q=x&kind=y", 400, "give one of entity, claim, sentence"),
    ):
        got = server.refuses(path, status, "application/problem+json", said)
        assert json.loads(got.body)["status"] == status
    assert server.get("/api/nothing").status == 404
    assert server.send("POST", "/api/claims").status == 405


def test_who_has_the_newest_gets_no_body(server: Server) -> None:
    got = server.get("/api/entities/russia")
    assert server.get("/api/entities/russia", if_none_match=got.headers["etag"]).status == 304
    assert server.get("/api/entities/united-states", if_none_match=got.headers["etag"]).status == 200


def test_views_show_what_was_committed(tmp_path: Path) -> None:
    import time

    first, *rest = golden()
    fill(tmp_path, [first])
    with running(tmp_path, "serve_refresh=0.1", workers=1) as server:
        assert ask(server, "/api/home")["counts"]["documents"] == 1
        fill(tmp_path, [first, *rest])
        deadline = time.monotonic() + 20
        while ask(server, "/api/home")["counts"]["documents"] == 1:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert {ask(server, "/api/home")["counts"]["documents"] for _ in range(6)} == {1 + len(rest)}
