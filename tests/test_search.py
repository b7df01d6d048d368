"""Full text: all words, beginnings, phrases, no case, no accents, the best first, safe on the terminal."""

import json
from pathlib import Path

import pytest

from graph.search import Hit, fold, parts, search
from graph.store import open_store
from graph_samples import fill, golden, interfax
from ontology.errors import UsageError
from quoth.cli import main


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    fill(folder, golden())
    return folder


def found(output: Path, words: str, *kinds: str, limit: int = 10) -> tuple[Hit, ...]:
    with open_store(output / "store", write=False) as store:
        return search(store, words, kinds or ("entity", "claim", "sentence"), limit)


def test_folding_and_parts() -> None:
    assert fold("Łódź, São-Tomé's  ＮＡＴＯ") == "łodz sao tome s nato"
    assert parts('treaty "CFE  Treaty" «never withdrew» treaty') == ("cfe treaty", "never withdrew", "treaty")
    assert parts('" , "') == ()


def test_entities_by_any_name(output: Path) -> None:
    assert [hit.id for hit in found(output, "north atlantic", "entity")] == ["nato"]
    assert [hit.id for hit in found(output, "wash", "entity")] == ["united-states"]
    assert [hit.where for hit in found(output, "CFE", "entity")] == ["Instrument"]


def test_claims_say_who_holds_them(output: Path) -> None:
    hits = found(output, "nikonov withdrew", "claim")
    assert {hit.text for hit in hits} == {
        "Vyacheslav Nikonov says: Russia withdraws from the CFE Treaty",
        "Vyacheslav Nikonov says: Russia does not withdraw from the CFE Treaty",
    }
    assert {hit.where for hit in hits} == {"moscow/nikonov.txt", "interfax.txt"}
    openings = {hit.text.split(": ")[0] for hit in found(output, "russia", "claim")}
    assert {"The document says", "Vyacheslav Nikonov says"} <= openings
    assert all(opening.endswith((" says", " say")) for opening in openings)


def test_all_words_must_occur_and_phrases_stand_as_they_are(output: Path) -> None:
    assert len(found(output, "russia met", "sentence")) == 2
    assert len(found(output, '"russia met"', "sentence")) == 1
    assert found(output, "russia geneva nothing") == ()
    assert len(found(output, "mosc", "sentence")) == 2
    assert found(output, '"mosc"', "sentence") == found(output, "mosc", "sentence")
    assert found(output, "oscow") == ()


def test_the_best_come_first_and_the_limit_is_of_each_kind(output: Path) -> None:
    hits = found(output, "russia", limit=2)
    assert [hit.kind for hit in hits] == ["entity", "claim", "claim", "sentence", "sentence"]
    scores = [hit.score for hit in found(output, "russia treaty", "sentence")]
    assert scores == sorted(scores, reverse=True)


def test_the_order_of_building_does_not_matter(tmp_path: Path, output: Path) -> None:
    fill(tmp_path / "turned", tuple(reversed(golden())))
    assert found(tmp_path / "turned", "russia") == found(output, "russia")


def test_nothing_to_search_for(output: Path) -> None:
    with pytest.raises(UsageError, match="holds no word"):
        found(output, "?!")


def test_an_empty_graph_finds_nothing(tmp_path: Path) -> None:
    fill(tmp_path, ())
    assert found(tmp_path, "russia") == ()


def test_the_command(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "tokyo", "--kind", "entity", "--json", "-o", str(output)]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["id"], row["text"]) == ("entity", "japan", "Japan (Tokyo)")
    assert main(["search", "1990", "-o", str(output)]) == 0
    shown = capsys.readouterr().out
    assert "1990" in shown
    assert not {"\x00", "\u202e"} & set(shown)
    assert main(["search", "zzz", "-o", str(output)]) == 0
    caught = capsys.readouterr()
    assert (caught.out, "nothing found" in caught.err) == ("", True)


def test_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "x", "-o", str(tmp_path)]) == 2
    assert "quoth build" in capsys.readouterr().err


def test_a_sentence_is_one_of_its_document(output: Path) -> None:
    texts = {span.of(interfax().document.text) for span in interfax().sentences}
    assert {hit.text for hit in found(output, "japan", "sentence")} <= texts
