"""Evidence is proved, and a single forged character is found."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graph_samples import fill, golden, nikonov

from graph.store import open_store
from graph.verify import Report, verify, verify_turtle
from ontology import terms
from ontology.errors import QuothError, UsageError


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
    assert report == Report(documents=3, claims=7, evidence=10, failures=())
    assert report.proved


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_all_evidence_of_a_file_is_proved(output: Path, texts: Path, name: str) -> None:
    assert verify_turtle(output / name, texts).proved
    assert verify_turtle(output / name).proved
    given = {a.document.sha256: a.document.text for a in golden()}
    assert verify_turtle(output / name, texts=given).proved


def test_nothing_to_prove_is_no_proof(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("")
    assert not verify_turtle(tmp_path / "empty.ttl").proved


FORGERIES = [
    ('oa:exact "from which', 'oa:exact "From which')
    if False
    else ("withdrew from the CFE Treaty", "withdrew from the CFF Treaty"),
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
]


@pytest.mark.parametrize(("true", "false"), FORGERIES, ids=[false for _, false in FORGERIES])
def test_one_forged_character_is_found(output: Path, tmp_path: Path, true: str, false: str) -> None:
    text = (output / "graph.ttl").read_text("utf-8")
    assert true in text
    forged = tmp_path / "forged.ttl"
    forged.write_text(text.replace(true, false, 1), "utf-8", newline="")
    report = verify_turtle(forged)
    assert not report.proved
    assert report.failures[0].problem


def test_any_character_of_a_document_counts(output: Path, texts: Path) -> None:
    path = texts / "below" / "0.txt"
    path.write_text(path.read_text("utf-8").replace("dead", "deaf"), "utf-8", newline="")
    report = verify_turtle(output / "graph.ttl", texts)
    assert {failure.document for failure in report.failures} == {nikonov().document.doc_id}


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
        assert not verify_turtle(forged).proved


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
        assert [failure.iri for failure in verify(store).failures] == [graph[1:-1]]


@pytest.mark.parametrize("name", ["graph.rdf", "graph.xml", "graph.jsonld", "graph"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<!DOCTYPE x>")
    with pytest.raises(UsageError, match=r"\.ttl, \.trig"):
        verify_turtle(tmp_path / name)


def test_a_file_that_cannot_be_parsed(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("@prefix")
    with pytest.raises(QuothError, match="cannot be parsed"):
        verify_turtle(tmp_path / "bad.ttl")
    with pytest.raises(UsageError, match="cannot read"):
        verify_turtle(tmp_path / "none.ttl")
