"""The SPARQL of each part of the compare page finds the rows of that part, for every kind of contradiction and of source."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from compare_samples import CASES, Row, annotated, fabricated
from graph.compare.records import KINDS
from graph_samples import fill
from serving import Server

STORY = " ".join(f"Word {n} of a long story about the strait and its ships." for n in range(8))
FULL = "“We will close the strait to all ships if the talks fail by the end of May,” Oduya said."
CUT = "Oduya threatened: “We will close the strait to all ships.”"
DOERS = {"asserts", "denies", "hedges", "demands", "reports"}


def told() -> list[Row]:
    """One case of each kind, each in documents of its own; a story and its reprint; a quotation, whole and cut short."""
    cases = {case["kind"]: case["told"] for case in reversed(CASES["found"])}
    rows = [{**row, "in": f"{kind}-{row['in']}"} for kind, told in cases.items() for row in told]
    rows += [{"in": f"story-{n}", "fact": "meet kesh > norrland", "text": f"{STORY} Kesh met Norrland."} for n in "ab"]
    rows += [{"in": "unclear", "by": "?", "fact": "meet kesh > velland", "text": "Kesh is said to have met Velland."}]
    fact = "threaten kesh > | | to close the strait"
    return [*rows, *({"in": f"quote-{n}", "by": "oduya", "fact": fact, "text": text} for n, text in (("a", FULL), ("b", CUT)))]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    fill(folder, annotated(fabricated(told())))
    return folder


def view(server: Server, asked: str) -> Any:
    return json.loads(server.get(f"/api/compare?{asked}").body)


def rows(server: Server, asked: str, part: str) -> list[dict[str, str]]:
    """The rows of the query of a part of the page."""
    page = server.get(f"/compare?{asked}", accept="text/html").text
    block = next(b for b in re.findall(r'<details class="made">.*?</details>', page, re.DOTALL) if f"The SPARQL of {part}" in b)
    address = re.search(r'href="(/sparql\?query=[^"]*format=csv)"', block)
    assert address is not None
    got = server.get(unescape(address[1]))
    assert (got.status, got.media) == (200, "text/csv"), got.text
    return list(csv.DictReader(io.StringIO(got.text, newline="")))


def side(passage: Any, keys: tuple[str, ...]) -> tuple[str, ...]:
    found = {**passage, "document": passage["document"]["name"], "date": passage["date"] or ""}
    return tuple(found[key] for key in keys)


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_the_query_has_the_pairs_of_passages(server: Server, kind: str) -> None:
    asked = f"kind={kind}&limit=200"
    shown = view(server, asked)["contradictions"]
    keys = ("relation", "polarity", "modality", "date", "document", "sentence")
    expected = [(row["kind"], side(row["left"], keys), side(row["right"], keys)) for row in shown]
    other = tuple(f"other{key.title()}" for key in keys)
    found = rows(server, asked, "these contradictions")
    assert [(r["kind"], tuple(r[k] for k in keys), tuple(r[k] for k in other)) for r in found] == expected
    assert {row["kind"] for row in shown} == ({kind} if kind else set(KINDS))
    names = [(row[at]["holder"] or {}).get("name") for row in shown for at in ("left", "right")]
    assert [name for name in names if name] == [r[k] for r in found for k in ("holder", "otherHolder") if r[k] in names]


@pytest.mark.parametrize("by", ["document", "publisher", "speaker"])
@pytest.mark.parametrize("about", ["", "kesh"])
def test_the_query_has_the_cells_of_the_matrix(server: Server, by: str, about: str) -> None:
    asked = f"by={by}&about={about}&limit=200"
    row = view(server, asked)
    keys = {source["id"] for source in row["sources"]}
    expected = {
        (event["id"], source, stand["position"])
        for event in row["events"]
        for source, stand in event["sources"].items()
        if source in keys and stand["position"] in DOERS
    }
    found = [(r["event"].rpartition("/")[2], r["source"], r["position"]) for r in rows(server, asked, "this matrix")]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert expected


def test_the_queries_have_the_reprints_and_the_quotations(server: Server) -> None:
    row = view(server, "")
    reprints = [[document["name"] for document in group] for group in row["reprints"]]
    assert reprints == [["story-a.txt", "story-b.txt"]]
    assert [r["name"] for r in rows(server, "", "these reprints")] == reprints[0]
    (quote,) = row["quotes"]
    assert (quote["holder"], "leaves out" in quote["difference"]) == ("Marek Oduya", True)
    versions = [(v["document"]["name"], v["text"]) for v in quote["versions"]]
    assert [(r["name"], r["words"]) for r in rows(server, "", "these quotations")] == versions


def test_what_is_computed_is_said_to_be(server: Server) -> None:
    page = unescape(server.get("/compare", accept="text/html").text)
    for words in ("is computed, from relations, dates", "is computed from the texts", "has no row", "question=disagreements"):
        assert words in page
