"""Facts of single sentences against `tests/cases/facts.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.annotate import annotate
from extract.records import Annotation, Fact
from tests_support import document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases").joinpath("facts.toml").read_text("utf-8"))["case"]


def shown(annotation: Annotation, f: Fact) -> str:
    agents, targets = (", ".join(x.entity for x in part) for part in (f.agent, f.target))
    parts = [f"{f.relation}({agents} > {targets})", f"{f.polarity.value}{f.modality.value}"]
    parts += [f"by {f.holder}"] if f.holder else []
    return " ".join(parts)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_facts_of_a_sentence(case: dict[str, Any], nlp: Any, request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    annotation = annotate(document(case["text"]), nlp)
    assert sorted(shown(annotation, f) for f in annotation.facts) == sorted(case["expect"])
