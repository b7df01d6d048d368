"""Time expressions: cases, values, and what must hold for any text."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Time
from extract.times import fact_date, find_dates, find_ranges, find_times, interval
from extract.times.phrases import _PATTERN
from extract.times.words import _TOKEN

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases").joinpath("times.toml").read_text("utf-8"))["case"]


def shown(text: str, times: tuple[Time, ...]) -> list[str]:
    return [f"{t.span.of(text)} = {t.value} {t.type}" for t in times]


@pytest.mark.parametrize("case", CASES, ids=[c["note"] for c in CASES])
def test_times_of_a_text(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    times = find_times(case["text"], case.get("anchor"))
    assert shown(case["text"], times) == case["expect"]
    if "ranges" in case:
        assert shown(case["text"], find_ranges(case["text"], times)) == case["ranges"]


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2021-12-17", ("2021-12-17", "2021-12-17")),
        ("2021-12-17T10:00:00Z", ("2021-12-17", "2021-12-17")),
        ("1999~", ("1999-01-01", "1999-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("19XX", ("1900-01-01", "1999-12-31")),
        ("2021-XX-XX", ("2021-01-01", "2021-12-31")),
        ("2022-21", ("2022-03-01", "2022-05-31")),
        ("2022-24", ("2022-12-01", "2023-02-28")),
        ("2020-35", ("2020-07-01", "2020-09-30")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
        ("2021-W01-1", ("2021-01-04", "2021-01-04")),
        ("2022-03/2022-04", ("2022-03-01", "2022-04-30")),
        ("2022-03/..", ("2022-03-01", "9999-12-31")),
        ("/2004", ("0001-01-01", "2004-12-31")),
        ("-0399", ("-0399-01-01", "-0399-12-31")),
    ],
)
def test_interval(value: str, days: tuple[str, str]) -> None:
    assert interval(value) == days


@pytest.mark.parametrize(
    "value", ["P3Y", "PT5H", "T09:00", "XXXX-07-04", "2021-13", "2021-02-30", "2021-W53", "", "/", "../..", "soon"]
)
def test_values_without_days(value: str) -> None:
    assert interval(value) is None
    assert fact_date(value) is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021-12", "2021-12"),
        ("1999~", "1999"),
        ("199X", "1990/1999"),
        ("1990-01-01/1999-12-31", "1990/1999"),
        ("2022-06-01/2022-08-31", "2022-06/2022-08"),
        ("2022-01-31/2022-02-06", "2022-01-31/2022-02-06"),
        ("2021-01-01/2021-12-31", "2021"),
        ("2022-03/2022-04", "2022-03/2022-04"),
        ("2021-12-17T10:00:00Z", "2021-12-17"),
        ("2022/..", None),
    ],
)
def test_what_facts_carry(value: str, date: str | None) -> None:
    assert fact_date(value) == date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("They were allies from 1949 to 1991.", ["1949/1991"]),
        ("They talked between March and April 2022.", ["2022-03/2022-04"]),
        ("Istanbul talks, March-April 2022, on 29 March for three hours.", ["2022-03/2022-04", "2022-03-29"]),
        ("The occupation goes on since 2014.", ["2014"]),
        ("After 2014 and before the late 1990s it grew.", []),
        ("Since the Second World War borders have not moved; in World War II they did.", ["1939-09-01/1945-09-02"]),
        ("Signed at 22:30 on 12 February 2015.", ["2015-02-12"]),
    ],
)
def test_dates_of_facts(text: str, dates: list[str]) -> None:
    assert [t.value for t in find_dates(text, find_times(text, "2022-05-02"))] == dates


VOCABULARY = (
    "early 19732 9000 \N{EN DASH} "
    "on in the 17 December 2021 May last next week Friday - , . ' 5th of 1990s ago two years later to and BC Q3 2:45:30 1/ ( "
    "[ half century year end mid that before Today War World 348 c 33 months today is usually Morning 2021-22"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])
PIECES = (
    "1|a|\n|May |1-|1/|1,111|,111|\n |the |two |'|on Friday, |a.b@|2021-|today is |.|1.|in 348 |Theresa May |from May to |"
    "between 2014 and |X |- |2021 (|World War |last "
)


@given(st.lists(WORDS, max_size=30).map(" ".join), st.sampled_from([None, "2022-02-02", "2022-02", "2022"]))
def test_times_are_in_order_apart_and_readable(text: str, anchor: str | None) -> None:
    times = find_times(text, anchor)
    ends = [0, *(t.span.end for t in times)]
    assert all(end <= t.span.start < t.span.end <= len(text) for end, t in zip(ends, times, strict=False))
    assert all(interval(t.value) or t.value.startswith(("P", "T", "XXXX")) for t in times)
    assert find_times(text, anchor) == times
    assert all(t.span.of(text) for t in find_ranges(text, times))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    find_times(text, "2022-02-02")


@pytest.mark.parametrize("pattern", [_TOKEN, _PATTERN])
def test_unbounded_repeats_end_their_alternative(pattern: re.Pattern[str]) -> None:
    """Then no alternative gives up after a long run that the next position has to read again."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "c", pattern.pattern)
    assert not re.search(r"[*+](?![+*])(?<![*+?})][+*])", plain)
    assert not re.search(r"(?<=[^\s(|])[*+]\+(?!\s*(?:[|)]|$))", plain)


@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_work_grows_with_length_only(piece: str) -> None:
    def calls(count: int) -> int:
        seen = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal seen
            seen += event in ("call", "c_call")

        text = piece * count
        sys.setprofile(note)
        try:
            find_ranges(text, find_times(text, "2022-02-02"))
        finally:
            sys.setprofile(None)
        return seen

    assert calls(4_000) <= 12 * max(calls(400), 20)


def test_component_sets_spans() -> None:
    spacy = pytest.importorskip("spacy")
    import extract.times.component  # noqa: F401

    nlp = spacy.blank("en")
    nlp.add_pipe("quoth_times")
    doc = nlp.make_doc("He ruled from 1999 to 2004, for three years, and left on Thursday.")
    doc.user_data["anchor"] = "2022-02-02"
    doc = nlp(doc)
    assert [(s.text, s.id_, s.label_) for s in doc.spans["times"]] == [
        ("1999", "1999", "DATE"),
        ("2004", "2004", "DATE"),
        ("three years", "P3Y", "DURATION"),
        ("Thursday", "2022-01-27", "DATE"),
    ]
    assert [(s.text, s.id_) for s in doc.spans["dates"]] == [("1999 to 2004", "1999/2004"), ("Thursday", "2022-01-27")]


def test_component_takes_the_times_of_the_document() -> None:
    spacy = pytest.importorskip("spacy")
    import extract.times.component  # noqa: F401

    first, second = "In January 1831 he was expelled.\n\n", "On 14 July he was arrested."
    nlp = spacy.blank("en")
    nlp.add_pipe("quoth_times")
    doc = nlp.make_doc(second)
    doc.user_data.update(start=len(first), times=find_times(first + second, None))
    assert [(s.text, s.id_) for s in nlp(doc).spans["times"]] == [("14 July", "1831-07-14")]


def test_a_date_after_and_belongs_to_the_verb_that_follows() -> None:
    """Also where the parser has hung it on the verb before; a date of what came before or after dates nothing else."""
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import Doc

    from extract.circumstances import date_of

    vocab = spacy.blank("en").vocab
    words = "In 2015 Chile mediated and in 2019 Peru objected before the vote of 2020".split(" ")
    heads = [1, 3, 3, 3, 8, 6, 3, 8, 3, 11, 11, 8, 13, 11]
    deps = "case obl nsubj ROOT cc case obl nsubj conj case det obl case nmod".split(" ")
    tags = "ADP NUM PROPN VERB CCONJ ADP NUM PROPN VERB ADP DET NOUN ADP NUM".split(" ")
    doc = Doc(vocab, words=words, heads=heads, deps=deps, pos=tags)
    times = find_times(doc.text, None)
    assert [t.value for t in times] == ["2015", "2019", "2020"]
    found = [date_of(doc, doc[i], times) for i in (3, 8)]
    assert [t.value for t in found if t] == ["2015", "2019"]
    assert date_of(doc, doc[8], times[2:]) is None
    assert date_of(doc, doc[11], times) == times[2]
