"""What differs between two graphs, and why: documents, texts, runs, corrections, and the other documents."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extract.records import Annotation, Polarity
from graph.diff import Diff, diff
from graph.diff.sides import Decision, Side, read_side
from graph.rdf import Run
from graph_samples import fill, golden, interfax, nikonov, sample, signing
from ontology.errors import UsageError
from quoth.cli import main


def made(folder: Path, annotations: Sequence[Annotation]) -> Side:
    fill(folder, annotations)
    return read_side(folder)


def between(folder: Path, before: Sequence[Annotation], after: Sequence[Annotation]) -> Diff:
    return diff(made(folder / "old", before), made(folder / "new", after))


def reasons(found: Diff) -> set[str]:
    return {cause.kind for change in found.changes for cause in change.because}


def test_the_same_graph_differs_in_nothing(tmp_path: Path) -> None:
    found = between(tmp_path, golden(), golden())
    assert found.changes == ()
    assert found.same == len(read_side(tmp_path / "old").graph.claims)


def test_a_folder_and_its_files_are_the_same_graph(tmp_path: Path) -> None:
    side = made(tmp_path, golden())
    for name in ("graph.trig", "graph.ttl"):
        assert diff(side, read_side(tmp_path / name)).changes == ()


def test_a_new_document_brings_claims_and_gives_passages(tmp_path: Path) -> None:
    again = sample(
        "again.txt",
        "{vyacheslav-nikonov|Vyacheslav Nikonov} noted that {russia|Moscow} withdrew from the {cfe-treaty|CFE Treaty}. "
        "{japan|Japan} signed the {cfe-treaty|CFE Treaty}.",
        [
            {"in": "withdrew", "relation": "withdraw_from", "trigger": "withdrew", "agent": "russia", "theme": "cfe-treaty"},
            {"in": "signed", "relation": "sign", "trigger": "signed", "agent": "japan", "theme": "cfe-treaty"},
        ],
        [{"source": "vyacheslav-nikonov", "cue": "noted", "content": "Moscow withdrew from the CFE Treaty"}],
    )
    found = between(tmp_path, [nikonov()], [nikonov(), again])
    assert found.added == ("again.txt",)
    assert [(c.kind, c.what) for c in found.changes] == [("changed", ("a passage more, in again.txt",)), ("appeared", ())]
    assert reasons(found) == {"document added"}
    assert found.changes[1].english == "Japan signs the CFE Treaty"
    assert found.changes[1].sources[0].sentence == "Japan signed the CFE Treaty."
    back = diff(read_side(tmp_path / "new"), read_side(tmp_path / "old"))
    assert [(c.kind, c.what) for c in back.changes] == [("changed", ("a passage less, in again.txt",)), ("vanished", ())]
    assert reasons(back) == {"document removed"}
    assert back.removed == ("again.txt",)


def reread(annotation: Annotation, number: int, **given: object) -> Annotation:
    facts = list(annotation.facts)
    facts[number] = replace(facts[number], **given)  # type: ignore[arg-type]
    return replace(annotation, facts=tuple(facts))


def test_what_is_read_otherwise_has_changed_and_names_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = made(tmp_path / "old", [nikonov()])
    monkeypatch.setattr("graph_samples.RUN", Run(version="0", model="hand", vocabulary="v", pipeline="q"))
    changed = reread(reread(nikonov(), 1, polarity=Polarity.NEGATIVE), 2, confidence=0.4, date="1990")
    found = diff(old, made(tmp_path / "new", [changed]))
    assert [c.kind for c in found.changes] == ["changed", "changed"]
    denied = next(c for c in found.changes if "not" in c.english)
    assert denied.what == ("polarity: positive, now negative",)
    assert denied.before is not None
    assert "reject" in denied.before
    assert "not reject" not in denied.before
    weaker = next(c for c in found.changes if c is not denied)
    assert weaker.what == ("date: none, now 1990", "confidence: 0.75, now 0.4")
    assert weaker.old == weaker.new
    assert reasons(found) == {"model, lexicon or rules"}
    assert "(p, now q)" in found.changes[0].because[0].english


def test_every_setting_of_a_run_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = made(tmp_path / "old", [signing()])
    monkeypatch.setattr("graph_samples.RUN", Run(version="1", model="other", vocabulary="w", pipeline="p"))
    found = diff(old, made(tmp_path / "new", [reread(signing(), 0, confidence=0.1)]))
    assert reasons(found) == {"version of Quoth", "language model", "vocabulary"}


def test_a_text_that_changed_carries_over_what_it_still_says(tmp_path: Path) -> None:
    facts = [{"in": "signed", "relation": "sign", "trigger": "signed", "agent": "japan", "theme": "cfe-treaty"}]
    before = sample("a.txt", "{japan|Japan} signed the {cfe-treaty|CFE Treaty}. {russia|Russia} waited.", facts)
    more = [*facts, {"in": "ratified", "relation": "ratify", "trigger": "ratified", "agent": "russia", "theme": "cfe-treaty"}]
    after = sample("a.txt", "{japan|Japan} signed the {cfe-treaty|CFE Treaty}. {russia|Russia} ratified it.", more)
    found = between(tmp_path, [before], [after])
    assert found.edited == ("a.txt",)
    assert [(c.kind, c.english) for c in found.changes] == [("appeared", "Russia ratifies the CFE Treaty")]
    assert found.same == 1
    assert reasons(found) == {"text changed"}


def test_metadata_can_be_the_reason(tmp_path: Path) -> None:
    changed = reread(interfax(), 1, date="2023-01-10")
    dated = replace(changed, document=replace(changed.document, published="2023-01"))
    found = between(tmp_path, [interfax()], [dated])
    assert [c.what for c in found.changes] == [("date: 2022-01-10, now 2023-01-10",)]
    assert [cause.english for cause in found.changes[0].because] == ["interfax.txt has another published"]


def test_a_correction_is_named_with_who_and_why(tmp_path: Path) -> None:
    old, new = made(tmp_path / "old", [signing()]), made(tmp_path / "new", [reread(signing(), 0, date="1989")])
    row = next(e for c in old.graph.claims for e in c.evidence if e.date == "1990")
    passage = (signing().document.doc_id, row.sentence, row.trigger)
    decision = Decision(english="date by A. Reader on 2030-01-01: the year is wrong", passage=passage, names=frozenset())
    unrelated = Decision(english="name by A. Reader", passage=None, names=frozenset({"Japan"}))
    new = replace(new, decisions={"correction-1": decision, "correction-2": unrelated})
    found = diff(old, new)
    assert [cause.english for cause in found.changes[0].because] == [
        "correction: date by A. Reader on 2030-01-01: the year is wrong"
    ]
    assert reasons(diff(new, old)) == {"correction undone"}
    by_name = {"correction-1": replace(unrelated, names=frozenset({"CFE Treaty"}))}
    assert reasons(diff(old, replace(new, decisions=by_name))) == {"correction"}


def test_without_another_reason_the_other_documents_are_it(tmp_path: Path) -> None:
    found = between(tmp_path, [signing()], [reread(signing(), 0, confidence=0.1)])
    assert reasons(found) == {"other documents"}


def test_what_cannot_be_compared_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    for path in ("none", "a.txt", "."):
        with pytest.raises(UsageError, match=r"there is no|cannot compare|no graph in"):
            read_side(tmp_path / path)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    made(Path(old), [nikonov()])
    made(Path(new), [nikonov(), signing()])
    assert main(["diff", old, new]) == 0
    out, told = capsys.readouterr()
    assert "appeared" in out
    assert "0 changed, 1 appeared, 0 vanished, 4 the same" in told
    assert "because of: document added (1)" in told
    assert main(["diff", old, f"{new}/graph.trig", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"changed": 0, "appeared": 1, "vanished": 0}
    assert found["changes"][0]["because"][0]["kind"] == "document added"
    assert len(found["changes"][0]["sources"]) == 2
    assert main(["diff", old, new, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("change,according to,claim,")
    assert main(["diff", old, str(tmp_path / "nowhere")]) == 2
