"""Ids are hashes of content: the same content, the same id, whatever the order; any text gives a valid IRI."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Modality, Polarity
from graph.identity import MINTED, claim_id, content_words, document_id, event_id, evidence_id, normal_name, slug

ANY = st.text()


@given(ANY)
def test_any_text_gives_a_valid_part_of_an_iri(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) < 80


@given(st.lists(ANY, min_size=2, max_size=2, unique_by=normal_name))
def test_names_that_differ_in_letters_that_an_iri_cannot_hold_differ(names: list[str]) -> None:
    lossy = [name for name in names if re.search(r"[^a-z0-9_ ]", normal_name(name)) or not normal_name(name)]
    assert len({slug(name) for name in lossy}) == len(lossy)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russia", "russia"),
        ("the United States", "united-states"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("New START", "new-start"),
        ("U.S.", "u-s"),
        ("2021 proposals", "2021-proposals"),
    ],
)
def test_slugs_can_be_read(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["claim 0123456789abcdef", "doc-0123456789abcdef-s1", "graph-entities", "Россия", "", "..."])
def test_a_name_cannot_take_a_minted_id(name: str) -> None:
    assert re.search(r"[0-9a-f]{8}$", slug(name))
    assert slug(name) != slug(name)[:-9]
    assert not re.fullmatch(MINTED.pattern, slug(name))


def test_the_order_of_fillers_does_not_matter_and_judgements_of_one_thing_differ_by_their_words() -> None:
    one = event_id("meet", ["a", "b"], ["c"], None, None)
    assert one == event_id("meet", ["b", "a", "a"], ["c"], None, None)
    assert one != event_id("meet", ["a"], ["b", "c"], None, None)
    assert event_id("characterize", ["a"], [], "t", "fair") != event_id("characterize", ["a"], [], "t", "unfair")


def test_contents_are_compared_by_their_words() -> None:
    one = event_id("demand", ["a"], [], None, "that NATO stop its expansion")
    assert one == event_id("demand", ["a"], [], None, "NATO  stop the Expansion.")
    assert one != event_id("demand", ["a"], [], None, "NATO not stop the expansion")
    assert content_words("to be") == "to be"
    assert content_words("…") == "…"


def test_a_speakers_claim_is_one_wherever_it_is_reported_and_a_narrated_one_is_not() -> None:
    def claim(holder: str | None, narrator: str | None, document: str) -> str:
        return claim_id("event-1", holder, narrator, document, Polarity.POSITIVE, Modality.ACTUAL)

    assert claim("lavrov", None, "doc-1") == claim("lavrov", None, "doc-2")
    assert claim(None, "doc-1", "doc-1") != claim(None, "doc-2", "doc-2")
    assert claim(None, None, "doc-1") != claim(None, None, "doc-2")
    assert claim(None, None, "doc-1") != claim(None, "doc-1", "doc-1")


def test_parts_of_an_id_cannot_run_into_each_other() -> None:
    assert document_id("a", "bc") != document_id("ab", "c")
    assert evidence_id("doc", 1, 23, "c") != evidence_id("doc", 12, 3, "c")
