"""Clients that people use, against a real server: their answers are those of the store."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ontology import terms
from serving import Server

PREFIX = f"PREFIX q: <{terms.NAMESPACE}> PREFIX rdfs: <{terms.PREFIXES['rdfs']}> "
STATES = PREFIX + "SELECT ?s ?name WHERE { ?s a q:State ; rdfs:label ?name } ORDER BY ?name"
NAMES = ["Japan", "Russia", "United States"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_selects(server: Server, method: str, format: str) -> None:
    client = wrapper(server, STATES, format, method)
    found = client.queryAndConvert()
    if format == "json":
        assert [row["name"]["value"] for row in found["results"]["bindings"]] == NAMES
    elif format == "xml":
        assert [node.firstChild.data for node in found.getElementsByTagName("literal")] == NAMES
    else:
        lines = found.decode().split()
        assert all(name.split()[0] in " ".join(lines) for name in NAMES)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # what SPARQLWrapper makes
@pytest.mark.parametrize("format", ["turtle", "rdf+xml", "json-ld"])
def test_sparqlwrapper_constructs(server: Server, format: str) -> None:
    query = PREFIX + "CONSTRUCT { ?s rdfs:label ?name } WHERE { ?s a q:State ; rdfs:label ?name }"
    found = wrapper(server, query, format, "POST").queryAndConvert()
    if isinstance(found, bytes):
        assert b"Japan" in found
    else:
        assert sorted(str(label) for label in found.objects()) == NAMES


def test_sparqlwrapper_asks_and_is_told_what_is_wrong(server: Server) -> None:
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    assert wrapper(server, PREFIX + "ASK { ?s a q:State }", "json", "GET").queryAndConvert()["boolean"] is True
    with pytest.raises(QueryBadFormed, match="cannot be parsed"):
        wrapper(server, "ASK {", "json", "GET").query()


def wrapper(server: Server, query: str, format: str, method: str) -> Any:
    from SPARQLWrapper import SPARQLWrapper

    client = SPARQLWrapper(f"{server.url}sparql")
    client.setQuery(query)
    client.setReturnFormat(format)
    client.setMethod(method)
    return client


def test_rdflibs_store(server: Server) -> None:
    from rdflib import RDF, RDFS, Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST"):
        graph = Graph(SPARQLStore(f"{server.url}sparql", method=method, returnFormat="json"))
        assert [str(row[1]) for row in graph.query(STATES)] == NAMES  # type: ignore[index]
        states = set(graph.subjects(RDF.type, URIRef(terms.STATE)))
        assert {str(graph.value(state, RDFS.label)) for state in states} == set(NAMES)
        assert (URIRef(f"{terms.DATA}russia"), RDF.type, URIRef(terms.STATE)) in graph
        named = Graph(graph.store, identifier=URIRef(f"{terms.DATA}graph-entities"))
        assert len(set(named.subjects(RDF.type, URIRef(terms.STATE)))) == len(NAMES)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is missing")
def test_curl(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text(STATES)
    address = f"{server.url}sparql"
    for arguments in (
        ["-G", "--data-urlencode", f"query@{file}"],
        ["--data-urlencode", f"query@{file}"],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}"],
    ):
        command = ["curl", "-sS", "-f", "--compressed", "-H", "Accept: application/sparql-results+json", *arguments, address]
        done = subprocess.run(command, capture_output=True, check=True)
        assert [row["name"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]] == NAMES


@pytest.mark.roqet
def test_roqet(server: Server) -> None:
    done = subprocess.run(
        ["roqet", "-q", "-p", f"{server.url}sparql", "-r", "csv", "-e", STATES], capture_output=True, text=True, check=True
    )
    assert [line.split(",")[1].strip('"\r') for line in done.stdout.strip().split("\n")[1:]] == NAMES
