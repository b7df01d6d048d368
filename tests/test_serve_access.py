"""The explorer for everybody: axe-core on every kind of page, light and dark, and no page wider than a phone."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from browsing import graph_page, opened
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser
DESK: "ViewportSize" = {"width": 1280, "height": 900}
PHONE: "ViewportSize" = {"width": 390, "height": 844}
COLOURS = {"runOnly": ["color-contrast"]}  # all that differs between light and dark
RUN = """how => axe.run({...how, resultTypes: ["violations"]}).then(({violations}) => violations
    .filter(({impact}) => ["serious", "critical"].includes(impact))
    .map(({id, nodes}) => `${id} ${nodes[0].html.slice(0, 200)}`))"""
# Each with its status, where that is not 200.
PAGES: tuple[str | tuple[str, int], ...] = (
    "",
    "search?q=treaty",
    "search",
    "documents",
    "claims?about=russia",
    "id/russia",
    "id/{claim}",
    "id/{document}?start={start}&end={end}#selected",
    ("id/nobody", 404),
    "compare",
    "compare?about=Russia",
    "timeline?about=CFE+Treaty",
    "path",
    "path?from=russia&to=united-states",
    "graph?publisher=nobody",
    ("graph?limit=0", 400),
    "sparql?question=quotes-of",
    "sparql?question=most-quoted",
    "sparql?page=1&query=DESCRIBE+ex%3Arussia",
    "sparql?page=1&query=ASK%7B",
    "sparql?page=1&query=SELECT+%3Fs+%7B%3Fs+a+q%3ANothing%7D",
    "edit?entity=russia",
    "edit?passage={evidence}&claim={claim}",
    ("nothing/here", 404),
)
FLAGS = ("--edit",)
EVERYTHING: dict[str, object] = {}
GRAPHS = ("graph#show=russia", "graph?limit=300&polarity=positive#show=cfe-treaty~russia&hide=Person")


def addresses(server: Server) -> list[tuple[str, int]]:
    """Every kind of page with the status that it has."""
    passage = json.loads(server.get("/api/claims?about=russia").body)["passages"][0]
    place = {
        "claim": passage["id"],
        "document": passage["document"]["id"],
        **{k: passage[k] for k in ("start", "end", "evidence")},
    }
    rows = [(page, 200) if isinstance(page, str) else page for page in PAGES]
    return [(path.format(**place), status) for path, status in rows]


def findings(page: "Page", how: Mapping[str, object] = EVERYTHING) -> list[str]:
    """What axe-core finds that is serious or critical."""
    found: list[str] = page.evaluate(RUN, how)
    return [f"{page.url} {line}" for line in found]


def seen(page: "Page") -> list[str]:
    """What keeps people from reading a page: in light and in dark, and on a phone."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8") + "; 0")
    found = findings(page)
    page.emulate_media(color_scheme="dark")
    found += findings(page, COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{page.url} is wider than a phone")
    page.set_viewport_size(DESK)
    return found


def test_people_can_read_every_page(browser: "Browser", server: Server) -> None:
    found: list[str] = []
    with opened(
        browser, server, "status of 400", "status of 404", bypass_csp=True, reduced_motion="reduce", viewport=DESK
    ) as page:
        for address, status in addresses(server):
            got = page.goto(server.url + address)
            assert got is None or got.status == status, address
            found += seen(page)
        for address in GRAPHS:
            page.goto("about:blank")
            graph_page(page, server, address)
            page.wait_for_selector(".evidence blockquote")
            found += seen(page)
    assert found == []
