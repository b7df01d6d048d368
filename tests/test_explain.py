"""`quoth explain`: what is shown is what the extraction did, and what it did not do has its reason."""

import io
import json
import re
from typing import Any

import pytest

from extract.annotate import annotate
from extract.explain import Trial, explain
from quoth import cli
from tests_support import document

TEXT = "Germany said on 3 May 2019 that it rejected the Open Skies Treaty. France signed a cheque."


def trial(trials: tuple[Trial, ...], relation: str) -> Trial:
    return next(t for t in trials if t.relation == relation)


@pytest.mark.model
def test_it_is_the_extraction_that_is_explained(nlp: Any) -> None:
    found = explain(document(TEXT), nlp)
    assert found.annotation == annotate(document(TEXT), nlp)
    assert [[w.text for w in s][:2] for s in found.sentences] == [["Germany", "said"], ["France", "signed"]]
    for sentence in found.sentences:
        assert all(w.span.of(TEXT) == w.text and 0 <= w.head < len(sentence) for w in sentence)
        assert sum(w.head == w.index for w in sentence) == 1
    assert found.learned <= {a.id for a in found.annotation.attributions}


@pytest.mark.model
def test_a_trigger_that_fired_shows_which_slots_filled_its_roles(nlp: Any) -> None:
    found = explain(document(TEXT), nlp)
    fired = next(t for t in found.trials if t.relation == "reject" and t.facts)
    fact = next(f for f in found.annotation.facts if f.id in fired.facts)
    assert fired.trigger.of(TEXT) == "rejected"
    assert fired.reason == ""
    used = {s.role: s for s in fired.slots if s.used}
    assert (used["agent"].name, used["agent"].words) == ("subj", "it")
    assert used["agent"].entities == (fact.agent[0].entity,)


@pytest.mark.model
def test_a_trigger_that_almost_fired_says_which_condition_failed(nlp: Any) -> None:
    found = explain(document(TEXT), nlp)
    almost = trial(found.trials, "sign")
    assert almost.facts == ()
    assert "obj must be" in almost.reason
    assert "'a cheque'" in almost.reason
    assert not any(f.relation == "sign" for f in found.annotation.facts)


@pytest.mark.model
def test_a_trigger_whose_roles_nobody_fills_says_so(nlp: Any) -> None:
    found = explain(document("A plan was rejected."), nlp)
    assert {t.reason for t in found.trials if t.relation == "reject" and "must be" not in t.reason} == {
        "no entity fills agent, target or theme"
    }


@pytest.mark.model
def test_every_fact_of_the_lexicon_has_its_trigger(nlp: Any) -> None:
    text = "China and India signed the treaty. Brazil refused to negotiate. Peru's rejection of the plan angered Chile."
    found = explain(document(text), nlp)
    explained = {i for t in found.trials for i in t.facts}
    others = {f.id for f in found.annotation.facts if re.match("office:", f.rule)}
    assert {f.id for f in found.annotation.facts} == explained | others
    assert all(bool(t.facts) != bool(t.reason) for t in found.trials)


@pytest.mark.model
def test_the_command_prints_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", TEXT, "--date", "2019-05-04"]) == 0
    out = capsys.readouterr().out
    headings = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert headings == ["words", "tree", "words", "tree", "names and entities", "times", "attributions", "facts", "almost"]
    assert "  'Germany'  named  Germany (State, germany)" in out
    assert "'3 May 2019'  2019-05-03  DATE" in out
    assert "    Germany  nsubj" in out


@pytest.mark.model
def test_the_command_reads_standard_input_and_writes_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("France \x1b[31mrejected\u202e it.\n"))
    assert cli.main(["explain", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"annotation", "words", "learned", "trials"}
    assert found["annotation"]["text"].startswith("France")


@pytest.mark.model
def test_hostile_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "France \x1b[31mrejected\u202e the plan of \u202eRussia."]) == 0
    assert not set(capsys.readouterr().out) & {"\x1b", "\u202e"}


def test_without_a_text_it_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "  "]) == 2
    assert "give a sentence" in capsys.readouterr().err
