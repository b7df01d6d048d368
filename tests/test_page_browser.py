"""The page in Chromium, opened from a file: what a reader can do by mouse and by keyboard, and that no text runs as script."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest

from browsing import PAYLOADS, WATCH
from graph.compare import compare
from graph.page import write_page
from graph.reading import read_graph
from graph.store import open_store
from graph.timeline import by_date, timeline
from graph_samples import fill, golden
from page_samples import hostile_graph, sample_graph, wide_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
DOCUMENT = next(d.iri for d in sample_graph().documents if d.doc_id == "un/verbatim-record.pdf").rsplit("/", 1)[1]


@dataclass
class Watched:
    """An open page, and what must not happen on it."""

    page: "Page"
    trouble: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def goto_view(self, address: str) -> None:
        """Open a view by its address, as a link would."""
        self.page.evaluate("hash => { location.hash = hash; }", address)
        self.page.wait_for_timeout(150)

    def drawn(self) -> int:
        """Wait for the picture; how many nodes it has."""
        canvas = self.page.wait_for_selector("#canvas[data-drawn][data-view]")
        assert canvas
        return int(canvas.get_attribute("data-drawn") or 0)

    def wait_for_focus(self, id_: str) -> None:
        """Wait until the element with that id has the focus, which follows the address and so comes later than the key."""
        self.page.wait_for_function("id => document.activeElement.id === id", arg=id_)


Opener = Callable[..., Any]


@pytest.fixture
def opened(browser: "Browser") -> Opener:
    """A context manager that opens a file, and at its end says that nothing bad happened."""

    @contextmanager
    def open_(path: Path, address: str = "", **options: Any) -> Iterator[Watched]:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        page = context.new_page()
        watched = Watched(page)
        page.add_init_script(f"window.ran = () => {{ window.didRun = true; }}; {WATCH}")
        page.on("console", lambda m: watched.trouble.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: watched.trouble.append(str(error)))
        page.on("dialog", lambda dialog: watched.trouble.append(dialog.message))
        page.on("request", lambda r: watched.trouble.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready=yes]")
        yield watched
        assert page.evaluate("window.refused ?? []") == []
        assert page.evaluate("window.didRun ?? false") is False
        assert watched.trouble == []
        context.close()

    return open_


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "index.html"
    write_page(sample_graph(), path, title="Strait dispute")
    return path


def test_it_opens_on_a_disagreement_and_not_on_the_graph(sample: Path, opened: Opener) -> None:
    with opened(sample) as page:
        assert page.locator("canvas").count() == 0
        hero = page.locator(".hero").inner_text()
        assert "Where the documents disagree: affirmed and denied" in hero
        assert "or not?" in hero
        assert "Velland withdrew from the Maruna Straits Treaty on Tuesday" in hero
        assert "has never withdrawn from it" in hero
        assert hero.count("According to") == 2
        assert "48 claims" in page.locator(".counts").inner_text().replace("\n", " ")
        assert page.locator(".top-list .name").first.inner_text() == "Velland"


def test_a_click_on_a_line_opens_its_sentences_and_one_more_the_document(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=graph") as page:
        assert page.drawn() == 33
        x, y = line_on_screen(page, "Suvaro", "Sable Bank Fishing Accord")
        page.mouse.click(x, y)
        panel = page.locator("#panel")
        panel.wait_for()
        page.wait_for_focus("panel-title")
        sentence = "The coastal states had signed the Sable Bank Fishing Accord, which Suvaro had not ratified."
        assert panel.locator("blockquote").inner_text() == sentence
        facts = panel.locator(".evidence .facts").inner_text()
        for words in (
            "Holder",
            "the document, in its own voice",
            "Verbatim record",
            "12 March 2031",
            "negated",
            "as actual",
            "ratified",
            "0.90",
        ):
            assert words in facts
        panel.get_by_role("button", name="Read it in the document").click()
        current = page.locator(".reader mark.current")
        current.wait_for()
        assert current.inner_text() in sentence
        assert "ratified" in current.inner_text()
        assert current.evaluate("m => { const r = m.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }")
        assert current.evaluate("m => m === document.activeElement")


def test_a_click_on_a_node_opens_what_is_said_of_it_and_by_it(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=graph") as page:
        page.drawn()
        page.mouse.click(*node_on_screen(page, "Ilsa Brandt"))
        page.locator("#panel").wait_for()
        assert page.locator("#panel-title").inner_text() == "Ilsa Brandt"
        assert "Said by Ilsa Brandt" in page.locator("#panel").inner_text()
        page.keyboard.press("Escape")
        page.locator("#panel").wait_for(state="hidden")
        page.wait_for_focus("canvas")


def test_from_search_to_evidence_by_keyboard_alone(sample: Path, opened: Opener) -> None:
    with opened(sample) as page:
        for keys in ("/", "p", "i", "r", "a", "c", "y", "Enter"):
            page.keyboard.press(keys)
        page.locator("#panel").wait_for()
        assert "an act of piracy" in page.locator("#panel blockquote").first.inner_text()
        page.locator("#panel .read").first.focus()
        page.keyboard.press("Enter")
        page.locator(".reader mark.current").wait_for()
        page.keyboard.press("Escape")
        page.locator("#panel").wait_for(state="hidden")


def test_the_picture_and_its_table_by_keyboard(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=graph") as page:
        page.drawn()
        page.locator("#canvas").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        page.locator("#news", has_text="Enter opens it").wait_for(state="attached")
        page.keyboard.press("Enter")
        page.wait_for_focus("panel-title")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Table", exact=True).focus()
        page.keyboard.press("Enter")
        first = page.locator("table.lines .open").first
        first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator("#panel blockquote").first.wait_for()
        page.wait_for_focus("panel-title")


def test_the_table_has_the_rows_of_the_picture(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=graph&relation=support") as page:
        page.drawn()
        label = page.locator("#canvas").get_attribute("aria-label") or ""
        page.goto_view("#view=graph&relation=support&as=table")
        lines = re.search(r"(\d+) lines", label)
        assert lines
        assert page.locator("table.lines tbody tr").count() == int(lines[1])


def test_each_filter_leaves_as_many_claims_as_it_says(sample: Path, opened: Opener) -> None:
    expected = {
        ("type", "Event"): 8,
        ("relation", "withdraw_from"): 4,
        ("holder", "ilsa-brandt"): 4,
        ("document", DOCUMENT): 9,
        ("publisher", "*unstated"): 7,
        ("date", "2029"): 1,
        ("polarity", "negative"): 7,
        ("modality", "demanded"): 2,
        ("manner", "disputed"): 8,
    }
    with opened(sample, "#view=claims") as page:
        for (facet, value), rows in expected.items():
            page.locator(f"[data-facet={facet}] summary").click()
            box = page.locator(f"[data-facet={facet}] label").filter(has=page.locator(f'[data-value="{value}"]'))
            said = int(box.locator(".amount").inner_text())
            box.locator("input").check()
            page.locator(".chip").wait_for()
            assert page.locator("table.claims tbody tr").count() == said == rows, facet
            assert f"{facet}=" in page.evaluate("location.hash")
            page.keyboard.press("Escape")
            page.get_by_role("button", name="Clear all").click()
            page.locator(".chip").wait_for(state="detached")
            assert page.locator("table.claims tbody tr").count() == 48


def test_the_legend_filters(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=graph") as page:
        page.drawn()
        page.locator(".legend").get_by_role("button", name="affirmed in one place, denied in another").click()
        page.wait_for_timeout(150)
        assert page.evaluate("location.hash").endswith("manner=disputed")
        assert page.drawn() == 5


def test_the_matrix_says_what_the_comparison_says(sample: Path, opened: Opener) -> None:
    with opened(sample) as page:
        for by in ("document", "publisher", "speaker"):
            page.goto_view(f"#view=compare&all=1&by={by}")
            with page.expect_download() as waiting:
                page.get_by_role("button", name="Save as CSV").click()
            rows = list(csv.reader(Path(waiting.value.path()).read_text("utf-8").splitlines()))
            shown = sorted((row[0], sorted(Counter(row[1:]).items())) for row in rows[1:])
            found = compare(sample_graph(), by=by).events
            assert shown == sorted((e.english, sorted(Counter(s.position for s in e.sources).items())) for e in found), by


def test_a_cell_opens_its_sentences_and_is_a_link(sample: Path, opened: Opener) -> None:
    said = "Velland withdrew from the Maruna Straits Treaty on Tuesday"
    with opened(sample, "#view=compare") as page:
        row = page.locator("table.matrix tbody tr", has_text="that Velland withdraws from the Maruna Straits Treaty").first
        row.locator(".cell.asserts, .cell.denies").first.click()
        page.wait_for_focus("panel-title")
        assert said in page.locator("#panel").inner_text()
        page.reload()
        page.locator("#panel blockquote", has_text=said).first.wait_for()
        page.wait_for_focus("panel-title")
        page.keyboard.press("Escape")
        page.locator("#panel").wait_for(state="hidden")
        row.locator(".cell.omits").first.press("Enter")
        page.wait_for_focus("panel-title")
        assert "What the others say" in page.locator("#panel").inner_text()


def test_who_speaks_of_its_own_acts_is_named_once(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=compare&as=disagreements") as page:
        said = page.locator(".disagreements .according").all_inner_texts()
        assert any(
            re.fullmatch(r"By their own account: Velland rejects .*Resolution 77", " ".join(words.split())) for words in said
        )
        assert not any(re.match(r"According to (.+?): \1 ", " ".join(words.split())) for words in said)
        assert page.locator(".disagreements h3").count() > page.locator(".disagreements details").count() > 0


def test_arrow_keys_go_through_the_matrix(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=compare") as page:
        page.locator("table.matrix tbody button").first.focus()
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
            page.keyboard.press(key)
        assert page.evaluate(
            "document.activeElement === document.querySelectorAll('table.matrix tbody tr')[1].querySelector('button')"
        )


def test_what_each_document_leaves_out_is_listed(sample: Path, opened: Opener) -> None:
    found = compare(sample_graph())
    shared = [e for e in found.events if e.witnesses > 1 and sum(s.position != "omits" for s in e.sources) > 1]
    with opened(sample, "#view=compare&as=omissions") as page:
        for key, name in found.sources:
            lacking = sum(s.source == key and s.position == "omits" for e in shared for s in e.sources)
            section = page.locator("section.omitted").filter(has=page.locator("h3", has_text=name))
            assert section.locator("li").count() == lacking, name


def test_the_timeline_is_in_order_and_opens_its_sentences(sample: Path, opened: Opener) -> None:
    found = timeline(sample_graph())
    with opened(sample, "#view=timeline") as page:
        assert page.locator(".moment-list .when").all_inner_texts() == [e.moment.shown for e in found.dated if e.moment]
        assert f"{len(found.undated)} rows without a date" in page.locator("#time-words").inner_text()
        page.locator(".moment-list button").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_focus("panel-title")
        second = {s.sentence for e in found.dated if e.moment == found.dated[1].moment for s in e.sources}
        assert second & set(page.locator("#panel blockquote").all_inner_texts())
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Table", exact=True).click()
        page.locator("table.timeline").wait_for()
        assert page.locator("table.timeline").get_attribute("data-rows") == str(len(found.dated) + len(found.undated))


def test_one_selection_holds_in_every_view(sample: Path, opened: Opener) -> None:
    graph = sample_graph()
    suvaro = next(e.iri for e in graph.entities if e.name == "Suvaro")
    chosen = [c for c in graph.claims if suvaro in (*c.participants, c.holder)]
    with opened(sample, "#view=claims&ego=suvaro") as page:
        assert page.locator("table.claims tbody tr").count() == len(chosen) > 0
        page.locator("#tab-timeline").click()
        page.locator(".timeline").wait_for()
        assert page.locator(".moment-list button, .undated button").count() == len([*by_date(chosen)])
        page.locator("#tab-compare").click()
        page.locator("table.matrix").wait_for()
        rows = page.locator("table.matrix tbody tr:not(.beside)").evaluate_all("rows => rows.map(r => r.dataset.event)")
        assert {c.event.rsplit("/", 1)[1] for c in chosen} >= set(rows)
        page.locator("#tab-documents").click()
        page.locator("table.documents").wait_for()
        assert page.locator("table.documents tbody tr").count() == len({e.document for c in chosen for e in c.evidence})
        page.locator(".chip", has_text="In focus: Suvaro").click()
        page.locator(".chip").wait_for(state="detached")


def test_the_words_of_a_search_can_hold_in_every_view(sample: Path, opened: Opener) -> None:
    saying = [c for c in sample_graph().claims if any("piracy" in e.sentence.lower() for e in c.evidence)]
    with opened(sample) as page:
        page.locator("#search").fill("piracy")
        page.locator("#found .all").click()
        page.locator("table.claims").wait_for()
        assert page.locator("table.claims tbody tr").count() == len(saying) > 0
        assert page.locator(".chip").inner_text() == "Words: piracy ×"


def test_a_view_is_a_link(sample: Path, opened: Opener) -> None:
    with opened(sample, "#view=graph&as=table&sel=entity%3Akesh&polarity=positive") as page:
        assert page.locator("#panel-title").inner_text() == "Kesh"
        page.locator(".chip").wait_for()
        page.locator("table.lines").wait_for()
        page.locator("#tab-claims").click()
        page.wait_for_timeout(80)
        page.go_back()
        page.wait_for_timeout(80)
        page.locator("table.lines").wait_for()


def test_a_broken_link_shows_a_page_all_the_same(sample: Path, opened: Opener) -> None:
    broken = (
        "#view=nonsense",
        "#sel=entity:none",
        "#sel=claim:__proto__",
        "#view=documents&doc=none&at=9-1",
        "#%",
        "#view=graph&nodes=7",
    )
    with opened(sample) as page:
        for address in broken:
            page.goto_view(address)
            assert page.locator("main").inner_text().strip()


def test_dark_mode_follows_the_system_and_the_button(sample: Path, opened: Opener) -> None:
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    with opened(sample, color_scheme="dark") as page:
        dark = page.evaluate(paper)
        page.locator("#theme").click()
        assert page.evaluate(paper) != dark
        page.reload()
        assert page.evaluate(paper) != dark
    with opened(sample, color_scheme="light") as page:
        assert page.evaluate(paper) != dark


def test_nothing_is_wider_than_a_telephone(sample: Path, opened: Opener) -> None:
    with opened(sample, viewport={"width": 360, "height": 740}) as page:
        views = ("#", "#view=graph", "#view=claims", "#view=documents", "#view=graph&sel=entity%3Avelland", "#view=timeline",
                 *(f"#view=compare&all=1&as={part}" for part in ("", "disagreements", "omissions", "repeats")))  # fmt: skip
        for view in views:
            page.goto_view(view)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, view


@pytest.mark.parametrize(("name", "address", "start"), [
    ("Save as CSV", "#view=claims", b'"'),
    ("Save the picture as PNG", "#view=graph", b"\x89PNG"),
    ("Save the picture as SVG", "#view=graph", b"<svg"),
    ("Save as SVG", "#view=timeline", b"<svg"),
])  # fmt: skip
def test_what_is_shown_can_be_saved(name: str, address: str, start: bytes, sample: Path, opened: Opener) -> None:
    with opened(sample, address) as page:
        if "graph" in address:
            page.drawn()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        content = Path(waiting.value.path()).read_bytes()
        assert content.startswith(start)
        if start == b"<svg":
            assert content.count(b"<title>") > (40 if "graph" in address else 0)
            assert b"Maruna Straits Treaty" in content


def test_the_query_of_a_view_finds_its_claims(tmp_path: Path, opened: Opener) -> None:
    fill(tmp_path, golden())
    with open_store(tmp_path / "store", write=False) as opened_store:
        write_page(read_graph(opened_store), tmp_path / "index.html", title="Quoth")
    store = pyoxigraph.Store.read_only(str(tmp_path / "store"))
    filters = (
        "",
        "&polarity=negative",
        "&date=*unstated&date=2021&modality=actual",
        "&type=Instrument&holder=*own&holder=*unclear",
        "&manner=quoted&relation=withdraw_from",
        "&manner=disputed&manner=told",
        "&publisher=*unstated",
        '&publisher=O\'Neill "%26" \\ Sons',
        "&ego=russia",
        "&q=treaty+russia",
        '&q="\\',
    )
    with opened(tmp_path / "index.html") as page:
        page.locator("#query summary").click()
        for chosen in filters:
            page.goto_view(f"#view=claims{chosen}")
            found = claims_of(store, page.locator("#query-text").inner_text())
            assert found == page.locator("table.claims tbody tr").count(), chosen
        row = json.loads(page.evaluate("document.getElementById('data').textContent"))
        for view in (
            f"#view=documents&doc={row['documents'][0]['id']}",
            f"#sel=claim:{row['claims'][0]['id']}",
            "#view=graph&ego=russia",
        ):
            page.goto_view(view)
            assert claims_of(store, page.locator("#query-text").inner_text()) > 0, view


def claims_of(store: pyoxigraph.Store, query: str) -> int:
    """How many claims a query finds."""
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return len({str(solution["claim"]) for solution in solutions})


def test_a_document_whose_text_was_left_out_shows_its_sentences(tmp_path: Path, opened: Opener) -> None:
    graph = sample_graph()
    bare = replace(graph, documents=tuple(replace(document, text=None) for document in graph.documents))
    write_page(bare, tmp_path / "index.html", title="Bare")
    with opened(tmp_path / "index.html", f"#view=documents&doc={DOCUMENT}") as page:
        assert "left out when the graph was made" in page.locator(".reader").inner_text()
        assert page.locator(".reader blockquote").count() == 9


def test_on_a_telephone_the_panel_does_not_cover_the_sentence(sample: Path, opened: Opener) -> None:
    with opened(sample, viewport={"width": 360, "height": 740}) as page:
        page.locator(".hero .read").first.click()
        page.locator("#panel .read").first.click()
        current = page.locator(".reader mark.current")
        current.wait_for()
        page.locator("#panel").wait_for(state="hidden")
        assert current.evaluate("m => { const r = m.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }")


def test_a_wide_graph_opens_small_and_says_what_it_leaves_out(tmp_path: Path, opened: Opener) -> None:
    write_page(wide_graph(900), tmp_path / "index.html", title="Wide")
    with opened(tmp_path / "index.html", "#view=graph") as page:
        assert page.drawn() == 30
        assert "Showing 30 of 900 entities" in page.locator("#graph-words").inner_text()
        page.locator("#many").select_option("300")
        page.wait_for_selector("#canvas[data-drawn='300']", timeout=5000)
        assert "Showing 300 of 900 entities: the most connected" in page.locator("#graph-words").inner_text()
        page.goto_view("#view=compare&all=1")
        assert "10 documents are too many for columns" in page.locator(".matrix-view .words").inner_text()
        assert page.locator("table.matrix.positions tbody tr").count() == 100


def test_no_hostile_text_runs_or_fetches(tmp_path: Path, opened: Opener) -> None:
    path = tmp_path / "index.html"
    write_page(hostile_graph(PAYLOADS), path, title=PAYLOADS[1])
    assert len(PAYLOADS) >= 40
    with opened(path) as page:
        rows = json.loads(page.evaluate("document.getElementById('data').textContent"))
        places = [
            "",
            "#view=graph",
            "#view=graph&as=table",
            "#view=claims",
            "#view=documents",
            "#view=timeline",
            "#view=timeline&as=table",
        ]
        places += [f"#view=compare&all=1&as={part}" for part in ("", "disagreements", "omissions", "repeats")]
        places += [f"#view=compare&by={by}" for by in ("publisher", "speaker")]
        places += [f"#view=compare&sel=event:{row['id']}" for row in rows["events"][:6]]
        places += [f"#sel=entity:{row['id']}" for row in rows["entities"][:12]]
        places += [f"#sel=claim:{row['id']}" for row in rows["claims"][:12]]
        places += [
            f"#view=documents&doc={row['id']}&at={e['id']}" for row, e in zip(rows["documents"], rows["evidence"], strict=False)
        ]
        places += [f"#view=graph&sel=entity:{PAYLOADS[3]}&relation={PAYLOADS[0]}&holder={PAYLOADS[1]}&date={PAYLOADS[2]}"]
        page.locator("#query summary").click()
        for place in places:
            page.goto_view(place)
        page.keyboard.press("/")
        page.keyboard.type("ran", delay=5)
        page.wait_for_timeout(100)
        for link in page.locator("a[href]").evaluate_all("list => list.map(a => a.protocol)"):
            assert link in {"http:", "https:"}
        assert page.locator("iframe, object, embed, img, base, body style").count() == 0


def on_screen(page: Watched, x: float, y: float) -> tuple[float, float]:
    """Where a point of the picture stands in the window."""
    canvas = page.locator("#canvas")
    box = canvas.bounding_box()
    zoom, left, top = map(float, str(canvas.get_attribute("data-view")).split())
    return box["x"] + box["width"] / 2 + (x - left) * zoom, box["y"] + box["height"] / 2 + (y - top) * zoom


def place_of(page: Watched, name: str) -> tuple[float, float]:
    """Where an entity stands in the picture of the most connected ones."""
    data = json.loads(page.evaluate("document.getElementById('data').textContent"))
    number = next(i for i, row in enumerate(data["entities"]) if row["name"] == name)
    x, y = data["levels"][0][number]
    return x, y


def node_on_screen(page: Watched, name: str) -> tuple[float, float]:
    return on_screen(page, *place_of(page, name))


def line_on_screen(page: Watched, start: str, end: str) -> tuple[float, float]:
    (ax, ay), (bx, by) = place_of(page, start), place_of(page, end)
    return on_screen(page, (ax + bx) / 2, (ay + by) / 2)
