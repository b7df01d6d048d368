"""What pronouns refer to, in short texts."""

from typing import Any

import pytest

from extract.annotate import annotate
from extract.records import MentionKind
from tests_support import document

CASES = [
    ("Ana Ribeiro met Lars Holm. She praised him.", {"She": "ana-ribeiro", "him": "lars-holm"}),
    ("Kenya signed the treaty, and it withdrew its troops.", {"it": "kenya", "its": "kenya"}),
    (
        "On Monday, Norway and Sweden announced that they would keep their promises.",
        {"they": "norway sweden", "their": "norway sweden"},
    ),
    ('"I will not resign," Ana Ribeiro said.', {"I": "ana-ribeiro"}),
    ('"We reject the plan," Kenyan President Grace Mwangi told reporters.', {"We": "kenya"}),
    ("It is raining. It is clear that talks failed.", {}),
    ("The African Union asked Sudan to respect its own promises.", {"its": "sudan"}),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t for t, _ in CASES])
def test_pronouns(text: str, expected: dict[str, str], nlp: Any) -> None:
    found: dict[str, list[str]] = {}
    for m in annotate(document(text), nlp).mentions:
        if m.kind is MentionKind.PRONOUN and m.entity is not None:
            found.setdefault(m.span.of(text), []).append(m.entity)
    assert {word: " ".join(ids) for word, ids in found.items()} == expected


@pytest.mark.model
def test_a_pronoun_without_antecedent_is_left_open(nlp: Any) -> None:
    assert not [m for m in annotate(document("She left, and they followed."), nlp).mentions if m.kind is MentionKind.PRONOUN]
