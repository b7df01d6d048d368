"""`/sparql` against the list of the W3C's SPARQL 1.1 Protocol tests, and what clients need beyond it.

The list is https://w3c.github.io/rdf-tests/sparql/sparql11/protocol/ (34 tests). Those that need an update to succeed are refused
by a service that only reads: `UPDATES` names them.
"""

import gzip
import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest

from serving import FORM, JSON, QUERY, Got, Server, fill_store, running

DATA = "http://kasei.us/2009/09/sparql/data/"
DATA1, DATA2, DATA3 = (f"{DATA}data{number}.rdf" for number in (1, 2, 3))
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DOCUMENT = "<http://xmlns.com/foaf/0.1/Document>"
EMPTY = {"default-graph-uri": f"{DATA}data0.rdf"}
UPDATE = "application/sparql-update"
TABLES = ("application/sparql-results+xml", JSON, "text/csv", "text/tab-separated-values")
TRUTHS = TABLES[:2]
TRIPLES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
BOTH = [("default-graph-uri", DATA1), ("default-graph-uri", DATA2)]
NAMED = [("named-graph-uri", DATA1), ("named-graph-uri", DATA2)]
TYPED = f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type . }}"
IN_GRAPHS = f"GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    graphs = {iri: f"<{iri}> {TYPE} {DOCUMENT} ." for iri in (DATA1, DATA2, DATA3)}
    other = {f"{DATA}data0.rdf": f'<{DATA}data0.rdf> <http://purl.org/dc/terms/title> "=zero" .'}
    output = fill_store(tmp_path_factory.mktemp("protocol"), {**graphs, **other})
    with running(output, "serve_origins=https://app.example", "serve_refresh=0.2") as started:
        yield started


def sent(
    server: Server,
    method: str,
    parameters: object = (),
    body: bytes | None = None,
    media: str | None = None,
    path: str = "/sparql/",
) -> Got:
    query = urlencode(parameters)  # type: ignore[arg-type]
    return server.send(method, f"{path}?{query}" if query else path, {"content-type": media} if media else {}, body)


def truth(got: Got) -> bool:
    if got.media == JSON:
        return bool(json.loads(got.body)["boolean"])
    return ElementTree.fromstring(got.body).findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "true"


def direct(server: Server, query: str, parameters: object = ()) -> Got:
    return sent(server, "POST", parameters, query.encode(), QUERY)


ASKED = {
    "query_get": lambda s: sent(s, "GET", {"query": "ASK {}", **EMPTY}),
    "query_post_form": lambda s: sent(s, "POST", EMPTY, b"query=ASK%20%7B%7D", FORM),
    "query_post_direct": lambda s: direct(s, "ASK {}", EMPTY),
    "query_dataset_default_graphs_get": lambda s: sent(s, "GET", [("query", TYPED), *BOTH]),
    "query_dataset_default_graphs_post": lambda s: direct(s, TYPED, BOTH),
    "query_dataset_named_graphs_get": lambda s: sent(s, "GET", [("query", f"ASK {{ {IN_GRAPHS} }}"), *NAMED]),
    "query_dataset_named_graphs_post": lambda s: direct(s, f"ASK {{ {IN_GRAPHS} }}", NAMED),
    "query_dataset_full": lambda s: direct(s, f"ASK {{ <{DATA3}> a ?type {IN_GRAPHS} }}", [("default-graph-uri", DATA3), *NAMED]),
    "query_multiple_dataset": lambda s: direct(s, f"ASK FROM <{DATA3}> {{ {IN_GRAPHS} }}", NAMED),
}
MEDIA = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", TABLES),
    "query_content_type_ask": ("ASK {}", TRUTHS),
    "query_content_type_describe": ("DESCRIBE <http://example.org/>", TRIPLES),
    "query_content_type_construct": ("CONSTRUCT { <s> <p> 1 } WHERE {}", TRIPLES),
}
PERSON = "PREFIX foaf: <http://xmlns.com/foaf/0.1/> WITH <http://example/addresses> DELETE { ?p foaf:givenName 'Bill' } "
PERSON += "INSERT { ?p foaf:givenName 'William' } WHERE { ?p foaf:givenName 'Bill' }"
BAD = {
    "bad_query_method": lambda s: sent(s, "PUT", {"query": "ASK {}", **EMPTY}, media=FORM),
    "bad_multiple_queries": lambda s: sent(s, "GET", [("query", "ASK {}"), ("query", "SELECT * {}")]),
    "bad_query_wrong_media_type": lambda s: sent(s, "POST", (), b"ASK {}", "text/plain"),
    "bad_query_missing_form_type": lambda s: sent(s, "POST", (), b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": lambda s: sent(s, "POST", (), b"ASK {}"),
    "bad_query_non_utf8": lambda s: sent(s, "POST", (), "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_syntax": lambda s: sent(s, "GET", {"query": "ASK {"}),
    "bad_update_get": lambda s: sent(s, "GET", {"update": "CLEAR ALL"}),
    "bad_multiple_updates": lambda s: sent(s, "POST", (), b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    "bad_update_wrong_media_type": lambda s: sent(s, "POST", (), b"CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": lambda s: sent(s, "POST", (), b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": lambda s: sent(s, "POST", (), "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": lambda s: sent(s, "POST", (), b"update=CLEAR%20XYZ", FORM),
    "bad_update_dataset_conflict": lambda s: sent(
        s, "POST", {"using-named-graph-uri": "http://example/people"}, PERSON.encode(), UPDATE
    ),
}
# Each needs an update that succeeds. Here it gets 403, and nothing changes.
UPDATES = {
    "update_dataset_default_graph": {"using-graph-uri": DATA1},
    "update_dataset_default_graphs": {"using-graph-uri": DATA2},
    "update_dataset_named_graphs": {"using-named-graph-uri": DATA1},
    "update_dataset_full": {"using-graph-uri": DATA1, "using-named-graph-uri": DATA2},
    "update_post_form": None,
    "update_post_direct": {},
    "update_base_uri": {},
}


def test_the_list_is_whole() -> None:
    assert len({*ASKED, *MEDIA, *BAD, *UPDATES}) == 34
    assert len(UPDATES) == 7


@pytest.mark.parametrize("name", ASKED)
def test_questions_of_the_list(server: Server, name: str) -> None:
    got = ASKED[name](server)
    assert got.status == 200, got.text
    assert got.media in TRUTHS
    assert truth(got)


@pytest.mark.parametrize("name", MEDIA)
def test_formats_of_the_list(server: Server, name: str) -> None:
    query, expected = MEDIA[name]
    got = direct(server, query, EMPTY)
    assert got.status == 200, got.text
    assert got.media in expected


@pytest.mark.parametrize("name", BAD)
def test_bad_requests_of_the_list(server: Server, name: str) -> None:
    got = BAD[name](server)
    assert 400 <= got.status < 500
    assert got.text.strip()


@pytest.mark.parametrize("name", UPDATES)
def test_updates_of_the_list_are_refused(server: Server, name: str) -> None:
    parameters = UPDATES[name]
    if parameters is None:
        got = sent(server, "POST", (), b"update=CLEAR+ALL", FORM)
    else:
        got = sent(server, "POST", parameters, b"CLEAR ALL ; INSERT DATA { <http://e/s> <http://e/p> <test> }", UPDATE)
    assert got.status == 403
    assert "only reads" in got.text
    assert truth(server.ask(f"ASK {{ <{DATA1}> a ?type }}"))


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/sparql-results+xml", TABLES[0]),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.8", TABLES[3]),
        ("text/*;q=0.5, application/sparql-results+xml;q=0.4", "text/csv"),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        ("text/turtle, application/sparql-results+json;q=0.2", JSON),
        ("nonsense", None),
        ("text/turtle", None),
        ("application/sparql-results+json;q=0", None),
    ],
)
def test_a_table_comes_in_the_format_that_is_accepted(server: Server, accept: str, expected: str | None) -> None:
    got = server.ask("SELECT ?s { ?s a ?t } ORDER BY ?s LIMIT 1", accept)
    assert (got.status, got.media) == ((200, expected) if expected else (406, "text/plain"))
    assert expected is None or DATA1 in got.text


@pytest.mark.parametrize(
    ("accept", "expected", "part"),
    [
        ("*/*", "text/turtle", f"<{DATA1}> a "),
        ("application/n-triples", "application/n-triples", f"<{DATA1}> {TYPE} {DOCUMENT} ."),
        ("application/ld+json", "application/ld+json", f'"@id":"{DATA1}"'),
        ("application/trig", "application/trig", f"<{DATA1}> a "),
        ("application/n-quads", "application/n-quads", f"<{DATA1}> {TYPE} {DOCUMENT} ."),
        ("application/rdf+xml", "application/rdf+xml", f'rdf:about="{DATA1}"'),
        ("application/sparql-results+json", None, "is answered as text/turtle"),
    ],
)
def test_a_graph_comes_in_the_format_that_is_accepted(server: Server, accept: str, expected: str | None, part: str) -> None:
    got = server.ask("CONSTRUCT WHERE { ?s a ?t }", accept)
    assert (got.status, got.media) == ((200, expected) if expected else (406, "text/plain"))
    assert part in got.text


def test_a_parameter_may_name_the_format(server: Server) -> None:
    assert server.ask("SELECT * {}", format="csv").media == "text/csv"
    assert server.ask("SELECT * {}", format="text/csv").media == "text/csv"
    assert server.ask("SELECT * {}", format="no such thing").media == JSON
    assert server.ask("DESCRIBE <http://e/>", "*/*", format="ntriples").media == "application/n-triples"


def test_the_graph_is_the_union_unless_graphs_are_named(server: Server) -> None:
    def count(**parameters: str) -> int:
        got = server.ask("SELECT ?s { ?s ?p ?o }", **parameters)
        return len(json.loads(got.body)["results"]["bindings"])

    assert count() == 4
    assert count(**{"default-graph-uri": DATA1}) == 1
    assert count(**{"named-graph-uri": DATA1}) == 0
    unknown = server.ask("SELECT ?s { ?s ?p ?o }", **{"default-graph-uri": "file:///etc/passwd"})
    assert (unknown.status, "no graph 'file:///etc/passwd'" in unknown.text) == (400, True)
    assert server.ask("ASK {}", **{"named-graph-uri": "no iri"}).status == 400
    assert server.ask(f"ASK FROM <{DATA1}> {{ <{DATA1}> a ?t }}").status == 200
    assert server.ask("ASK FROM <http://e/none> { ?s ?p ?o }").status == 400


def test_relative_iris_are_relative_to_the_endpoint(server: Server) -> None:
    got = server.ask("CONSTRUCT { <s> <p> 1 } {}", "application/n-triples")
    assert got.text.startswith(f"<{server.url}s> <{server.url}p> ")


def test_csv_is_as_the_standard_has_it(server: Server) -> None:
    got = server.ask('SELECT ?a ?b { VALUES (?a ?b) { ("=1,\\n" UNDEF) (<http://e/> 2.5) } }', "text/csv")
    assert got.body == b'a,b\r\n"=1,\n",\r\nhttp://e/,2.5\r\n'
    got = server.ask('SELECT ?a ?b { VALUES (?a ?b) { ("\\t\\n" "x"@en) } }', "text/tab-separated-values")
    assert got.text == '?a\t?b\n"\\t\\n"\t"x"@en\n'


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE sends requests"),
        ("LOAD <http://127.0.0.1:1/>", "LOAD would change"),
        ("INSERT DATA { <http://e/> <http://e/> 1 }", "INSERT would change"),
        ("ASK " + "{" * 101 + "}" * 101, "nests 101 deep"),
        ("ASK { # " + "x" * 65_536 + "\n}", "query_bytes"),
        ("SELECT ?s WHERE { ?s ?p", "cannot be parsed"),
        ("SELECT (?s AS ?s) { ?s ?p ?o }", "not valid SPARQL"),
        ("", "begins with ''"),
    ],
)
def test_what_is_no_reading_is_refused(server: Server, query: str, said: str) -> None:
    got = server.ask(query)
    assert got.status == 400
    assert said in got.text


def test_head_options_and_other_methods(server: Server) -> None:
    path = "/sparql?query=" + quote("ASK {}")
    got, head = server.get(path), server.send("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(got.body))
    assert head.headers["etag"] == got.headers["etag"]
    options = server.send("OPTIONS", "/sparql")
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        refused = server.send(method, "/sparql")
        assert refused.status == 405
        assert "GET" in refused.headers["allow"]


def test_who_has_the_newest_gets_no_body(server: Server) -> None:
    path = "/sparql?query=" + quote("SELECT ?s { ?s a ?t }")
    got = server.get(path)
    tag = got.headers["etag"]
    assert server.get(path, if_none_match=tag).status == 304
    assert server.get(path, if_none_match=f'"other", {tag}').body == b""
    assert server.get(path, if_none_match='"other"').status == 200
    assert server.get(path, if_none_match=tag, accept="text/csv").status == 200
    assert server.send("POST", "/sparql", {"content-type": QUERY, "if-none-match": tag}, b"ASK {}").status == 200
    changing = server.get("/sparql?query=" + quote("SELECT (RAND() AS ?n) {}"))
    assert "etag" not in changing.headers
    assert changing.headers["cache-control"] == "no-store"


def test_answers_are_compressed_for_those_who_take_it(server: Server) -> None:
    path = "/sparql?query=" + quote("SELECT ?a { VALUES ?a { " + "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' " * 60 + "} }")
    plain, packed = server.get(path), server.get(path, accept_encoding="br, gzip;q=0.5")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert {"Accept", "Accept-Encoding"} <= {part.strip() for part in packed.headers["vary"].split(",")}
    assert server.get(path, accept_encoding="gzip;q=0").headers.get("content-encoding") is None
    assert server.get("/sparql?query=ASK%7B%7D", accept_encoding="gzip").headers.get("content-encoding") is None


def test_other_web_pages_read_answers_only_where_that_is_set(server: Server) -> None:
    path = "/sparql?query=ASK%7B%7D"
    assert "access-control-allow-origin" not in server.get(path).headers
    assert "access-control-allow-origin" not in server.get(path, origin="https://evil.example").headers
    allowed = server.get(path, origin="https://app.example")
    assert allowed.headers["access-control-allow-origin"] == "https://app.example"
    assert "ETag" in allowed.headers["access-control-expose-headers"]
    asked = {"origin": "https://app.example", "access-control-request-method": "POST"}
    before = server.send("OPTIONS", "/sparql", {**asked, "access-control-request-headers": "content-type"})
    assert before.status == 200
    assert "POST" in before.headers["access-control-allow-methods"]


def test_every_answer_says_what_browsers_may_do(server: Server) -> None:
    for path in ("/sparql?query=ASK%7B%7D", "/sparql", "/nothing", "/sparql?query=x"):
        got = server.get(path)
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["content-security-policy"].startswith("default-src 'none'")
        assert "set-cookie" not in got.headers
        assert "server" not in got.headers


def test_parameters_that_cannot_be_read(server: Server) -> None:
    assert server.get("/sparql?query=%ff%fe").status == 400
    assert server.get("/sparql?" + "a=1&" * 1001).status == 400
    assert server.send("POST", "/sparql", {"content-type": QUERY}, b"ASK { '\xff' }").status == 400
    assert server.send("POST", "/sparql", {"content-type": FORM}, b"nothing=1").status == 400
    assert server.get("/sparql?default-graph-uri=" + quote(DATA1)).status == 400
    assert server.get("/sparql?using-graph-uri=http://e/&query=ASK%7B%7D").status == 400
