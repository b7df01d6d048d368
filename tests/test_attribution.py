"""Attributions of single sentences against `tests/cases/attribution.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.annotate import annotate
from extract.records import Annotation, Attribution
from tests_support import document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases").joinpath("attribution.toml").read_text("utf-8"))[
    "case"
]


def shown(annotation: Annotation, a: Attribution) -> str:
    text = annotation.document.text
    source = a.source_span.of(text) if a.source_span else ""
    cue = " ".join(s.of(text) for s in a.cue)
    content = " … ".join(s.of(text) for s in a.content)
    return " | ".join([source, cue, content, a.kind.value])


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["note"] for c in CASES])
def test_attributions_of_a_sentence(case: dict[str, Any], nlp: Any, request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    annotation = annotate(document(case["text"]), nlp)
    assert [shown(annotation, a) for a in annotation.attributions] == case["expect"]
