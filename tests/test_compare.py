"""Sources compared: contradictions of each kind and near-misses, positions, links, reprints, quotations, order, the command."""

import argparse
import csv
import hashlib
import io
import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from compare_samples import CASES, Row, fabricated
from graph.compare import compare
from graph.compare.contents import is_negated, likeness
from graph.compare.contradictions import contradictions
from graph.compare.numbers import differ
from graph.compare.output import as_object
from graph.compare.quotations import difference
from graph.compare.records import KINDS, Comparison, EventView
from graph.compare.scope import scope
from graph.reading import Graph
from graph_samples import fill, golden
from page_samples import sample_graph
from quoth.commands import compare as command


def found_in(told: Iterable[Row], published: Mapping[str, str] | None = None) -> Comparison:
    return compare(fabricated(told, published))


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: f"{case['kind']}: {case['told'][-1]['text']}")
def test_a_contradiction_is_found(case: Row) -> None:
    found = found_in(case["told"]).contradictions
    assert [row.kind for row in found] == [case["kind"]]
    texts = {found[0].left.passage.text, found[0].right.passage.text}
    assert texts == {row["text"] for row in case["told"][-2:]}
    assert 0 < found[0].score < 1
    assert found[0].left.holder
    assert found[0].right.holder


@pytest.mark.parametrize("case", CASES["missed"], ids=lambda case: case["why"])
def test_a_near_miss_is_none(case: Row) -> None:
    assert [row.english for row in found_in(case["told"], case.get("published")).contradictions] == []


def test_there_are_two_cases_of_each_kind_and_twenty_near_misses() -> None:
    kinds = [case["kind"] for case in CASES["found"]]
    assert all(kinds.count(kind) >= 2 for kind in KINDS)
    assert len(CASES["missed"]) >= 20


DENIED: Row = CASES["found"][0]
REJECTED = "reject kesh,union > velland | draft"
TELLERS: list[Row] = [
    {"in": "a", "fact": REJECTED, "text": "Kesh and the Union rejected the March draft of Velland."},
    {"in": "b", "fact": REJECTED, "by": "dor", "text": "Kesh and the Union turned it down, Dor said."},
    {"in": "c", "fact": REJECTED, "polarity": "negative", "text": "Neither Kesh nor the Union rejected it."},
    {"in": "d", "fact": REJECTED, "modality": "hypothetical", "text": "Kesh and the Union may reject it."},
    {"in": "e", "fact": REJECTED, "modality": "demanded", "text": "Kesh and the Union ought to reject it."},
    {"in": "f", "fact": "meet velland > suvaro", "text": "Velland met Suvaro."},
    {"in": "f", "fact": "reject kesh > velland | draft", "text": "Kesh alone rejected the March draft of Velland."},
]


def event_of(found: Comparison, words: str) -> EventView:
    (event,) = (event for event in found.events if words in event.english)
    return event


def test_each_source_has_its_position() -> None:
    found = found_in(TELLERS)
    event = event_of(found, "Kesh and the Northern Union reject")
    positions = {stand.source: stand.position for stand in event.sources}
    assert positions == {
        "a.txt": "asserts",
        "b.txt": "reports",
        "c.txt": "denies",
        "d.txt": "hedges",
        "e.txt": "demands",
        "f.txt": "omits",
    }
    reported = next(stand for stand in event.sources if stand.source == "b.txt")
    assert reported.holders == ("Amina Dor",)
    assert event.witnesses == 5


def test_two_dates_stand_beside_those_who_give_none() -> None:
    told = [{**row, "date": date} if date else row for row, date in zip(TELLERS, ("2031-01", None, "2030"), strict=False)]
    event = event_of(found_in(told), "Kesh and the Northern Union reject")
    assert [(s.source, s.dates) for s in event.sources] == [("a.txt", ("2031-01",)), ("b.txt", ()), ("c.txt", ("2030",))]


def test_sources_can_be_speakers_and_publishers() -> None:
    graph = fabricated(TELLERS)
    spoken = compare(graph, by="speaker")
    assert ("dor", "Amina Dor") in spoken.sources
    assert {s.position for e in spoken.events for s in e.sources if s.source == "dor"} == {"asserts", "omits"}
    documents = tuple(replace(d, publisher="The Post" if d.doc_id < "c" else None) for d in graph.documents)
    printed = compare(replace(graph, documents=documents), by="publisher")
    assert [key for key, _ in printed.sources] == ["The Post", "c.txt", "d.txt", "e.txt", "f.txt"]


def test_a_narrower_description_is_linked_and_not_merged() -> None:
    found = found_in(TELLERS)
    wide, narrow = event_of(found, "Kesh and the Northern Union reject"), event_of(found, "Kesh rejects")
    assert (narrow.wider, wide.narrower) == ((wide.id,), (narrow.id,))
    assert narrow.narrower == wide.wider == ()


def test_members_of_a_group_are_linked_only_where_data_says_so() -> None:
    told: list[Row] = [
        {"in": "a", "fact": "reject coast > velland | draft", "text": "The coastal states rejected the March draft."},
        {"in": "b", "fact": "reject suvaro > velland | draft", "text": "Suvaro rejected the March draft."},
        {"in": "c", "fact": "reject norrland > velland | draft", "text": "Norrland rejected the March draft."},
        {"in": "c", "fact": "member_of suvaro > coast", "text": "Suvaro is one of the coastal states."},
    ]
    found = found_in(told)
    assert event_of(found, "Coastal states reject").narrower == (event_of(found, "Suvaro rejects").id,)


def test_alike_contents_are_linked_with_their_likeness() -> None:
    told: list[Row] = [
        {"in": "a", "fact": "demand velland > union | | to stop taking in new members", "text": "One."},
        {"in": "b", "fact": "stipulate draft > union | | that the Union take in no new member states", "text": "Two."},
        {"in": "c", "fact": "demand velland > union | | to lower the transit fee", "text": "Three."},
        {"in": "d", "fact": "demand velland > union | | that it stop taking in further new members", "text": "Four."},
    ]
    found = found_in(told)
    first, last = event_of(found, "to stop taking"), event_of(found, "further")
    assert [id_ for id_, score in first.similar if score > 0.5] == [last.id]


STORY = (
    "The ministers of the coastal states met in Velland on Tuesday and talked for nine hours about the tolls that ships pay in "
    "the strait. Velland withdrew from the Straits Treaty. Nobody expected an agreement, and none came about before midnight, "
    "when the last delegation left the palace by a side door."
)
OTHER = "Fishermen of the northern villages have not sailed since the spring, for reasons of their own. "


def reprinted(text: str) -> Graph:
    """Two documents that assert one thing: the second has the text `text`."""
    graph = fabricated([{"in": d, "fact": "withdraw_from velland > | treaty", "text": DENIED["told"][0]["text"]} for d in "ab"])
    texts = {"a.txt": STORY, "b.txt": text}
    return replace(graph, documents=tuple(replace(d, text=texts[d.doc_id]) for d in graph.documents))


def test_a_reprint_is_no_second_witness() -> None:
    found = compare(reprinted(f"From our correspondent. {STORY} All rights reserved."))
    assert found.reprints == (("a.txt", "b.txt"),)
    assert [event.witnesses for event in found.events] == [1]


def test_a_sentence_that_is_copied_is_no_second_witness() -> None:
    graph = reprinted(OTHER * 3)
    assert compare(graph).reprints == ()
    long = "On Tuesday night the government of Velland withdrew from the Straits Treaty without a word."
    claims = tuple(replace(c, evidence=tuple(replace(e, sentence=long) for e in c.evidence)) for c in graph.claims)
    assert [event.witnesses for event in compare(graph).events] == [2]
    assert [event.witnesses for event in compare(replace(graph, claims=claims)).events] == [1]


def test_reprints_do_not_contradict_and_raise_no_score() -> None:
    graph = fabricated(DENIED["told"])
    alone = compare(graph).contradictions[0]
    first = graph.documents[0]
    copy = replace(first, iri="doc-z", doc_id="z.txt", text=STORY)
    claim = next(c for c in graph.claims if c.narrator == first.iri)
    evidence = tuple(replace(e, document="doc-z") for e in claim.evidence)
    told = replace(claim, iri=f"{claim.iri}-z", narrator="doc-z", evidence=evidence)
    documents = (replace(first, text=STORY), *graph.documents[1:], copy)
    doubled = compare(replace(graph, documents=documents, claims=(*graph.claims, told)))
    assert [row.score for row in doubled.contradictions] == [alone.score]


def quoting(*texts: str) -> Comparison:
    """Documents in which Oduya threatens in the given words; what stands before them differs."""
    told: list[Row] = []
    for number, text in enumerate(texts):
        name = chr(97 + number)
        before = " ".join(f"{name}{word}" for word in range(40))
        told.append({"in": name, "fact": "meet kesh > velland", "text": f"Before {before}."})
        told.append({"in": name, "by": "oduya", "fact": "threaten kesh > | | to close the strait", "text": text})
    return found_in(told)


FULL = "“We will close the strait to all ships if the talks fail by the end of May,” Oduya said."


def test_a_quotation_cut_short_is_shown() -> None:
    (quote,) = quoting(FULL, "Oduya threatened: “We will close the strait to all ships.”").quotes
    assert quote.holder == "Marek Oduya"
    assert [version.document for version in quote.versions] == ["a.txt", "b.txt"]
    assert quote.difference == "leaves out “if the talks fail by the end of May” at the end"


def test_changed_words_of_a_quotation_are_shown() -> None:
    (quote,) = quoting(FULL, "“We may close the strait to all ships if the talks fail by the end of May,” Oduya said.").quotes
    assert quote.difference == "has “may” for “will”"


def test_quotations_of_other_words_and_in_reprints_are_no_versions() -> None:
    assert quoting(FULL, "“We have always kept the strait open to everybody,” Oduya said.").quotes == ()
    long = f"{STORY} {OTHER} {FULL}"
    assert quoting(long, f"{long} All rights reserved.").quotes == ()


def test_the_same_words_are_said_to_be_the_same() -> None:
    assert difference("We will close it.", "we will close IT") == "same words"
    assert difference("a b c d", "b c x d") == "leaves out “a” at the beginning, adds “x”"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("sent 4,000 soldiers", "sent 12,000 soldiers", True),
        ("3 billion crowns", "800 million crowns", True),
        ("four ships", "eleven ships", True),
        ("40% of the votes", "52 per cent of the votes", True),
        ("40% of the votes", "52 votes", False),
        ("at least 40 dead", "60 dead", False),
        ("at least 80 dead", "60 dead", True),
        ("no more than 40 dead", "60 dead", True),
        ("in 1997", "in 2004", False),
        ("on 4 March", "on 9 March", False),
        ("Article 5 of the treaty", "Article 6 of the treaty", False),
        ("two of 40 ships", "40 ships", False),
    ],
)
def test_numbers(one: str, other: str, expected: bool) -> None:
    assert differ(one, other) is expected


def test_contents() -> None:
    one, other = "halting the expansion of the Union", "that the Union halts its expansion"
    vectors = likeness([one, other, "lowering the fees for ships", "an embargo on arms"])
    assert vectors.between(one, other) > 0.7
    assert vectors.between(one, "lowering the fees for ships") < 0.2
    assert vectors.between(one, one) == 1
    assert vectors.between(one, "never seen before") == 0
    assert is_negated("not to expand")
    assert is_negated("it won’t expand")
    assert not is_negated("never without a treaty")


def test_the_same_graph_in_another_order_gives_the_same_comparison() -> None:
    graph = sample_graph()
    turned = replace(graph, claims=graph.claims[::-1], documents=graph.documents[::-1], entities=graph.entities[::-1])
    assert as_object(compare(graph)) == as_object(compare(turned))


def best(*told: Row, published: Mapping[str, str] | None = None) -> float:
    """The score of the one contradiction in what is told."""
    (found,) = found_in(told, published).contradictions
    return found.score


def test_a_heading_counts_less_than_a_sentence() -> None:
    denial = {
        "in": "b",
        "fact": "sign velland > | accord",
        "polarity": "negative",
        "text": "Velland has not signed the Sable Accord.",
    }
    asserted = {"in": "a", "fact": "sign velland > | accord", "text": "Velland signed the Sable Accord."}
    for heading in ("Velland signs the Sable Accord", "Title a"):
        assert best({**asserted, "text": heading}, denial) == pytest.approx(0.7 * best(asserted, denial), abs=0.01)


def test_acts_that_can_happen_again_clash_less_when_told_far_apart() -> None:
    told = (
        {"in": "a", "fact": "meet velland > kesh", "text": "Velland met Kesh."},
        {"in": "b", "fact": "meet velland > kesh", "polarity": "negative", "text": "Velland did not meet Kesh."},
    )
    near = best(*told, published={"a": "2031-03-01", "b": "2031-03-20"})
    assert best(*told, published={"a": "2031-03-01", "b": "2031-06-20"}) == pytest.approx(near / 2, abs=0.01)


def test_scores_fall_and_no_word_of_truth_is_said() -> None:
    found = contradictions(scope(sample_graph()))
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)
    assert found[0].kind == "polarity"
    assert not any(re.search(r"\b(true|false|lie|wrong)\b", row.english) for row in found)


def chosen(seed: int, *menus: Sequence[str]) -> Iterator[str]:
    """One of each menu, those at the front more often, the same for the same seed."""
    for menu in menus:
        seed, rest = divmod(seed, 1000)
        yield menu[int(len(menu) * (rest / 1000) ** 2)]


def test_three_hundred_documents_take_seconds() -> None:
    actors = [line.split()[1] for line in CASES["entities"]]
    acts = ["attack", "accuse", "demand", "reject", "promise", "deploy", "support", "characterize"]
    words = ["".join(letters) for letters in product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou")]
    told: list[Row] = []
    for number, sentence in product(range(300), range(20)):
        seed = int.from_bytes(hashlib.sha256(f"{number} {sentence}".encode()).digest(), "big")
        act, agent, target, *content = chosen(seed, acts, actors, actors, *[words] * 6)
        polarity = "negative" if seed % 11 == 0 else "positive"
        fact = f"{act} {agent} > {target} | | {' '.join(content)}"
        told.append({"in": f"d{number:03}", "fact": fact, "polarity": polarity, "text": f"Sentence {number}: {fact}."})
    graph = fabricated(told)
    started = time.process_time()
    assert len(compare(graph).sources) == 300
    assert time.process_time() - started < 20


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compared")
    fill(path, golden())
    return path


def run(output: Path, capsys: pytest.CaptureFixture[str], *flags: str) -> str:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args([*flags, "-o", str(output)])) == 0
    return capsys.readouterr().out


def test_the_object_has_the_promised_shape(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = json.loads(run(output, capsys, "--json"))
    assert list(printed) == ["events", "contradictions", "reprints", "quotes"]
    for event in printed["events"]:
        assert list(event) == ["id", "relation", "english", "narrower", "wider", "similar", "sources"]
        for stand in event["sources"].values():
            assert list(stand) == ["position", "holders", "evidence"]
            assert (stand["evidence"] is None) == (stand["position"] == "omits")
    texts = {a.document.doc_id: a.document.text for a in golden()}
    for row in printed["contradictions"]:
        assert list(row) == ["kind", "english", "score", "left", "right"]
        for side in (row["left"], row["right"]):
            place = side["evidence"]
            assert list(side) == ["holder", "document", "evidence"]
            assert texts[place["document"]][place["start"] : place["end"]] == place["text"]
    assert {row["kind"] for row in printed["contradictions"]} == {"polarity", "date"}


def test_the_table_tells_the_rule_the_sides_and_the_matrix(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = run(output, capsys)
    assert printed.startswith("Nothing here is called true or false")
    assert "Contradictions: 2" in printed
    assert "Nikonov noted that the treaty from which Moscow withdrew was dead." in printed
    assert "<U+202E>" in printed
    assert "\u202e" not in printed


@pytest.mark.parametrize("part", command.PARTS)
def test_each_part_is_a_table_of_its_own(part: str, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.reader(io.StringIO(run(output, capsys, "--format", "csv", "--part", part))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "document" in rows[0] or "left_document" in rows[0]


def test_about_keeps_what_concerns_an_entity(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything = json.loads(run(output, capsys, "--json"))
    part = json.loads(run(output, capsys, "--json", "--about", "Japan"))
    assert 0 < len(part["events"]) < len(everything["events"])
    assert part["contradictions"] == []
