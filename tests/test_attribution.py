"""Attributions of single sentences against `tests/cases/attribution.toml`: by rules alone, and as the encoder sees them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.annotate import annotate
from extract.records import Annotation, Attribution
from tests_support import document

FILE = Path(__file__).with_name("cases") / "attribution.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]


def shown(annotation: Annotation, a: Attribution) -> str:
    text = annotation.document.text
    source = a.source_span.of(text) if a.source_span else ""
    cue = " ".join(s.of(text) for s in a.cue)
    content = " … ".join(s.of(text) for s in a.content)
    return " | ".join([source, cue, content, a.kind.value])


def expect(case: dict[str, Any], wanted: list[str], doubt: str | None, nlp: Any, request: pytest.FixtureRequest) -> None:
    if doubt is not None:
        request.applymarker(pytest.mark.xfail(reason=doubt, strict=True))
    annotation = annotate(document(case["text"]), nlp)
    assert [shown(annotation, a) for a in annotation.attributions] == wanted


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["note"] for c in CASES])
def test_attributions_by_rules(case: dict[str, Any], nlp: Any, request: pytest.FixtureRequest) -> None:
    encoder = nlp.get_pipe("quoth_encoder")
    encoder.reads_reports = False
    try:
        expect(case, case["expect"], case.get("xfail"), nlp, request)
    finally:
        encoder.reads_reports = True


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["note"] for c in CASES])
def test_attributions_as_shipped(case: dict[str, Any], nlp: Any, request: pytest.FixtureRequest) -> None:
    expect(case, case.get("seen", case["expect"]), case.get("unseen"), nlp, request)


def test_turns_of_an_interview_are_held_by_who_speaks(nlp: Any) -> None:
    text = (
        "Laura Ruiz: I met President Jan Kowalski in May.\n\nHe rejected the proposal of Spain.\n\n"
        "Herald: Did you sign the treaty with Spain?\n\nLaura Ruiz: France signed the treaty.\n\nFrance attacked Spain."
    )
    annotation = annotate(document(text), nlp)
    held = {(f.relation, f.holder) for f in annotation.facts if f.relation != "hold_office"}
    assert {("meet", "laura-ruiz"), ("reject", "laura-ruiz"), ("sign", "laura-ruiz"), ("attack", None)} <= held


def test_a_text_without_alternating_labels_has_no_turns(nlp: Any) -> None:
    text = "Background: France signed the treaty.\n\nAims: France attacked Spain.\n\nResult: Spain left the union."
    assert {f.holder for f in annotate(document(text), nlp).facts} == {None}


def test_the_words_of_somebody_are_held_by_him(nlp: Any) -> None:
    text = "The comments by NATO Secretary General Ana Costa on May 3, 2020, claiming that Spain backs the talks, drew a crowd."
    (attribution,) = annotate(document(text), nlp).attributions
    assert attribution.source == "ana-costa"
