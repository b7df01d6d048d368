"""Entities and mentions of short texts against `tests/cases/entities.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import gazetteer
from extract.annotate import analyse, annotate
from extract.entities import DocumentEntities, build_entities
from extract.records import EntityType, Mention, MentionKind
from tests_support import document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases").joinpath("entities.toml").read_text("utf-8"))[
    "case"
]


def entities_of(text: str, nlp: Any) -> DocumentEntities:
    doc = document(text)
    return build_entities(analyse(doc, nlp), doc)


def shown(text: str, m: Mention) -> str:
    return f"{m.span.of(text)} | {m.type} | {m.entity} | {'n' if m.kind == 'named' else 'd'}"


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["note"][:60] for c in CASES])
def test_entities_of_a_text(case: dict[str, Any], nlp: Any, request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    found = entities_of(case["text"], nlp)
    assert [shown(case["text"], m) for m in found.mentions] == case["expect"]


@pytest.mark.model
def test_every_mention_has_an_entity_of_its_type(nlp: Any) -> None:
    for case in CASES:
        found = entities_of(case["text"], nlp)
        types = {e.id: e.type for e in found.entities}
        assert all(m.entity in types and m.type is types[m.entity] for m in found.mentions)
        assert [e.id for e in found.entities] == sorted(types)


@pytest.mark.model
def test_states_carry_their_codes(nlp: Any) -> None:
    found = entities_of("Ottawa rejected the plan.", nlp)
    assert {e.id: dict(e.links) for e in found.entities}["canada"] == {"iso3166": "CA", "wikidata": "Q16"}


@pytest.mark.model
def test_a_person_speaks_for_the_office(nlp: Any) -> None:
    found = entities_of("Kenyan President Grace Mwangi met NATO Secretary General Lars Holm.", nlp)
    assert found.speaks_for("grace-mwangi") == ("kenya",)
    assert found.speaks_for("lars-holm") == ("nato",)
    assert found.type_of("grace-mwangi") is EntityType.PERSON


@pytest.mark.model
def test_gender_is_read_off_titles_and_given_names(nlp: Any) -> None:
    found = entities_of("Mr. Adeyemi met Margaret Olsen and Xu Tan.", nlp)
    genders = {e.name: found.gender_of(e.id) for e in found.entities}
    assert genders["Adeyemi"] == "m"
    assert genders["Margaret Olsen"] == "f"


@pytest.mark.model
def test_no_text_gives_no_entities(nlp: Any) -> None:
    found = entities_of("", nlp)
    assert found.entities == ()
    assert found.mentions == ()


ACTORS = [
    ("Sudanese rebels shelled the Chilean embassy.", ["Chilean embassy | Organization", "Sudanese rebels | Group"]),
    ("Peruvian police arrested two Chilean bombers.", ["Chilean bombers | Group"]),
    ("Members of the opposition accused Chile of fraud.", ["Members of the opposition | Group"]),
    ("Chile expelled dozens of Peruvian refugees. The refugees accused Chile of torture.", ["Peruvian refugees | Group"]),
    ("Chile attacked others.", []),
    ("Chile supported the people.", []),
    ("A protester stood in a square of Lima.", []),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), ACTORS, ids=[t for t, _ in ACTORS])
def test_actors_that_are_only_described(text: str, expected: list[str], nlp: Any) -> None:
    found = annotate(document(text), nlp)
    assert [f"{e.name} | {e.type}" for e in found.entities if e.anonymous] == expected
    described = {m.entity for m in found.mentions if m.kind is MentionKind.NOMINAL}
    assert all(e.id in described for e in found.entities if e.anonymous)


def test_the_gazetteer_knows_each_thing_once() -> None:
    known = gazetteer.load().known
    assert len({(k.type, k.name) for k in known.values()}) == len(known)
    assert all(k.id == gazetteer.slug(k.name) for k in known.values())


def test_no_alias_is_listed_twice_in_the_data_file() -> None:
    import tomllib

    seen: dict[str, str] = {}
    twice = []
    for group in tomllib.loads(gazetteer.FILE.read_text("utf-8"))["group"]:
        assert group["source"]
        for row in group["names"]:
            name, *others = [part.strip() for part in row.split("|")]
            for form in (name, *others):
                if form in seen and seen[form] != name:
                    twice.append((form, name, seen[form]))
                seen[form] = name
    assert twice == []


@given(st.text(max_size=40))
def test_a_slug_is_ascii_and_never_empty(name: str) -> None:
    slug = gazetteer.slug(name)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert gazetteer.slug(name) == slug
