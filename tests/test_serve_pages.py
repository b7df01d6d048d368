"""The pages of the explorer without a browser: every link leads on, every view can be had again, every word is escaped."""

import csv
import io
import json
import re
from collections import deque
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, Graph, URIRef

from graph.query import ask
from graph.questions import question, values
from ontology import terms
from quoth.serve.pages.markup import element, local, outside, text, together
from serving import Got, Server

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
NO_END = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Links, scripts and the balance of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.styled = False
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in NO_END:
            self.open.append(tag)
        self.styled |= "style" in given or tag == "style"
        assert not [name for name in given if name.startswith("on")]
        for name in ("href", "src", "action"):
            if given.get(name):
                self.links.append(str(given[name]))
        if tag == "script":
            self.scripts.append(given)
        if given.get("id"):
            self.ids.append(str(given["id"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(server: Server, path: str) -> Got:
    return server.get(path, accept=BROWSER)


def test_every_link_of_every_page_leads_to_something(server: Server) -> None:
    """From the overview on, each address of this server once; pages of one kind beyond the first few are left out."""
    waiting, seen, kinds = deque(["/"]), {"/"}, dict[str, int]()
    while waiting:
        path = waiting.popleft()
        got = shown(server, path)
        assert got.status == 200, f"{path}: {got.text[:300]}"
        if got.media != "text/html":
            continue
        page = Page(got.text)
        assert len(set(page.ids)) == len(page.ids), path
        sources = [str(script.pop("src")) for script in page.scripts]
        assert all(script == {"type": "module"} for script in page.scripts), path
        assert sources[0] == "/static/completion.js"
        assert set(sources[1:]) <= {"/static/graph/start.js", "/static/sparql/editor.js"}, path
        assert not page.styled, path
        for link in page.links:
            assert link.startswith(("/", "#", "data:,", "https://www.wikidata.org/wiki/Q")), link
            address = urlsplit(link)._replace(fragment="").geturl()
            kind = re.sub(r"=[^&]*", "", re.sub(r"^(/id/|/api/\w+/|/export)[^?]*", r"\1", address))
            if link.startswith("/") and address not in seen and kinds.get(kind, 0) < (1 if kind == "/export" else 4):
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(address)
                waiting.append(address)
    assert {urlsplit(path).path for path in seen} >= {
        "/",
        "/search",
        "/documents",
        "/claims",
        "/compare",
        "/timeline",
        "/path",
        "/sparql",
    }
    assert len(seen) > 60


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/documents",
        "/claims?about=russia",
        "/id/russia",
        "/compare",
        "/timeline",
        "/path?from=russia&to=united-states",
        "/graph",
    ],
)
def test_every_page_says_that_nothing_is_stated_as_a_fact(server: Server, path: str) -> None:
    page = shown(server, path).text
    assert "each line tells who says it" in page
    assert '<html lang="en">' in page
    assert 'name="viewport"' in page


PAIR = {"one": "russia", "other": "united-states"}
BOTH = "claims?about=russia&with=united-states"


@pytest.mark.parametrize(
    ("path", "name", "given", "total"),
    [
        ("/documents", "documents", {}, "/api/documents"),
        ("/claims?about=russia", "evidence-of", {"of": "russia"}, "/api/claims?about=russia"),
        ("/id/russia", "evidence-of", {"of": "russia"}, "/api/claims?about=russia"),
        (f"/{BOTH}", "relations-between", PAIR, f"/api/{BOTH}"),
        ("/claims", "claims", {}, None),
        ("/graph", "edge-with-claims", {}, None),
        ("/graph?about=russia", "relations-between", {"one": "russia"}, None),
        ("/timeline?about=russia", "timeline", {"about": "russia"}, None),
        ("/path?from=russia&to=united-states", "relations-between", PAIR, None),
    ],
)
def test_a_view_has_its_sparql_which_gives_its_rows(
    server: Server, output: Path, path: str, name: str, given: dict[str, str], total: str | None
) -> None:
    """Those that the store itself gives to the question, and as many as the view has where a row is a passage or a document."""
    address = re.search(r'href="(/sparql\?query=[^"]*format=csv)"', shown(server, path).text)
    assert address is not None
    got = server.get(address[1].replace("&amp;", "&"))
    assert (got.status, got.media) == (200, "text/csv")
    _, *found = csv.reader(io.StringIO(got.text, newline=""))
    asked = question(name)
    answer = ask(output / "store", asked.query, values(asked, given))
    assert sorted(found) == sorted([cell.value if cell else "" for cell in row] for row in answer.rows)
    assert found
    if total is not None:
        assert len(found) == json.loads(server.get(total).body)["total"]


def test_from_search_to_the_words_in_the_document(server: Server) -> None:
    found = shown(server, "/search?q=CFE+Treaty").text
    assert "/id/cfe-treaty" in found
    entity = shown(server, "/id/cfe-treaty").text
    span = re.search(r'href="(/id/doc-[0-9a-f]+\?start=\d+&amp;end=\d+)#selected"', entity)
    assert span is not None
    document = shown(server, span[1].replace("&amp;", "&")).text
    marked = re.search(r'<mark class="[^"]*selected" id="selected">(.*?)</mark>', document)
    assert marked is not None
    assert "At the marked span" in document


def test_people_get_pages_and_programs_get_data(server: Server) -> None:
    assert shown(server, "/id/russia").media == "text/html"
    assert server.get("/id/russia").media == "text/turtle"
    assert server.get("/id/russia", accept="application/ld+json").media == "application/ld+json"
    assert shown(server, "/id/russia.ttl").media == "text/turtle"
    assert shown(server, "/sparql").media == "text/html"
    assert shown(server, "/sparql?query=ASK%7B%7D").media == "text/html"
    assert shown(server, "/sparql?query=ASK%7B%7D&format=xml").media == "application/sparql-results+xml"
    assert server.get("/sparql?query=ASK%7B%7D", accept="*/*").media == "application/sparql-results+json"
    assert shown(server, "/id/nobody").status == 404
    assert "no page shows" in shown(server, "/id/nobody").text


def test_refusals_are_pages_for_people(server: Server) -> None:
    for path, status, said in (
        ("/nothing", 404, "there is nothing at '/nothing'"),
        ("/export.exe", 404, "no export"),
        ("/sparql?query=ASK%7B&format=csv", 400, "cannot be parsed"),
        ("/claims?about=Nobody+%3Cb%3E", 400, 'href="/search?q=Nobody+%3Cb%3E"'),
        ("/graph.exe", 404, "graph.ttl"),
    ):
        got = server.refuses(path, status, "text/html", said, accept=BROWSER)
        assert "script-src 'self'" in got.headers["content-security-policy"]
        assert Page(got.text).links
    for path in ("/nothing", "/export.exe", "/sparql?query=ASK%7B", "/graph.exe"):
        assert server.get(path).media == "text/plain"
    assert shown(server, "/graph?publisher=nobody").text.count("No claim joins two entities here") == 1


def test_a_picture_as_triples(server: Server) -> None:
    got = server.get("/graph.ttl?about=Russia&relation=meet")
    assert (got.status, got.media) == (200, "text/turtle")
    triples = Graph().parse(data=got.body, format="turtle")
    held = {str(s) for s in triples.subjects(RDF.type, URIRef(terms.CLAIM))}
    relation = URIRef(terms.RELATION)
    assert {str(o) for o in triples.objects(None, relation)} == {f"{terms.NAMESPACE}meet"}
    row = json.loads(server.get("/api/claims?about=russia&relation=meet&limit=500").body)
    assert held <= {terms.DATA + passage["id"] for passage in row["passages"]}
    assert held
    formats = {
        "nt": "application/n-triples",
        "trig": "application/trig",
        "nq": "application/n-quads",
        "jsonld": "application/ld+json",
    }
    for ending, media in formats.items():
        assert server.get(f"/graph.{ending}?about=Russia").media == media
    assert server.get("/graph.ttl?about=nobody").status == 400


def test_the_triples_of_a_picture_are_those_of_its_things(server: Server) -> None:
    """Of every entity and claim what its own address has."""
    whole = set(Graph().parse(data=server.get("/graph.nt?limit=300").body, format="nt"))
    network = json.loads(server.get("/api/network?limit=300").body)
    claims = json.loads(server.get("/api/claims?limit=500").body)["passages"]
    between = [row for row in claims if len({word["id"] for word in row["says"] if isinstance(word, dict)}) > 1]
    names = [*(node["id"] for node in network["nodes"]), *(row["id"] for row in between)]
    own = [set(Graph().parse(data=server.get(f"/id/{name}.nt").body, format="nt")) for name in names]
    assert whole == set().union(*own)


def test_the_sparql_page(server: Server) -> None:
    asked = shown(server, "/sparql?question=quotes-of&speaker=Vyacheslav+Nikonov").text
    assert "rows" in asked
    assert "/sparql?query=" in asked
    assert "needs" not in shown(server, "/sparql?question=quotes-of").text
    for query, said in (
        ("ASK%7B", "cannot be parsed"),
        ("DROP+ALL", "DROP would change"),
        ("ASK%7B%7D", ">yes<"),
        ("DESCRIBE+ex%3Arussia", "rdfs:label"),
        ("SELECT+%3Fs+%7B%3Fs+a+q%3AState%7D", 'href="/id/russia"'),
    ):
        assert said in shown(server, f"/sparql?page=1&query={query}").text
    dangerous = shown(server, "/sparql?page=1&query=SELECT+(IRI('javascript:alert(1)')+AS+%3Fa)+%7B%7D").text
    assert 'href="javascript' not in dangerous


def test_pages_may_run_our_script_and_nothing_else(server: Server) -> None:
    policy = shown(server, "/").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    unchanged = server.get("/", accept=BROWSER, if_none_match=shown(server, "/").headers["etag"])
    assert (unchanged.status, "content-security-policy" in unchanged.headers) == (304, False)
    picture = shown(server, "/timeline.svg")
    assert picture.media == "image/svg+xml"
    assert "script-src" not in picture.headers["content-security-policy"]
    style = server.get("/static/explorer.css")
    assert (style.status, server.get("/static/explorer.css", if_none_match=style.headers["etag"]).status) == (200, 304)
    for name in ("nothing.js", "..%2foptions.py", "__init__.py"):
        assert server.get(f"/static/{name}").status == 404


def test_whatever_a_text_holds_it_stays_text() -> None:
    assert element("p", "<b>&", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;</p>'
    assert text("a\u202eb\x00") == 'a<span class="unseen" title="a character that is not shown">U+202E</span>b' + (
        '<span class="unseen" title="a character that is not shown">U+0000</span>'
    )
    assert together("a", None, False, ["<", element("br")], 3) == "a&lt;<br>3"
    assert element("input", name="a\u202e", checked=True, disabled=False) == '<input name="a\ufffd" checked>'
    assert outside("javascript:alert(1)", "x") == outside("https://e/\u202e", "x") == outside("http://e/ f", "x") == "x"
    assert outside("https://e/?a=1&b=2", "x").startswith('<a href="https://e/?a=1&amp;b=2"')
    assert local("id", "a/b?c", q="ä&", none=None, from_="x") == "/id/a%2Fb%3Fc?q=%C3%A4%26&from=x"
