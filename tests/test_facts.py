"""Facts of single sentences against `tests/cases/facts.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.annotate import annotate
from extract.records import Annotation, Fact
from tests_support import document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases").joinpath("facts.toml").read_text("utf-8"))["case"]


def named(entity: str) -> str:
    """An id, or the words of an actor without a name in brackets: "(workers)"."""
    return f"({entity.removeprefix('anonymous-').rpartition('-')[0]})" if entity.startswith("anonymous-") else entity


def shown(f: Fact, *, held: bool) -> str:
    agents, targets = (", ".join(named(x.entity) for x in part) for part in (f.agent, f.target))
    parts = [f"{f.relation}({agents} > {targets})", f"{f.polarity.value}{f.modality.value}"]
    parts += [f"by {named(f.holder)}"] if f.holder and held else []
    return " ".join(parts)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_facts_of_a_sentence(case: dict[str, Any], nlp: Any, request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    held = any(" by " in expected for expected in case["expect"])
    annotation: Annotation = annotate(document(case["text"]), nlp)
    assert sorted(shown(f, held=held) for f in annotation.facts) == sorted(case["expect"])


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Bahrain cut its ties with Qatar.", None),
        ("Bahrain rejected the terms of the truce.", "the terms of the truce"),
        ("Norway supports the port and a new bridge over the sound.", "the port and a new bridge over the sound"),
        ("Norway backs the ban on trawling, but only in its own waters.", "the ban on trawling"),
        ("Mali was supportive of these regional irrigation efforts.", "these regional irrigation efforts"),
        ("Peru has made a firm commitment to replant the forests.", "replant the forests"),
    ],
)
def test_contents_are_whole_and_not_what_the_trigger_says(text: str, content: str | None, nlp: Any) -> None:
    facts = annotate(document(text), nlp).facts
    assert [f.theme_text for f in facts] == [content]


@pytest.mark.model
def test_a_time_dates_the_noun_of_a_list_that_it_stands_at(nlp: Any) -> None:
    text = "Chad recalled the bombing of Mali in 2019, and the refusal of Peru to negotiate."
    dates = {text[f.trigger.start : f.trigger.end]: f.date for f in annotate(document(text), nlp).facts}
    assert dates == {"bombing": "2019", "refusal": None}


@pytest.mark.model
def test_what_is_held_on_to_is_not_what_is_refused(nlp: Any) -> None:
    fact = annotate(document("Chad will not back down from the Lome Treaty."), nlp).facts[0]
    assert (fact.theme, fact.theme_text) == (None, "back down from the Lome Treaty")


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Peru supports the initiative of Chad to create a peace force.",
        "Her remarks raised questions about the threat of a Peruvian withdrawal from the treaty.",
    ],
)
def test_what_somebody_judges_or_speaks_about_is_told_by_the_author(text: str, nlp: Any) -> None:
    assert [f.holder for f in annotate(document(text), nlp).facts if f.relation in {"establish", "withdraw_from"}] == [None]
