"""Evidence is proved, and a single forged character is found."""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.given import parsed
from graph.store import open_store
from graph.verify import Report, verify, verify_file
from graph_samples import fill, golden, nikonov
from ontology import terms
from ontology.errors import QuothError, UsageError
from quoth.commands import verify as verify_command


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    fill(folder, golden())
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "below").mkdir(parents=True)
    for number, annotation in enumerate(golden()):
        (folder / "below" / f"{number}.txt").write_text(annotation.document.text, "utf-8", newline="")
    return folder


def test_all_evidence_of_a_store_is_proved(output: Path) -> None:
    with open_store(output / "store", write=False) as store:
        report = verify(store)
    assert report == Report(documents=3, claims=7, evidence=10, confirmed=10, failures=())
    assert report.proved


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_all_evidence_of_a_file_is_proved(output: Path, texts: Path, name: str) -> None:
    assert verify_file(output / name, texts).proved
    assert verify_file(output / name).proved
    given = {a.document.sha256: a.document.text for a in golden()}
    assert verify_file(output / name, texts=lambda missing: {hash_: given[hash_] for hash_ in missing}).proved


def test_nothing_to_prove_is_no_proof(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("")
    assert not verify_file(tmp_path / "empty.ttl").proved


FORGERIES = [
    ("withdrew from the CFE Treaty", "withdrew from the CFF Treaty"),
    ('oa:exact "the treaty from', 'oa:exact "the treety from'),
    ("oa:start 53", "oa:start 54"),
    ("oa:end 90", "oa:end 89"),
    ('oa:prefix "', 'oa:prefix "x'),
    ('oa:suffix " was dead', 'oa:suffix " was deaf'),
    ('q:trigger "withdrew"', 'q:trigger "withdraw"'),
    ('q:cue "noted"', 'q:cue "notad"'),
    ("q:polarity q:negative", "q:polarity q:positive"),
    ("q:modality q:intended", "q:modality q:actual"),
    ("q:holder ex:vyacheslav-nikonov", "q:holder ex:jens-stoltenberg"),
    ("q:relation q:reject", "q:relation q:accept"),
    ("q:agent ex:nato", "q:agent ex:osce"),
    ('q:sha256 "', 'q:sha256 "0'),
    ("Washington and NATO rejected", "Washington and NATO retected"),
    ("oa:start 53", "oa:start 053"),
    ("oa:start 53", "oa:start +53"),
    ("oa:start 53", "oa:start ex:x"),
    ("oa:start 53", 'oa:start "x"'),
    ("oa:start 53", "oa:start 53, 54"),
    ('q:themeText "not to expand', 'q:themeText "not to Expand'),
    ("a oa:Annotation, q:Evidence ;", "a oa:Annotation, q:Evidencf ;"),
    ("q:polarity q:negative", "q:polarity q:negative, q:positive"),
]


@pytest.mark.parametrize(("true", "false"), FORGERIES, ids=[false for _, false in FORGERIES])
def test_one_forged_character_is_found(output: Path, tmp_path: Path, true: str, false: str) -> None:
    text = (output / "graph.ttl").read_text("utf-8")
    assert true in text
    forged = tmp_path / "forged.ttl"
    forged.write_text(text.replace(true, false, 1), "utf-8", newline="")
    report = verify_file(forged)
    assert not report.proved
    assert report.failures[0].problem


def test_any_character_of_a_document_counts(output: Path, texts: Path) -> None:
    path = texts / "below" / "0.txt"
    path.write_text(path.read_text("utf-8").replace("dead", "deaf"), "utf-8", newline="")
    report = verify_file(output / "graph.ttl", texts)
    assert {failure.document for failure in report.failures} == {nikonov().document.doc_id}
    assert (report.evidence, report.confirmed) == (10, 6)


def test_missing_texts_are_named(output: Path, texts: Path) -> None:
    (texts / "below" / "0.txt").unlink()
    report = verify_file(output / "graph.ttl", texts)
    assert nikonov().document.sha256 in " ".join(failure.problem for failure in report.failures)
    with pytest.raises(UsageError, match="no folder"):
        verify_file(output / "graph.ttl", texts / "none")


def forgeries(path: Path) -> Iterator[str]:
    """The TriG file with one letter of one literal changed, all over the file."""
    text = path.read_text("utf-8")
    places = [m.start() for m in re.finditer(r'(?<=[a-z])[a-z](?=[a-z ]*")', text)]
    for place in places[:: max(1, len(places) // 25)]:
        yield text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]


def test_where_there_are_named_graphs_every_literal_is_covered(output: Path, tmp_path: Path) -> None:
    for number, text in enumerate(forgeries(output / "graph.trig")):
        forged = tmp_path / f"{number}.trig"
        forged.write_text(text, "utf-8", newline="")
        assert not verify_file(forged).proved


def test_a_forged_store_is_found(tmp_path: Path) -> None:
    fill(tmp_path, [nikonov()])
    with open_store(tmp_path / "store", write=True) as store:
        quads = list(store.quads())
        graph = next(q[3] for q in quads if q[1] == f"<{terms.CUE}>")
        forged = [
            (s, p, '"0.1"^^<http://www.w3.org/2001/XMLSchema#decimal>' if p == f"<{terms.CONFIDENCE}>" else o)
            for s, p, o, g in quads
            if g == graph
        ]
        store.replace(graph[1:-1], forged)
        report = verify(store)
    assert [failure.iri for failure in report.failures] == [graph[1:-1]]
    assert not report.confirmed


@pytest.mark.parametrize("name", ["graph.rdf", "graph.xml", "graph.html", "graph"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<!DOCTYPE x>")
    with pytest.raises(UsageError, match=r"\.ttl, \.trig"):
        verify_file(tmp_path / name)


def test_a_file_that_cannot_be_parsed(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("@prefix")
    with pytest.raises(QuothError, match="cannot be parsed"):
        verify_file(tmp_path / "bad.ttl")
    with pytest.raises(UsageError, match="cannot read"):
        verify_file(tmp_path / "none.ttl")


def test_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "x.jsonld").write_text('{"@context": "http://example.org/context.jsonld", "@id": "http://e/x"}')
    with pytest.raises(QuothError, match="cannot be parsed"):
        verify_file(tmp_path / "x.jsonld")


LITERAL = re.compile(r'(?:oa:exact|oa:prefix|oa:suffix|q:sha256|q:fullText) "((?:[^"\\\\]|\\\\.)*)"|(?:oa:start|oa:end) ([0-9]+)')
TURTLE = (Path(__file__).parent / "golden" / "graph.ttl").read_text("utf-8")
PLACES = [n for m in LITERAL.finditer(TURTLE) for n in range(*m.span(m.lastindex or 0))]
ORIGINAL = set(parsed(Path(__file__).parent / "golden" / "graph.ttl"))
TEXTS = {a.document.sha256: a.document.text for a in golden()}


@given(
    place=st.sampled_from(PLACES),
    dropped=st.integers(0, 1),
    character=st.characters(codec="utf-8") | st.sampled_from("0123456789aeiou") | st.just(""),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_character_of_words_hashes_and_offsets_counts(tmp_path: Path, place: int, dropped: int, character: str) -> None:
    """A character is changed, left out or put in; what remains the same graph is none the worse for it."""
    forged = TURTLE[:place] + character + TURTLE[place + dropped :]
    path = tmp_path / "forged.ttl"
    path.write_text(forged, "utf-8", newline="")
    try:
        kept = set(parsed(path)) == ORIGINAL
        proved = verify_file(path, texts=lambda _: TEXTS).proved
    except QuothError:
        return
    assert proved == kept


@given(data=st.data(), number=st.integers(0, 2))
@settings(max_examples=50, deadline=None)
def test_any_character_of_a_text_counts(data: st.DataObject, number: int) -> None:
    text = golden()[number].document.text
    place = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[place]))
    forged = TEXTS | {golden()[number].document.sha256: text[:place] + character + text[place + 1 :]}
    report = verify_file(Path(__file__).parent / "golden" / "graph.ttl", texts=lambda _: forged)
    assert {failure.document for failure in report.failures} == {golden()[number].document.doc_id}


def command(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    verify_command.add_arguments(parser)
    return verify_command.run(parser.parse_args(arguments))


def test_the_command_says_how_much_holds(output: Path, texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("-o", str(output)) == 0
    assert command(str(output / "graph.ttl"), "--texts", str(texts)) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("10 of 10 evidence confirmed in 3 documents\n" * 2, "")
    forged = texts.parent / "forged.ttl"
    forged.write_text((output / "graph.ttl").read_text("utf-8").replace("oa:start 53", "oa:start 54"), "utf-8", newline="")
    assert command(str(forged), "--texts", str(texts)) == 1
    shown = capsys.readouterr()
    assert shown.out == "9 of 10 evidence confirmed in 3 documents\n"
    assert f"{nikonov().document.doc_id!r}: {terms.DATA}ev-" in shown.err


def test_the_command_reads_documents_of_every_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = nikonov().document.text
    fill(tmp_path / "output", [nikonov()])
    (tmp_path / "texts").mkdir()
    row = json.dumps({"id": "row", "text": text, "title": "x"})
    (tmp_path / "texts" / "rows.jsonl").write_text(row + "\n", "utf-8")
    assert command(str(tmp_path / "output" / "graph.ttl"), "--texts", str(tmp_path / "texts")) == 0
    assert capsys.readouterr().out == "4 of 4 evidence confirmed in 1 document\n"
