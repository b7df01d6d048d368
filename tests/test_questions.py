"""The questions that ship: each answers over the sample graph, and says what it can be asked with."""

import json
import re
from pathlib import Path

import pytest

from graph.query import ask, prefixes, prepared
from graph.query.answers import Answer
from graph.query.formats import table
from graph.query.limits import Limits
from graph.questions import question, questions, read, values
from graph_samples import fill, golden
from ontology.errors import QuothError, UsageError
from quoth.cli import main

NEEDED = {
    "relations-between": {"one": "Russia"},
    "evidence-of": {"of": "Russia"},
    "sources-of-claim": {"of": "CFE Treaty"},
    "quotes-of": {"speaker": "nikonov"},
    "claims-in-document": {"in": "interfax.txt"},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    fill(folder, golden())
    return folder / "store"


def asked(store: Path, name: str, **given: str) -> list[dict[str, str | None]]:
    one = question(name)
    answer = ask(store, one.query, values(one, {**NEEDED.get(name, {}), **given}), limits=Limits(deadline=60))
    return _rows(answer)


def _rows(answer: Answer) -> list[dict[str, str | None]]:
    columns, rows = table(answer, prefixes())
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_there_are_enough_and_each_says_what_it_asks() -> None:
    assert len(questions()) >= 16
    for name, one in questions().items():
        assert one.text.endswith("?"), name
        assert "ORDER BY" in one.query, name


@pytest.mark.parametrize("name", sorted(questions()))
def test_each_has_an_answer_in_the_sample_graph(store: Path, name: str) -> None:
    assert asked(store, name)


def test_who_said_what(store: Path) -> None:
    rows = asked(store, "who-said-what", about="CFE Treaty")
    assert {(r["holder"], r["polarity"], r["agents"], r["relation"], r["document"]) for r in rows} == {
        ("Vyacheslav Nikonov", "positive", "Russia", "withdraw_from", "moscow/nikonov.txt"),
        ("Vyacheslav Nikonov", "negative", "Russia", "withdraw_from", "interfax.txt"),
    }
    assert asked(store, "who-said-what", about="nobody") == []


def test_names_aliases_and_ids_are_the_same(store: Path) -> None:
    ways = [asked(store, "timeline", about=about) for about in ("Russia", "MOSCOW", "russia", "https://w3id.org/quoth/id/russia")]
    assert ways[0]
    assert all(way == ways[0] for way in ways)


def test_relations_between(store: Path) -> None:
    rows = asked(store, "relations-between", one="Tokyo", other="Moscow")
    assert [(r["agents"], r["relation"], r["targets"], r["date"]) for r in rows] == [
        ("Japan", "meet", "Russia", "2019"),
        ("Japan", "meet", "Russia", "2022-01-10"),
        ("Japan", "meet", "Russia", "2022-01-11"),
    ]


def test_an_edge_with_what_is_for_and_against_it(store: Path) -> None:
    rows = asked(store, "edge-with-claims", **{"from": "NATO"})
    assert {(r["edges"], r["object"], r["side"], r["holder"]) for r in rows} == {
        ("rejects", "December 2021 proposals", "for", "the document itself")
    }
    assert {r["side"] for r in asked(store, "edge-with-claims", to="CFE Treaty")} == {"for", "against"}


def test_disagreements_and_denials(store: Path) -> None:
    (row,) = asked(store, "disagreements")
    assert (row["affirmedIn"], row["deniedIn"], row["theme"]) == ("moscow/nikonov.txt", "interfax.txt", "CFE Treaty")
    (denied,) = asked(store, "denied-claims")
    assert (denied["holder"], denied["affirmed"]) == ("Vyacheslav Nikonov", "yes")


def test_timeline_has_bounds_and_puts_the_undated_last(store: Path) -> None:
    whole = [row["when"] for row in asked(store, "timeline")]
    assert whole[-1] == "undated"
    assert whole == sorted(whole, key=str)
    assert {row["when"] for row in asked(store, "timeline", since="2019", until="2022-01")} == {
        "2019", "2022-01", "2022-01-10", "2022-01-11",
    }  # fmt: skip


def test_speakers(store: Path) -> None:
    assert [r["name"] for r in asked(store, "most-quoted")] == ["Vyacheslav Nikonov", "analysts"]
    assert next((r["claims"], r["documents"]) for r in asked(store, "most-quoted")) == ("2", "2")
    assert {r["holder"] for r in asked(store, "unclear-speakers")} == {"analysts", "an unclear speaker"}
    assert [r["reporting"] for r in asked(store, "nested-attributions")] == ["Interfax"]
    assert {r["voice"] for r in asked(store, "holders")} == {"speaker", "document", "unclear"}
    assert [r["mode"] for r in asked(store, "hedged-claims", modality="intended")] == ["intended"]
    assert asked(store, "hedged-claims", modality="demanded") == []


def test_evidence_is_counted_once(store: Path) -> None:
    rows = asked(store, "evidence-of", of="Russia")
    assert len(rows) == len({(r["claim"], r["document"], r["start"]) for r in rows}) == 9
    assert sum(int(r["passages"] or 0) for r in asked(store, "sources-of-claim", of="Russia")) == 9
    claim = str(rows[0]["claim"]).removeprefix("ex:")
    assert {r["claim"] for r in asked(store, "evidence-of", of=claim)} == {f"ex:{claim}"}


def test_a_parameter_cannot_break_out(store: Path) -> None:
    assert asked(store, "who-said-what", about='" || true) } #') == []


MARKED = """# What?
# about (text, default ""): whom
# since (text): when
SELECT ?s WHERE {
  # if about
  { SELECT ?s WHERE {
    # with about
    ?s ?p ?about FILTER ("# with about" != ?about)
  } }
  # end
  ?s ?q ?since
}
"""


def test_parts_of_a_question_hold_for_some_of_its_parameters() -> None:
    asked = read("odd", MARKED)
    given = prepared(asked.query, values(asked, {"about": 'a"b', "since": "1"}))
    assert '{ SELECT ?s WHERE {\n    VALUES (?about) { ("a\\"b") }\n    ?s ?p ?about FILTER ("# with about" != ?about)' in given
    assert 'SELECT ?s WHERE { VALUES (?since) { ("1") } ' in given
    assert [line for line in given.split("\n") if "# if" in line or "# end" in line] == []
    without = prepared(asked.query, values(asked, {"since": "1"}))
    assert without.split("\n", 3)[3] == 'SELECT ?s WHERE { VALUES (?since) { ("1") } \n    ?s ?q ?since\n}\n'


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_mark_is_of_a_parameter_and_every_parameter_is_bound(name: str) -> None:
    one = question(name)
    names = {parameter.name for parameter in one.parameters}
    marks = re.findall(r"^ *# (if|with|end) ?(\w*)$", one.query, re.MULTILINE)
    assert {known for kind, known in marks if kind != "end"} <= names
    assert [kind for kind, _ in marks if kind != "with"] == ["if", "end"] * (sum(kind == "end" for kind, _ in marks))
    full = prepared(one.query, values(one, dict.fromkeys(names, "x")))
    assert all(f"VALUES (?{known})" in full or f"?{known} " in full.split("VALUES", 1)[1] for known in names)
    assert "# if" not in full


def test_wrong_files_of_questions() -> None:
    with pytest.raises(QuothError, match="write the question there"):
        read("odd", "SELECT ?s { ?s ?p ?o }")
    with pytest.raises(QuothError, match="no kind of parameter"):
        read("odd", "# What?\n# a (colour): which\nASK { }")
    assert [p.default for p in read("fine", '# What?\n# a (text, default "x"): which\n# b (iri): who\nASK { }').parameters] == [
        "x",
        None,
    ]


def test_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list", "--json"]) == 0
    listed = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert listed.keys() == questions().keys()
    assert "speaker: who speaks" in listed["quotes-of"]["parameters"]
    with pytest.raises(UsageError, match="there is no question"):
        question("quotes-off")
