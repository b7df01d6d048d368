"""The explorer in Chromium: by keyboard, by links, without script, in the dark; and no word of a document runs."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from browsing import PAYLOADS, graph_page, opened
from extract.records import Annotation
from graph_samples import fill, sample
from serving import Server, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
# The panel has opened beside the picture, which is drawn anew at its new width.
NARROWED = """() => {
    const { stage } = document.getElementById("graph").explorer;
    return stage.sigma.getDimensions().width === stage.host.clientWidth && !document.querySelector(".evidence").hidden;
}"""


def test_from_search_to_evidence_by_keyboard_alone(browser: "Browser", server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(server.url)
        page.keyboard.press("/")
        page.keyboard.type("cfe t")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#search", "aria-activedescendant")
        page.keyboard.press("Enter")  # one
        page.wait_for_url("**/id/cfe-treaty")
        assert page.locator("blockquote mark").count() > 0
        link = page.locator(".where a").first
        while not link.evaluate("a => a === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # two
        page.wait_for_selector("#selected")
        page.wait_for_load_state()
        assert "withdrew" in page.inner_text("#text")
        assert page.locator("#selected").evaluate("e => e.getBoundingClientRect().top < innerHeight")
        assert page.locator("aside[aria-label=Notes] .passage").count() > 0


def test_everything_works_without_script(browser: "Browser", server: Server) -> None:
    with opened(browser, server, java_script_enabled=False) as page:
        page.goto(server.url)
        page.fill("#search", "treaty")
        page.click("form[role=search] button")
        page.click(".hits a >> nth=0")
        assert page.locator(".passage").count() > 0
        page.goto(f"{server.url}path")
        page.fill("input[name=from]", "Moscow")
        page.fill("input[name=to]", "CFE Treaty")
        page.click("main form button")
        assert "From Russia to CFE Treaty" in page.inner_text("h1")
        page.goto(f"{server.url}sparql")
        page.fill("#query", "SELECT ?n { ?s a q:State ; rdfs:label ?n }")
        page.click(".console button")
        assert page.locator("tbody tr").count() == 3


def test_a_link_restores_the_view(browser: "Browser", server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.url}claims?about=russia")
        page.click(".facets details:has-text('relation') a >> nth=0")
        page.wait_for_url("**relation=**")
        address, seen = page.url, page.inner_text("main")
    with opened(browser, server) as page:
        page.goto(address)
        assert page.inner_text("main") == seen


def test_compare_and_timeline(browser: "Browser", server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.url}compare?about=Russia")
        assert page.locator("article .pair > .passage").count() >= 2
        page.click(".matrix td a >> nth=0")
        page.wait_for_selector("#selected")
        page.goto(f"{server.url}timeline?about=CFE+Treaty")
        assert "dates contradict" in page.inner_text("main")
        page.click("summary >> nth=0")
        assert page.locator(".entries blockquote").first.is_visible()


def test_a_line_of_the_drawing_leads_to_its_sentences(browser: "Browser", server: Server) -> None:
    with opened(browser, server, viewport={"width": 1400, "height": 1000}, java_script_enabled=False) as page:
        page.goto(f"{server.url}graph?about=Russia")
        assert page.locator(".picture circle").count() == int(page.inner_text("[role=status]").split()[1])
        line = page.locator(".picture line.reach").first
        line.scroll_into_view_if_needed()
        line.click()
        page.wait_for_url("**/claims?about=*&with=*")
        assert page.locator("blockquote mark").count() > 0
        page.goto(f"{server.url}graph")
        assert page.locator("tbody tr").count() == page.locator(".picture line.reach").count() > 0


def place(page: "Page", key: str) -> tuple[float, float]:
    """Where on the screen a node is."""
    page.locator(".stage").scroll_into_view_if_needed()
    find = """key => {
        const { stage } = document.getElementById("graph").explorer;
        const box = stage.host.getBoundingClientRect();
        const { x, y } = stage.sigma.graphToViewport(stage.graph.getNodeAttributes(key));
        return [box.left + x, box.top + y];
    }"""
    x, y = page.evaluate(find, key)
    return x, y


def kept(page: "Page", words: str) -> str:
    """What a button saves."""
    with page.expect_download() as download:
        page.click(f".saving button:text-is('{words}')")
    return Path(download.value.path()).read_bytes().decode("utf-8", "replace")


def middle_of_a_line(page: "Page", key: str) -> tuple[float, float]:
    """Of the straight lines of a thing the middle that is farthest from everything else, so that the click is on the line."""
    ends = page.evaluate("[...document.getElementById('graph').explorer.shown.edges.values()].map(e => [e.from, e.to])")
    lines = [pair for pair in ends if key in pair and ends.count(pair) == 1 and pair[::-1] not in ends and pair[0] != pair[1]]
    places = {node: place(page, node) for pair in ends for node in pair}
    middles = [tuple((a + b) / 2 for a, b in zip(places[one], places[other], strict=True)) for one, other in lines]
    x, y = max(middles, key=lambda middle: min(math.dist(middle, at) for at in places.values()))
    return x, y


def test_a_node_and_a_line_open_their_claims(browser: "Browser", server: Server) -> None:
    with opened(browser, server, viewport={"width": 1400, "height": 1000}, reduced_motion="reduce") as page:
        graph_page(page, server)
        rows = page.locator("#twin tbody tr").count()
        assert rows == page.evaluate("document.getElementById('graph').explorer.stage.graph.size") > 0
        page.mouse.click(*place(page, "russia"))
        page.wait_for_selector(".evidence blockquote mark")
        assert page.inner_text(".evidence h2") == "Russia"
        assert page.evaluate("document.activeElement.closest('.evidence') !== null")
        assert "According to" in page.inner_text(".evidence .said >> nth=0")
        assert "#show=russia" in page.url
        page.wait_for_function(NARROWED)
        page.mouse.click(*middle_of_a_line(page, "russia"))
        page.wait_for_selector(".evidence h2:has-text('–')")
        page.click(".evidence .where a >> nth=0")
        page.wait_for_selector("#selected")


def test_the_graph_by_keyboard_and_by_link(browser: "Browser", server: Server) -> None:
    with opened(browser, server, reduced_motion="reduce", color_scheme="dark") as page:
        graph_page(page, server)
        page.focus(".stage")
        for key in ("ArrowRight", "ArrowLeft", "+", "Shift+ArrowRight"):
            page.keyboard.press(key)
        name = page.inner_text(".hint").partition(",")[0]
        page.keyboard.press("Enter")
        page.wait_for_selector(".evidence blockquote mark")
        assert page.inner_text(".evidence h2") == name
        page.click(".kinds button >> nth=0")
        page.wait_for_url("**&at=*")
        look = "JSON.stringify(document.getElementById('graph').explorer.stage.camera.map(n => n.toFixed(3)))"
        address, camera, rows = page.url, page.evaluate(look), page.locator("#twin tbody tr").count()
        page.keyboard.press("Tab")
        page.focus(".leave")
        page.keyboard.press("Escape")
        assert page.locator(".evidence").is_hidden()
        assert page.evaluate("document.activeElement.className") == "stage"
    with opened(browser, server, reduced_motion="reduce") as page:
        graph_page(page, server, address.removeprefix(server.url))
        page.wait_for_selector(".evidence blockquote mark")
        assert page.inner_text(".evidence h2") == name
        assert (page.evaluate(look), page.locator("#twin tbody tr").count()) == (camera, rows)
        assert page.locator(".kinds button[aria-pressed=false]").count() == 1
        page.evaluate("location.hash = ''")  # the same page from the beginning
        page.wait_for_function("document.querySelectorAll('.kinds button[aria-pressed=false]').length === 0")
        assert page.locator(".evidence").is_hidden()
        page.evaluate("history.back()")
        page.wait_for_selector(".evidence blockquote mark")
        page.click(".evidence .where a >> nth=0")
        page.wait_for_selector("#selected")
        page.go_back()
        page.wait_for_selector(".evidence blockquote mark")
        assert (page.inner_text(".evidence h2"), page.evaluate(look)) == (name, camera)


def test_what_is_shown_is_found_added_and_saved(browser: "Browser", server: Server) -> None:
    with opened(browser, server, reduced_motion="reduce") as page:
        graph_page(page, server, "graph?limit=2")
        count = "document.getElementById('graph').explorer.stage.graph.order"
        assert page.evaluate(count) == 2
        page.fill("#find", "cfe")
        page.wait_for_selector(".find [role=option]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector(".evidence blockquote mark")
        assert page.inner_text(".evidence h2") == "CFE Treaty"
        assert page.evaluate(count) > 2
        assert "added" in page.inner_text("#shown")
        assert kept(page, "SVG").count("<circle") == page.evaluate(count)
        assert kept(page, "CSV").count("\n") == page.locator("#twin tbody tr").count() + 1
        assert kept(page, "GraphML").count("<node ") == kept(page, "GEXF").count("<node ") == page.evaluate(count)
        claims = page.get_attribute(".ways a:has-text('Turtle')", "href")
        assert b"q:Claim" in server.get(str(claims)).body
        assert "PNG" in kept(page, "PNG")[:8]


def test_an_answer_that_comes_late_opens_nothing(browser: "Browser", server: Server) -> None:
    """The claims of the node that was clicked first come last."""
    with opened(browser, server, reduced_motion="reduce") as page:
        held: list[Route] = []
        page.route("**/api/claims?about=russia&*", lambda route: held.append(route))
        graph_page(page, server)
        choose = "key => { document.getElementById('graph').explorer.select(key, true); }"
        page.evaluate(choose, "russia")
        page.evaluate(choose, "cfe-treaty")
        page.wait_for_selector(".evidence blockquote mark")
        assert len(held) == 1
        with page.expect_response("**/api/claims?about=russia&*"):
            held[0].continue_()
        page.evaluate("new Promise(requestAnimationFrame)")
        assert page.inner_text(".evidence h2") == "CFE Treaty"
        assert "#show=cfe-treaty" in page.url


def test_what_is_added_is_told_and_what_fails(browser: "Browser", server: Server) -> None:
    with opened(browser, server, "status of 503", reduced_motion="reduce") as page:
        graph_page(page, server, "graph?limit=2#show=russia")
        count = "document.getElementById('graph').explorer.stage.graph.order"
        add = ".evidence button:has-text('beside it')"
        page.wait_for_selector(add)
        page.route("**/api/network?*", lambda route: route.fulfill(status=503, body="busy"))
        page.click(add)
        page.wait_for_selector(".told[role=alert]:has-text('Nothing was added: the server refused (503)')")
        assert page.evaluate(count) == 2
        page.unroute("**/api/network?*")
        page.click(add)
        page.wait_for_selector(".told:has-text('Added')")
        added = page.evaluate(count) - 2
        assert page.inner_text(".told").startswith(f"Added {added} entit")
        assert "that is all there is beside it" in page.inner_text(".told")
        address = page.url
    with opened(browser, server, reduced_motion="reduce") as page:
        graph_page(page, server, address.removeprefix(server.url))
        assert page.evaluate(count) == added + 2


def test_the_table_goes_on_beyond_its_first_rows(browser: "Browser", server: Server) -> None:
    """The answer of the server is made up here: 900 entities in a ring, with 1,800 lines."""
    made = [{"id": f"e{n}", "name": f"e {n}", "type": "Person", "claims": 1, "neighbours": 2} for n in range(900)]
    lines = [(n, (n + step) % 900) for step in (1, 2) for n in range(900)]
    edges = [{"from": f"e{a}", "to": f"e{b}", "claims": 1, "forward": 1, "back": 0} for a, b in lines]
    answer = {"rule": "all", "total": 900, "claims": 1, "nodes": made, "edges": edges, "edges_total": 2000}
    with opened(browser, server, reduced_motion="reduce") as page:
        page.route("**/api/network?*", lambda route: route.fulfill(json=answer))
        graph_page(page, server)
        assert "1,000 of 1,800 lines" in page.inner_text("#twin caption")
        assert "200 lines with fewer claims left out" in page.inner_text("#shown")
        page.click("#twin button.further")
        assert page.locator("#twin tbody tr").count() == 1800
        assert page.inner_text("#twin caption").startswith("1,800 lines as in the picture")
        assert page.locator("#twin button.further").is_hidden()


def test_a_large_graph_opens_as_communities(browser: "Browser", server: Server) -> None:
    """The answer of the server is made up here: rings of ten, each joined with the next."""
    made = [{"id": f"e{n}", "name": f"<b>{n}", "type": "Person", "claims": 2, "neighbours": 2} for n in range(1200)]
    lines = [(n, n - n % 10 + (n + 1) % 10) for n in range(1200)] + [(n, n + 10) for n in range(0, 1190, 10)]
    edges = [{"from": f"e{a}", "to": f"e{b}", "claims": 1, "forward": 1, "back": 0} for a, b in lines]
    answer = {"rule": "all", "total": 1200, "claims": 1, "nodes": made, "edges": edges, "edges_total": len(edges)}
    seen = set()
    for _ in range(2):
        with opened(browser, server, reduced_motion="reduce") as page:
            page.route("**/api/network?*", lambda route: route.fulfill(json=answer))
            graph_page(page, server)
            assert "communities" in page.inner_text("#shown")
            seen.add(page.evaluate("JSON.stringify([...document.getElementById('graph').explorer.at])"))
            assert page.evaluate("document.getElementById('graph').explorer.stage.graph.order") <= 61
            page.focus(".stage")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            page.click(".evidence button:has-text('Draw its')")
            page.wait_for_url("**#open=*")
            assert page.locator(".kinds button").count() == 2
    assert len(seen) == 1


def test_the_editor_asks_with_control_and_enter(browser: "Browser", server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.url}sparql")
        page.click(".editor .cm-content")
        page.keyboard.press("Control+A")
        page.keyboard.type("SELECT ?n { ?s a q:State ; rdfs:label ?n")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("tbody tr")
        assert page.locator("tbody tr").count() == 3
        assert page.evaluate("(window.refused ?? []).length") == 0
        page.select_option("select[name=question]", "denied-claims")
        page.click("text=Take it")
        page.wait_for_url("**question=denied-claims")
        assert "SELECT" in page.inner_text(".editor .cm-content")


def test_dark_and_light(browser: "Browser", server: Server) -> None:
    seen = set()
    for scheme in ("light", "dark"):
        with opened(browser, server, color_scheme=scheme) as page:
            page.goto(server.url)
            seen.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert len(seen) == 2


def hostile() -> Iterator[Annotation]:
    """A document for each payload, which stands in its name, title, author, address, text, quoted words and names."""
    for number, payload in enumerate(PAYLOADS):
        words = payload.encode("utf-8", "replace").decode()
        plain = re.sub(r"[{}|\n.]", " ", words)
        made = sample(
            f"{number} {words}",
            f"Then {plain} {{russia|Russia}} met {{japan|Japan}} {plain} in {{geneva|Geneva}}.\n"
            f"So said {{interfax|Interfax}} {plain}.",
            [
                {
                    "in": "met",
                    "relation": "meet",
                    "trigger": "met",
                    "agent": "russia",
                    "target": "japan",
                    "theme_text": words,
                    "place": "geneva",
                }
            ],
            [{"source": "interfax", "cue": "said", "content": f"Russia met Japan {plain} in Geneva"}],
            title=words,
            author=words,
            publisher=words,
            url=words,
        )
        names = {"japan": f"{words} {number}", "russia": "Russia", "interfax": f"{number} {words}"}
        entities = tuple(
            replace(e, name=names.get(e.id, e.name), aliases=(*e.aliases, words), links=() if e.id == "japan" else e.links)
            for e in made.entities
        )
        yield replace(made, entities=entities)


def test_no_script_of_hostile_documents_runs(browser: "Browser", tmp_path: Path) -> None:
    fill(tmp_path, hostile())
    with running(tmp_path, workers=1) as server, opened(browser, server) as page:
        import json

        documents = json.loads(server.get("/api/documents?limit=500").body)["documents"]
        entities = json.loads(server.get("/api/suggest?q=russia").body)["entities"]
        assert len(documents) >= 40
        assert entities
        claims = json.loads(server.get("/api/claims?limit=500").body)["passages"]
        addresses = [
            "",
            "documents",
            "claims?limit=500",
            "compare?limit=200",
            "timeline",
            "timeline.svg",
            "graph",
            "graph#show=russia",
            "graph.svg",
            "search?q=met&limit=200",
        ]
        addresses += ["id/russia", "path?from=russia&to=geneva", "sparql?question=documents", "sparql?question=who-said-what"]
        addresses += [f"id/{d['id']}?start=0&end=30" for d in documents] + [f"id/{c['id']}" for c in claims[:20]]
        addresses += [f"search?q={quote(payload, errors='replace')}" for payload in PAYLOADS[:12]]
        addresses += [f"sparql?page=1&query={quote(payload, errors='replace')}" for payload in PAYLOADS[:12]]
        for address in addresses:
            page.goto(server.url + address)
            if address.startswith("graph") and not address.endswith("svg"):
                page.wait_for_selector("#graph[data-ready]")
            assert page.evaluate("window.hasRun ?? false") is False, address
            assert page.evaluate("window.refused ?? []") == [], address
            protocols = "all => all.map(a => new URL(a.getAttribute('href'), location.href).protocol)"
            for link in page.eval_on_selector_all("a[href]", protocols):
                assert link in ("http:", "https:"), address
        page.goto(server.url)
        page.fill("#search", "rus")
        page.wait_for_selector("[role=option]")
        assert page.evaluate("window.hasRun ?? false") is False
        hostile_graph(page, server)
        hostile_query(page, server)


def hostile_graph(page: "Page", server: Server) -> None:
    """Every name as a label, in the panel and in the files."""
    graph_page(page, server, "graph?limit=300")
    open_all = """async () => {
        const { explorer } = document.getElementById("graph");
        const keys = [...explorer.shown.nodes.keys(), ...explorer.shown.edges.keys()];
        const empty = [];
        for (const key of keys) {
            await explorer.select(key, true);
            if (document.querySelector(".evidence blockquote") === null) empty.push(key);
        }
        return [keys.length, empty];
    }"""
    count, empty = page.evaluate(open_all)
    assert (count > 2 * 40, empty) == (True, [])
    for words in ("SVG", "GraphML", "GEXF"):
        made = ElementTree.fromstring(kept(page, words))
        assert not [e for e in made.iter() if e.tag.rpartition("}")[2] in ("script", "foreignObject", "a", "image")]
    page.fill("#find", "script")
    page.wait_for_selector(".find [role=option]")
    assert page.evaluate("[window.hasRun ?? false, window.refused ?? []]") == [False, []]


def hostile_query(page: "Page", server: Server) -> None:
    """Payloads in the editor, and completions after them."""
    for payload in PAYLOADS[:4]:
        page.goto(f"{server.url}sparql?page=1&query={quote(payload, errors='replace')}")
        page.click(".editor .cm-content")
        page.keyboard.press("Control+End")
        page.keyboard.type(" ?hidden ?hid")
        page.wait_for_selector(".cm-tooltip-autocomplete li")
        assert page.evaluate("[window.hasRun ?? false, window.refused ?? []]") == [False, []], payload
