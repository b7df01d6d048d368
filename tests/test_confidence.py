"""How sure facts are: what describes them, what the weights make of it, and how weights are fitted."""

import json
from pathlib import Path

import numpy as np
import pytest

from bench import confidence as fitting
from extract import confidence
from extract.records import Entity, EntityType, Fact, Filler, Mention, MentionKind, Modality, Polarity, Span
from ontology import relations

PERU = Entity(id="peru", type=EntityType.STATE, name="Peru")
REBELS = Entity(id="anonymous-rebels", type=EntityType.GROUP, name="rebels", anonymous=True)
FACT = Fact(
    id="f1",
    sentence=Span(0, 40),
    relation="attack",
    trigger=Span(5, 13),
    agent=(Filler(entity="peru", span=Span(0, 4)),),
    target=(Filler(entity="anonymous-rebels", span=None),),
    polarity=Polarity.NEGATIVE,
    modality=Modality.INTENDED,
    attribution="a1",
    rule="verb:attack",
)
NAMED = Mention(span=Span(0, 4), type=EntityType.STATE, entity="peru", kind=MentionKind.NAMED)


def around(*facts: Fact) -> confidence.Surroundings:
    return confidence.surroundings([PERU, REBELS], [NAMED], facts)


def test_a_fact_is_described_by_what_is_so() -> None:
    found = dict(confidence.features(FACT, around(FACT, FACT)))
    assert {"relation attack", "by verb", "intended", "denied", "holder unclear", "agent State", "agent named"} <= found.keys()
    assert {"target Group", "target without name", "target outside sentence"} <= found.keys()
    assert not {"theme", "content", "no agent", "holder", "agent pronoun", "only agent"} & found.keys()
    assert found["distance of agent"] == pytest.approx(1 / confidence.FAR)
    assert found["facts in sentence"] == pytest.approx(2 / confidence.MOST)
    assert found["names in sentence"] == pytest.approx(1 / confidence.MOST)


def test_a_pronoun_is_told_from_a_name() -> None:
    he = Mention(span=Span(0, 4), type=EntityType.STATE, entity="peru", kind=MentionKind.PRONOUN)
    found = dict(confidence.features(FACT, confidence.surroundings([PERU, REBELS], [he], [FACT])))
    assert "agent pronoun" in found
    assert "agent named" not in found


def test_the_share_comes_from_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"bias": 0.0, "relation attack": 1.0, "denied": -2.0}
    monkeypatch.setattr(confidence, "_weights", lambda: weights)
    assert confidence.confidence(FACT, around(FACT)) == 0.27
    weights["bias"] = -9.0
    assert confidence.weighed([FACT], around(FACT)) == ()
    weights["bias"] = 9.0
    assert [f.confidence for f in confidence.weighed([FACT], around(FACT))] == [1.0]


def test_the_weights_that_ship_name_features_that_there_are() -> None:
    shipped = json.loads(confidence.WEIGHTS.read_text("utf-8"))
    types = [t.value for t in EntityType]
    roles = ["named", "pronoun", "without name", "outside sentence", *types]
    known = {f"relation {name}" for name in relations.load()} | {m.value for m in Modality}
    known |= {f"by {kind}" for kind in ("verb", "noun", "adjective", "office", "membership", "judgement", "reproach")}
    known |= {f"{role} {told}" for role in ("agent", "target") for told in roles}
    known |= {f"{word} {role}" for word in ("no", "several", "distance of") for role in ("agent", "target")}
    known |= {"denied", "holder", "holder without name", "holder unclear", "theme", "content", "only agent", confidence.BIAS}
    known |= {"names in sentence", "facts in sentence", "length of sentence"}
    assert shipped.keys() <= known
    assert sum(name.startswith("relation ") for name in shipped) > 20
    assert all(abs(w) < 5 for w in shipped.values())


def test_judged_facts_come_back_as_they_were_written(tmp_path: Path) -> None:
    case = fitting.Case(document="d", trigger=5, rule="verb:attack", right=True, features={"relation attack": 1.0, "theme": 0.5})
    other = fitting.Case(document="c", trigger=9, rule="noun:raid", right=False, features={"denied": 1.0})
    fitting.write(tmp_path / "judged.csv", [case, other])
    assert list(fitting.read(tmp_path / "judged.csv")) == [other, case]


def test_fitted_weights_find_what_matters() -> None:
    rng = np.random.default_rng(1)
    table = rng.integers(0, 2, (600, 3)).astype(float)
    right = (rng.random(600) < 1 / (1 + np.exp(-(2 * table[:, 0] - 1)))).astype(float)
    weights = fitting.fit(table, right)
    assert weights[0] > 1.3
    assert abs(weights[1]) < 0.5
    shares = fitting.held_out(table, right, [f"d{n % 40}" for n in range(600)])
    assert abs(shares.mean() - right.mean()) < 0.05
