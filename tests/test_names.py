"""Names of a paragraph, capitals as governments, offices."""

from typing import Any

import pytest

from extract.names import offices
from extract.territories import plural

OFFICES = [
    ("Kremlin spokesman Oleg Danilov spoke.", [("Oleg Danilov", "spokesman", ["Kremlin"])]),
    ("Lars Holm, the NATO secretary general, spoke.", [("Lars Holm", "secretary general", ["NATO"])]),
    ("Ana Ribeiro, head of the African Union, resigned.", [("Ana Ribeiro", "head", ["African Union"])]),
    ("Indian Foreign Minister Ravi Menon spoke.", [("Ravi Menon", "Foreign Minister", ["Indian"])]),
    ("The president of France, Claire Dubois, left.", [("Claire Dubois", "president", ["France"])]),
    ("Claire Dubois visited Berlin.", []),
]
CAPITALS = [
    ("Tokyo signed the treaty.", "State"),
    ("He was born in Tokyo.", "Place"),
    ("The treaty was rejected by Tokyo.", "State"),
    ("Tokyo's proposal failed.", "State"),
    ("The mayor of Tokyo resigned.", "Place"),
    ("Seoul urged Tokyo to negotiate.", "State"),
    ("Relations between Tokyo and Seoul improved.", "State"),
    ("The envoys flew to Tokyo.", "Place"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), OFFICES, ids=[t for t, _ in OFFICES])
def test_offices(text: str, expected: list[Any], nlp: Any) -> None:
    found = [(o.person.text, o.title.text, [s.text for s in o.organizations]) for o in offices(nlp(text))]
    assert found == expected


@pytest.mark.model
@pytest.mark.parametrize(("text", "kind"), CAPITALS, ids=[t for t, _ in CAPITALS])
def test_a_capital_is_a_government_or_a_place(text: str, kind: str, nlp: Any) -> None:
    assert {e.text: e.label_ for e in nlp(text).ents}["Tokyo"] == kind


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Center for Strategic Studies and Anna Berg agreed.", ["Center for Strategic Studies", "Anna Berg"]),
        ("Ursula von der Leyen and Jean-Claude Martin spoke.", ["Ursula von der Leyen", "Jean-Claude Martin"]),
        ("The Polish Foreign Ministry denied it.", ["Polish Foreign Ministry"]),
        ("France's Foreign Ministry denied it.", ["France", "Foreign Ministry"]),
        ("US-China talks failed.", ["US", "China"]),
        ("The Treaty on Conventional Armed Forces in Europe expired.", ["Treaty on Conventional Armed Forces in Europe"]),
        ("They spoke on Monday in May.", []),
    ],
)
def test_names(text: str, names: list[str], nlp: Any) -> None:
    assert [e.text for e in nlp(text).ents] == names


@pytest.mark.model
def test_the_component_declares_what_it_needs(nlp: Any) -> None:
    assert not [p for problems in nlp.analyze_pipes()["problems"].values() for p in problems]


@pytest.mark.parametrize(
    ("adjective", "people"), [("Russian", "Russians"), ("Chinese", "Chinese"), ("French", "French"), ("Iraqi", "Iraqis")]
)
def test_people_of_an_adjective(adjective: str, people: str) -> None:
    assert plural(adjective) == people
