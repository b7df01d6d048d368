"""Telling what the graph holds on an entity: every line says who says it, and nothing is a fact."""

import json
import re
from pathlib import Path

import pytest

from graph.telling import account, identify
from graph_samples import fill, golden
from ontology.errors import UsageError
from page_samples import sample_graph
from quoth.cli import main


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown")
    fill(folder, golden())
    return folder


def test_every_line_names_holder_document_and_sentence() -> None:
    graph = sample_graph()
    for entity in graph.entities:
        for section in account(graph, entity).sections:
            for line in section.lines:
                assert re.search(r" says?: ", line.text)
                assert line.holder.casefold() in line.text.casefold() or line.through
                assert line.document
                assert line.sentence
                assert line.polarity in ("affirmed", "denied")


def test_parts_are_kept_apart() -> None:
    graph = sample_graph()
    told = account(graph, identify(graph, "Velland"))
    assert [part for part in dict.fromkeys(section.part for section in told.sections)] == ["done", "undergone", "said"]
    withdrawn = next(s for s in told.sections if (s.part, s.relation) == ("done", "withdraw"))
    assert {(line.holder, line.polarity) for line in withdrawn.lines} >= {
        ("The document itself", "affirmed"),
        ("Ilsa Brandt", "denied"),
        ("The document itself", "denied"),
    }
    assert all(line.holder == "Velland" for s in told.sections if s.part == "said" for line in s.lines)


def test_every_passage_about_an_entity_is_told() -> None:
    graph = sample_graph()
    entity = identify(graph, "straits-treaty")
    told = [line for section in account(graph, entity).sections for line in section.lines]
    expected = [e for claim in graph.claims if entity.iri in claim.participants for e in claim.evidence]
    assert len(told) == len(expected) > 3


def test_names_without_accents_ids_and_near_ones() -> None:
    graph = sample_graph()
    assert identify(graph, "1987 treaty").id == identify(graph, "straits-treaty").id == identify(graph, "the 1987 Treaty").id
    assert identify(graph, "  velland ").id == "velland"
    with pytest.raises(UsageError, match=r"come near:\n  velland  \(State, Velland\)"):
        identify(graph, "Vellnd")
    with pytest.raises(UsageError, match="ilsa-brandt"):
        identify(graph, "Ilsa")
    with pytest.raises(UsageError, match="quoth search"):
        identify(graph, "qqqqqq")


def test_an_ambiguous_name_lists_its_candidates() -> None:
    from dataclasses import replace

    graph = sample_graph()
    doubled = tuple(replace(e, aliases=(*e.aliases, "the Bank")) if e.id in ("sable-bank", "kesh") else e for e in graph.entities)
    graph = replace(graph, entities=doubled)
    with pytest.raises(UsageError, match=r"names 2 entities; take the id of one:\n  kesh .*\n  sable-bank"):
        identify(graph, "the bank")
    assert identify(graph, "kesh").id == "kesh"


def test_the_command(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "Vyacheslav", "Nikonov", "-o", str(output)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Vyacheslav Nikonov (person; id vyacheslav-nikonov)\nalso called Nikonov\n")
    assert "Nothing here is stated as a fact" in shown
    assert "  - Interfax reports that Vyacheslav Nikonov says: Russia does not withdraw from the CFE Treaty." in shown
    assert "[denied, as actual; undated]" in shown
    assert "    moscow/nikonov.txt, The treaty that was, 2022-02-02" in shown


def test_text_of_documents_is_shown_safely(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "CFE Treaty", "-o", str(output)]) == 0
    shown = capsys.readouterr().out
    assert "<U+202E>" in shown
    assert not {"\u202e", "\x00", "\x01", "\u2028"} & set(shown)


def test_json_and_limits(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "russia", "--json", "-o", str(output)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["entity"]["id"] == "russia"
    line = told["sections"][0]["lines"][0]
    assert {"text", "holder", "document", "date", "polarity", "modality", "sentence"} <= line.keys()
    assert main(["show", "russia", "--limit", "1", "-o", str(output)]) == 0
    assert "2 passages more" in capsys.readouterr().out


def test_unknown_names_and_stores(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "Rusia", "-o", str(output)]) == 2
    caught = capsys.readouterr()
    assert "russia" in caught.err
    assert caught.out == ""
    assert main(["show", "Russia", "-o", str(tmp_path)]) == 2
    assert "quoth build" in capsys.readouterr().err
