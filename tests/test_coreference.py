"""What pronouns refer to, in short texts."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from extract.annotate import annotate, observe
from extract.coreference import ranker
from extract.coreference.affinity import Affinity
from extract.coreference.resolution import resolve
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


PHRASES = [
    ("Lars Holm bought a bicycle. He repaired it.", {"He": "Holm|Lars", "it": "bicycle"}),
    ("The minister wrote the letter herself.", {"herself": "minister"}),
    ("Norway and Sweden promised that they would wait.", {"they": "Norway Sweden"}),
    ("When she arrived, Ana Ribeiro thanked the farmers.", {"she": "Ana"}),
    ("The farmers sold their apples before they left.", {"their": "farmers", "they": "farmers"}),
    ("Peru and its allies voted.", {"its": "Peru"}),
    ("The clerks were tired, so the mayor sent them home.", {"them": "clerks"}),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=[t for t, _ in PHRASES])
def test_the_phrase_of_a_pronoun_is_kept_whether_it_is_an_entity_or_not(text: str, expected: dict[str, str], nlp: Any) -> None:
    tokens = [t for doc in observe(document(text), nlp).docs for t in doc]
    found = {t.text: " ".join(text[s:e] for s, e in t._.antecedent) for t in tokens if t._.antecedent}
    assert found.keys() == expected.keys()
    for word, heads in expected.items():
        assert found[word] in heads.split("|"), word


@pytest.mark.model
def test_what_goes_back_to_a_thing_is_no_mention(nlp: Any) -> None:
    annotation = annotate(document("Kenya bought a bicycle. The bicycle was red, and its wheels were new."), nlp)
    assert not [m for m in annotation.mentions if m.kind is MentionKind.PRONOUN]


@pytest.mark.model
def test_without_vectors_the_types_of_entities_decide(nlp: Any) -> None:
    scene = observe(document("Ana Ribeiro met Lars Holm. She praised him."), nlp)
    for doc in scene.docs:
        doc.tensor = np.zeros((0,), dtype=np.float32)
    choices = resolve(scene.docs, scene.entities, scene.reports)
    assert [c.phrase and c.phrase.entities for c in choices] == [("ana-ribeiro",), ("lars-holm",)]


def test_each_weight_belongs_to_a_cell() -> None:
    """A feature that was renamed without learning anew would be silently without weight."""
    table = json.loads(ranker.FILE.read_text(encoding="utf-8"))
    for part, tables in (("pairs", ranker.PAIRS), ("nobody", ranker.EMPTY)):
        cells = {" + ".join(parts): set(ranker.labels(tables, parts)) for parts in tables.features}
        for features in table[part].values():
            for name, weights in features.items():
                assert weights.keys() <= cells[name]


def test_the_fit_of_a_phrase_is_the_product_of_two_layers() -> None:
    affinity = Affinity(asked=np.array([[1.0], [0.0], [2.0]]), offered=np.array([[0.0], [3.0], [1.0]]))
    asked, offered = affinity.sides(np.array([[1.0, 5.0], [0.0, 1.0]]))
    assert (asked.tolist(), offered.tolist()) == ([[3.0], [2.0]], [[16.0], [4.0]])


def test_a_phrase_that_fits_better_is_likelier() -> None:
    weights = replace(ranker.load(), pairs=np.zeros((4, 1)), nobody=np.zeros((4, 1)))
    cells = np.zeros((2, 1), dtype=np.int64)
    assert weights.scores("it", cells, cells[0], np.array([0.5, -0.5])).tolist() == [0.5, -0.5, 0.0]


@pytest.mark.model
def test_a_pronoun_without_antecedent_is_left_open(nlp: Any) -> None:
    assert not [m for m in annotate(document("She left, and they followed."), nlp).mentions if m.kind is MentionKind.PRONOUN]


DELEGATES = [
    ("We welcome the statement of Chad. We must reject the plan.", "Norway", "norway"),
    ("My delegation condemns the attack on Mali.", "Norway", "norway"),
    ("If we persist, nobody will listen. When we adopted the plan, all of us were glad.", "Norway", ""),
    ("We welcome the statement of Chad.", "Ana Ribeiro", ""),
    ("We welcome the statement of Chad.", None, ""),
    ("My country, Norway, is small. My delegation welcomes the statement of Chad.", None, "norway norway"),
    ("I speak on behalf of the European Union. My country, Norway, is small. My delegation will help.", None, ""),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "author", "expected"), DELEGATES, ids=[t[:50] for t, _, _ in DELEGATES])
def test_we_is_the_state_that_speaks_where_it_is_known(text: str, author: str | None, expected: str, nlp: Any) -> None:
    scene = observe(replace(document(text), author=author), nlp)
    assert " ".join(e for found in scene.referents.values() for e in found) == expected


@pytest.mark.model
def test_the_state_that_speaks_is_no_source_beside_the_document_when_it_calls_itself_by_its_name(nlp: Any) -> None:
    text = "Norway urges Chad to sign the treaty. Peru urges Mali to sign the treaty."
    facts = annotate(replace(document(text), author="Norway"), nlp).facts
    assert [f.holder for f in facts if f.relation == "sign"] == [None, "peru"]


@pytest.mark.model
def test_that_country_is_not_the_one_that_speaks(nlp: Any) -> None:
    text = "Mali needs peace. Norway has sent doctors. The people of that country deserve help."
    found = annotate(replace(document(text), author="Norway"), nlp)
    assert [m.entity for m in found.mentions if m.span.of(text) == "country"] == ["mali"]


@pytest.mark.model
def test_what_has_to_be_said_in_a_speech_is_told_by_the_speaker(nlp: Any) -> None:
    text = "It is to be noted that Chad persists in its aggression against Mali."
    assert {f.holder for f in annotate(replace(document(text), author="Norway"), nlp).facts} == {None}
    assert not annotate(replace(document(text), author="Norway"), nlp).attributions
