"""The page as a file: what is in it, in which order, within which limits. What it does in a browser: `test_page_browser`."""

import argparse
import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.compare.contradictions import contradictions
from graph.compare.scope import scope
from graph.index import local_name
from graph.page import write_page
from graph.page.comparison import of_each_subject
from graph.page.drawing import SCRIPTS
from graph.page.embedding import embedded_json
from graph.page.layout import positions
from graph.page.lines import lines, pairs
from graph.page.part import around
from graph.page.sheet import units
from graph.reading import ClaimNode, EntityNode, EvidenceNode, Graph, entities_by_iri
from graph.timeline import timeline
from graph.wording import plain, predicate, statement
from graph_samples import fill, golden
from ontology.errors import UsageError
from page_samples import hostile_graph, sample_graph, wide_graph
from quoth.commands import view

SAMPLE = sample_graph()


def written(graph: Graph, folder: Path, **options: Any) -> tuple[str, dict[str, Any]]:
    """The text of the page and the rows in it."""
    path = folder / "page.html"
    write_page(graph, path, title="Sample", **options)
    text = path.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    return text, json.loads(found[1])


def test_the_page_is_one_file_that_fetches_nothing(tmp_path: Path) -> None:
    text, _ = written(SAMPLE, tmp_path)
    head = text[: text.index('<script type="application/json"')]
    assert not re.search(r'(?:src|href)="(?!data:)', head)
    assert "@import" not in head
    assert "url(" not in head
    assert "default-src &#39;none&#39;" in head


def test_the_policy_names_each_script_and_style_by_its_hash(tmp_path: Path) -> None:
    text, _ = written(SAMPLE, tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    parts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.S)
    assert len(parts) == 3
    for part in parts:
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in allowed
    assert "unsafe" not in allowed


def test_every_script_of_the_folder_is_in_the_page() -> None:
    folder = Path(__file__).parent.parent / "graph" / "page" / "script"
    assert {path.stem for path in folder.glob("*.js")} == set(SCRIPTS)


def test_two_pages_of_one_graph_are_the_same_bytes(tmp_path: Path) -> None:
    assert written(SAMPLE, tmp_path)[0] == written(SAMPLE, tmp_path)[0]


def test_all_claims_and_passages_are_listed(tmp_path: Path) -> None:
    _, data = written(SAMPLE, tmp_path)
    assert len(data["claims"]) == len(SAMPLE.claims)
    assert len(data["evidence"]) == sum(len(claim.evidence) for claim in SAMPLE.claims)
    for row in data["evidence"]:
        document = data["documents"][data["sentences"][row["sentence"]]["document"]]
        start, end = row["at"]
        claim = next(c for c in SAMPLE.claims if c.iri.endswith(data["claims"][row["claim"]]["id"]))
        assert document["text"][start:end] in {e.exact for e in claim.evidence}


def test_claims_of_one_event_share_it(tmp_path: Path) -> None:
    _, data = written(SAMPLE, tmp_path)
    assert {row["event"] for row in data["claims"]} == {claim.event.rsplit("/", 1)[1] for claim in SAMPLE.claims}


def test_a_wide_graph_is_cut_to_the_most_connected_and_says_so(tmp_path: Path) -> None:
    page = write_page(wide_graph(900), tmp_path / "page.html", title="Wide")
    _, data = written(wide_graph(900), tmp_path)
    assert (page.drawn, page.entities) == (300, 900)
    assert data["picture"]["drawn"] == 300
    assert len(data["levels"][-1]) == 300
    assert len(data["levels"][0]) == 30


def test_a_page_holds_at_most_ten_megabytes(tmp_path: Path) -> None:
    page = write_page(wide_graph(2000, text="Ein langer Text – mit Strichen. " * 60_000), tmp_path / "page.html", title="Long")
    assert page.size <= 10_000_000
    assert 0 < page.texts < page.documents
    assert page.listed == page.claims


@pytest.mark.parametrize("limit", [0, -3, 2001])
def test_a_limit_out_of_range_is_refused(limit: int, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="from 1 to 2000"):
        write_page(SAMPLE, tmp_path / "page.html", title="Sample", limit=limit)


def test_the_first_disagreement_is_a_denial_with_both_sides() -> None:
    first = contradictions(scope(SAMPLE))[0]
    left, right = first.left.claim, first.right.claim
    assert first.kind == "polarity"
    assert (left.event, left.polarity, right.polarity) == (right.event, "positive", "negative")


def test_a_speaker_whom_two_documents_report_both_ways_is_a_disagreement() -> None:
    def shown(document: str) -> tuple[EvidenceNode, ...]:
        row = EvidenceNode(
            iri=document,
            document=document,
            sentence="So it is.",
            sentence_index=0,
            sentence_start=0,
            start=3,
            end=8,
            exact="it is",
            trigger="is",
        )
        return (row,)

    yes = ClaimNode(iri="a", event="e", relation="sign", agents=("x",), holder="x", evidence=shown("d"))
    no = replace(yes, iri="b", polarity="negative", evidence=shown("f"))
    found = contradictions(scope(Graph(claims=(yes, no))))
    assert [(d.left.claim.iri, d.right.claim.iri) for d in found] == [("a", "b")]
    assert contradictions(scope(Graph(claims=(yes, replace(no, evidence=shown("d")))))) == ()


def test_of_one_subject_the_page_opens_on_one_disagreement(tmp_path: Path) -> None:
    found = contradictions(scope(SAMPLE))
    first = list(of_each_subject(found))
    assert 1 < len(first) < len(found)
    _, data = written(SAMPLE, tmp_path)
    assert [row["shown"][0] for row in data["disagreements"] if row.get("first")] == [
        local_name(d.left.evidence.iri) for d in first
    ]
    scores = [row["score"] for row in data["disagreements"]]
    assert scores == sorted(scores, reverse=True)


def test_events_stand_in_the_order_of_the_ranking(tmp_path: Path) -> None:
    _, data = written(SAMPLE, tmp_path)
    rows = data["events"]
    assert rows[0]["score"] == data["disagreements"][0]["score"]
    assert len(rows) == len({claim.event for claim in SAMPLE.claims})
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        assert all(row["id"] in by_id[other]["wider"] for other in row.get("narrower", ()))


def test_the_timeline_has_every_passage_once_and_is_in_order(tmp_path: Path) -> None:
    _, data = written(SAMPLE, tmp_path)
    rows = data["timeline"]["rows"]
    assert sorted(n for row in rows for n in row["evidence"]) == list(range(len(data["evidence"])))
    found = timeline(SAMPLE)
    dated = [row for row in rows if "from" in row or "to" in row]
    assert [row["when"] for row in dated] == [entry.moment.shown for entry in found.dated if entry.moment]
    assert len(rows) == len(found.dated) + len(found.undated)
    assert {(row.get("when"), tuple(row.get("others", ())), row.get("clash", False)) for row in rows} == {
        (entry.moment.shown if entry.moment else None, entry.others, entry.clash) for entry in (*found.dated, *found.undated)
    }


def test_a_part_holds_what_touches_its_centre() -> None:
    part = around(SAMPLE, "Sable Bank Fishing Accord", 1)
    assert {claim.relation for claim in part.claims} == {"sign", "ratify"}
    assert {"Suvaro", "coastal states"} < {entity.name for entity in part.entities}
    assert len(around(SAMPLE, "Sable Bank Fishing Accord", 2).claims) > len(part.claims)


@pytest.mark.parametrize(("name", "advice"), [("Vellandd", "did you mean 'Velland'"), ("qqq", "quoth search")])
def test_an_unknown_focus_is_refused_with_advice(name: str, advice: str) -> None:
    with pytest.raises(UsageError, match=advice):
        around(SAMPLE, name, 1)


def test_a_part_without_any_claim_still_gives_a_page(tmp_path: Path) -> None:
    _, data = written(SAMPLE, tmp_path, focus="Sable Bank")
    assert data["picture"]["focus"]["depth"] == 1
    _, empty = written(Graph(), tmp_path)
    assert empty["claims"] == []


@pytest.mark.parametrize(
    ("polarity", "modality", "words"),
    [
        ("positive", "actual", "rejects"),
        ("negative", "actual", "does not reject"),
        ("positive", "intended", "intends to reject"),
        ("negative", "intended", "does not intend to reject"),
        ("negative", "hypothetical", "might not reject"),
        ("positive", "demanded", "should reject"),
    ],
)
def test_predicates(polarity: str, modality: str, words: str) -> None:
    assert predicate("reject", polarity, modality) == words


def test_statements_read_as_english() -> None:
    known = entities_by_iri(SAMPLE)
    said = {plain(statement(claim, known), known) for claim in SAMPLE.claims}
    assert "Velland withdraws from the Maruna Straits Treaty" in said
    assert "Velland does not withdraw from the Maruna Straits Treaty" in said
    assert "Kesh and Tirmenia support the draft passage agreement" in said


@pytest.mark.parametrize(
    ("agent", "theme", "said"),
    [
        (("State", "Velland"), ("Instrument", "Kesh's proposals"), "Velland rejects Kesh's proposals"),
        (("State", "Velland"), ("Instrument", "draft accord"), "Velland rejects the draft accord of Kesh"),
        (("Group", "West"), ("Instrument", "Resolution 77"), "the West rejects Resolution 77 of Kesh"),
        (("Group", "western diplomats"), ("Instrument", "Sable Accords"), "western diplomats reject the Sable Accords of Kesh"),
        (("Instrument", "Sable agreements"), ("Place", "Gull Islands"), "the Sable agreements reject the Gull Islands of Kesh"),
    ],
)
def test_articles_plurals_and_owners(agent: tuple[str, str], theme: tuple[str, str], said: str) -> None:
    people = {"a": agent, "t": theme, "k": ("State", "Kesh")}
    known = {iri: EntityNode(iri=iri, id=iri, type=type_, name=name) for iri, (type_, name) in people.items()}
    claim = ClaimNode(iri="c", event="e", relation="reject", agents=("a",), targets=("k",), theme="t")
    assert plain(statement(claim, known), known) == said


@pytest.mark.parametrize(
    ("relation", "targets", "words", "said"),
    [
        ("attack", "t", "the raid", "Velland attacks Kesh: “the raid”"),
        ("attack", "", "the raid", "Velland attacks: “the raid”"),
        ("hold_office", "t", "Prime Minister", "Velland holds office as “Prime Minister” of Kesh"),
        ("hold_office", "t", None, "Velland holds office at Kesh"),
        ("characterize", "", "“reasonable” terms", "Velland describes something as “‘reasonable’ terms”"),
        ("characterize", "t", "reasonable", "Velland describes Kesh as “reasonable”"),
        ("demand", "t", "that it leave", "Velland demands from Kesh: “that it leave”"),
        ("support", "", "the talks", "Velland supports “the talks”"),
        ("support", "t", "the talks", "Velland supports Kesh on “the talks”"),
        ("reject", "t", None, "Velland rejects Kesh"),
        ("reject", "t", "Kesh’s worries", "Velland rejects “Kesh’s worries”"),
        ("accuse", "", "the coup", "Velland accuses somebody over “the coup”"),
    ],
)
def test_the_words_of_a_content_stand_where_they_read_well(relation: str, targets: str, words: str | None, said: str) -> None:
    names = {"a": "Velland", "t": "Kesh"}
    known = {iri: EntityNode(iri=iri, id=iri, type="State", name=name) for iri, name in names.items()}
    claim = ClaimNode(iri="c", event="e", relation=relation, agents=("a",), targets=tuple(targets), theme_text=words)
    assert plain(statement(claim, known), known) == said


@pytest.mark.parametrize(
    ("sentence", "words", "said"),
    [
        ("Velland refused to negotiate with Kesh.", "negotiate with Kesh", "Velland refuses “to negotiate with Kesh”"),
        ("Velland refused to open the strait.", "open the strait", "Velland refuses “to open the strait”"),
        ("Velland said no to open borders.", "open borders", "Velland rejects “open borders”"),
        ("Velland objected to trade with Kesh.", "trade with Kesh", "Velland rejects “trade with Kesh”"),
        ("Velland would not negotiate.", "negotiate", "Velland rejects “negotiate”"),
    ],
)
def test_an_infinitive_keeps_its_to(sentence: str, words: str, said: str) -> None:
    known = {"a": EntityNode(iri="a", id="a", type="State", name="Velland")}
    shown = EvidenceNode(
        iri="e", document="d", sentence=sentence, sentence_index=0, sentence_start=0, start=0, end=7, exact="Velland", trigger=""
    )
    claim = ClaimNode(iri="c", event="e", relation="reject", agents=("a",), theme_text=words, evidence=(shown,))
    assert plain(statement(claim, known), known) == said


@pytest.mark.parametrize(
    ("theme", "polarity", "modality", "said"),
    [
        ("t", "positive", "actual", "the treaty is called “unfair”"),
        ("t", "negative", "actual", "the treaty is not called “unfair”"),
        ("t", "negative", "demanded", "the treaty should not be called “unfair”"),
        ("s", "positive", "actual", "Saudi officials are called “unfair”"),
    ],
)
def test_a_judgement_without_a_judge_reads_as_english(theme: str, polarity: str, modality: str, said: str) -> None:
    known = {
        "t": EntityNode(iri="t", id="t", type="Instrument", name="treaty"),
        "s": EntityNode(iri="s", id="s", type="Group", name="Saudi officials"),
    }
    claim = ClaimNode(
        iri="c", event="e", relation="characterize", theme=theme, theme_text="unfair", polarity=polarity, modality=modality
    )
    assert plain(statement(claim, known), known) == said


def test_an_unknown_relation_is_told_by_its_name() -> None:
    known = {"x": EntityNode(iri="x", id="x", type="State", name="Velland")}
    claim = ClaimNode(iri="c", event="e", relation="march_past", agents=("x",))
    assert plain(statement(claim, known), known) == "Velland marches past"


def test_lines_join_agents_with_what_they_act_on() -> None:
    claim = ClaimNode(iri="c", event="e", relation="reject", agents=("a", "b"), targets=("t",), theme="p")
    assert pairs(claim) == (("a", "t"), ("a", "p"), ("b", "t"), ("b", "p"))
    assert [line.claims for line in lines([claim, replace(claim, iri="d")])] == [2, 2, 2, 2]


def test_positions_are_whole_apart_and_the_same_each_time() -> None:
    labels = [f"Name {n}" for n in range(40)]
    joined = [(n, n // 3) for n in range(1, 40)]
    placed = positions(labels, joined)
    assert placed == positions(labels, joined)
    assert all(isinstance(value, int) for point in placed for value in point)
    assert len(set(placed)) == 40


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_offsets_count_as_the_browser_does(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert units(text, offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


@given(st.recursive(st.text(st.characters()), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_embedded_json_comes_back_and_cannot_leave_its_element(value: object) -> None:
    text = embedded_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029\u202e") & set(text)
    text.encode("utf-8")


def test_hostile_words_do_not_change_the_elements_of_the_page(tmp_path: Path) -> None:
    text, _ = written(
        hostile_graph(["</script><script>alert(1)</script>", "{{ 7*7 }}", "<img src=x onerror=alert(1)>"]), tmp_path
    )
    assert text.count("</script>") == 4
    assert "<img" not in text
    assert "alert(1)</script>" not in text


def test_view_writes_the_page_of_a_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, golden())
    parser = argparse.ArgumentParser()
    view.add_arguments(parser)
    assert view.run(parser.parse_args(["--focus", "CFE Treaty", "-o", str(tmp_path)])) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "entities drawn" in captured.err
    assert "CFE Treaty" in (tmp_path / "view.html").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="there is no folder"):
        view.run(parser.parse_args(["--focus", "CFE Treaty", "-o", str(tmp_path), "--to", str(tmp_path / "none" / "x.html")]))
    with pytest.raises(UsageError, match="no entity is called 'Atlantis'"):
        view.run(parser.parse_args(["--focus", "Atlantis", "-o", str(tmp_path)]))
