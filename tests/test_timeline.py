"""Dates as given, their order, what is undated, the history of an instrument, and the calendar and picture made of them."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graph.reading import Graph, find_entity
from graph.timeline import Timeline, timeline
from graph.timeline.calendar import icalendar
from graph.timeline.drawing import MOST, svg
from graph.timeline.moments import moment
from graph_samples import fill, golden
from page_samples import hostile_graph, sample_graph
from quoth.cli import main

PAYLOADS = (
    "</svg><script>alert(1)</script>",
    "a,b;c\\d\nEND:VEVENT\r\nBEGIN:VALARM",
    "\u202e\x00\x0b\ud800 é" * 40,
    "9999-12-31",
    "../2031",
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sample_graph()


def of(graph: Graph, name: str) -> Timeline:
    return timeline(graph, find_entity(graph, name)[0])


@pytest.mark.parametrize(
    ("edtf", "start", "end", "precision", "shown"),
    [
        ("2022-02-24", "2022-02-24", "2022-02-24", "day", "24 February 2022"),
        ("2022-02-24T10:30", "2022-02-24", "2022-02-24", "day", "24 February 2022, 10:30"),
        ("2024-02", "2024-02-01", "2024-02-29", "month", "February 2024"),
        ("1997", "1997-01-01", "1997-12-31", "year", "1997"),
        ("1997~", "1997-01-01", "1997-12-31", "year", "about 1997"),
        ("1997?", "1997-01-01", "1997-12-31", "year", "1997 (uncertain)"),
        ("199X", "1990-01-01", "1999-12-31", "vague", "1990s"),
        ("2022-22", "2022-01-01", "2022-12-31", "vague", "summer 2022"),
        ("2022-W05", "2022-01-31", "2022-02-06", "vague", "week 5 of 2022"),
        ("2022-03/2022-04", "2022-03-01", "2022-04-30", "range", "March to April 2022"),
        ("2021-12/2022-01", "2021-12-01", "2022-01-31", "range", "December 2021 to January 2022"),
        ("2022-01-10/2022-01-13", "2022-01-10", "2022-01-13", "range", "10 to 13 January 2022"),
        ("2014/..", "2014-01-01", None, "open", "since 2014"),
        ("../2014", None, "2014-12-31", "open", "until 2014"),
        ("../..", None, None, "unplaced", "until .."),
        ("XXXX-12-17", None, None, "unplaced", "17 December (no year)"),
        ("2022-13", None, None, "unplaced", "part 13 of 2022"),
        ("nonsense", None, None, "unplaced", "nonsense"),
    ],
)
def test_a_date_means_days_and_reads_as_given(edtf: str, start: str | None, end: str | None, precision: str, shown: str) -> None:
    found = moment(edtf)
    assert (found.start, found.end, found.precision, found.shown) == (start, end, precision, shown)
    assert found.placed is (start is not None or end is not None)


def test_dates_sort_by_first_day_and_the_wider_first() -> None:
    given = ["2022-01-10", "../2022-01-05", "2022-01", "2021-12-31", "2022", "2022-01-01", "202X"]
    assert sorted(given, key=lambda value: moment(value).key) == [
        "202X",
        "2021-12-31",
        "2022",
        "2022-01",
        "2022-01-01",
        "../2022-01-05",
        "2022-01-10",
    ]


def test_dated_entries_are_in_order_and_undated_ones_apart(graph: Graph) -> None:
    found = timeline(graph)
    keys = [entry.moment.key for entry in found.dated if entry.moment]
    assert len(keys) == len(found.dated) > 0
    assert keys == sorted(keys)
    assert not any(entry.moment and entry.moment.placed for entry in found.undated)
    passages = sum(len(claim.evidence) for claim in graph.claims)
    assert sum(len(entry.sources) for entry in (*found.dated, *found.undated)) == passages


def test_every_entry_has_holder_document_and_sentence(graph: Graph) -> None:
    names = {document.doc_id: document.text or "" for document in graph.documents}
    found = timeline(graph)
    for entry in (*found.dated, *found.undated):
        assert entry.sources
        for source in entry.sources:
            assert source.holder
            assert source.sentence in names[source.document]
            assert names[source.document][source.start : source.end] == source.exact


def test_an_instrument_has_its_history_and_where_sources_differ(graph: Graph) -> None:
    found = of(graph, "Maruna Straits Treaty")
    left = next(stage for stage in found.history if stage.name == "left")
    assert {entry.polarity for entry in left.entries} == {"positive", "negative"}
    assert any("is affirmed by" in line and "denied by" in line for line in left.differences)
    draft = of(graph, "draft passage agreement")
    assert [stage.name for stage in draft.history][:1] == ["put forward"]
    assert of(graph, "Velland").history == ()


def test_two_dates_of_what_holds_once_stand_beside_each_other(tmp_path: Path) -> None:
    fill(tmp_path, golden())
    from quoth.opened import Opened

    with Opened(tmp_path) as opened:
        found = of(opened.graph, "CFE Treaty")
    signed = [entry for entry in found.dated if entry.relation == "sign"]
    assert [(e.moment.shown if e.moment else "", e.others, e.clash) for e in signed] == [
        ("1990", ("1991",), True),
        ("1991", ("1990",), True),
    ]
    stage = next(stage for stage in found.history if stage.name == "signed")
    assert re.search(r"is dated 1990 by .+; 1991 by .+", stage.differences[0])


def test_what_somebody_says_of_others_comes_on_demand(graph: Graph) -> None:
    speaker = find_entity(graph, "Ilsa Brandt")[0]
    own, all_ = timeline(graph, speaker), timeline(graph, speaker, held=True)
    assert len(all_.undated) > len(own.undated)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    assert all("\n" not in line and "\r" not in line and len(line.encode("utf-8")) <= 75 for line in lines)
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("payloads", [None, PAYLOADS], ids=["sample", "hostile"])
def test_the_calendar_is_icalendar(payloads: tuple[str, ...] | None) -> None:
    graph = sample_graph() if payloads is None else hostile_graph(payloads)
    found = timeline(graph)
    lines = unfolded(icalendar(found))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(found.dated) > 0
    assert "BEGIN:VALARM" not in lines
    for line in lines:
        assert re.match(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?:", line), line
        assert not re.search(r"(?<!\\)(\\\\)*[,;]", line.split(":", 1)[1]) or line.startswith("URL:")
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == len(found.dated)
    assert all(re.fullmatch(r"DTSTAMP:\d{8}T000000Z", line) for line in lines if line.startswith("DTSTAMP"))


def test_days_of_the_calendar_end_after_the_last_day(graph: Graph) -> None:
    lines = unfolded(icalendar(of(graph, "Geneva talks")))
    assert "DTSTART;VALUE=DATE:20310501" in lines
    assert "DTEND;VALUE=DATE:20310601" in lines
    assert "DTSTAMP:20310304T000000Z" in lines
    assert any(line.startswith("SUMMARY:") and "[May 2031] (according to" in line for line in lines)


@pytest.mark.parametrize("payloads", [None, PAYLOADS], ids=["sample", "hostile"])
def test_the_picture_is_wellformed_and_holds_no_script(payloads: tuple[str, ...] | None) -> None:
    graph = sample_graph() if payloads is None else hostile_graph(payloads)
    drawn = svg(timeline(graph))
    assert drawn == svg(timeline(graph))
    root = ElementTree.fromstring(drawn)
    kinds = {element.tag.split("}")[1] for element in root.iter()}
    assert kinds <= {"svg", "title", "style", "text", "line", "g", "rect"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    found = timeline(graph)
    assert sum(element.tag.endswith("}g") for element in root.iter()) == len(found.dated) + len(found.undated)


def test_a_crowded_picture_says_what_it_leaves_out(graph: Graph) -> None:
    entry = timeline(graph).dated[0]
    many = tuple(replace(entry, id=str(number)) for number in range(MOST + 5))
    drawn = svg(Timeline(entity=None, rule="", dated=many, undated=()))
    assert f"{MOST} of {MOST + 5}: those with most sources" in drawn


def test_the_command_writes_all_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, golden())
    assert main(["timeline", "CFE", "Treaty", "-o", str(tmp_path), "--json"]) == 0
    out, told = capsys.readouterr()
    found = json.loads(out)
    assert [entry["moment"]["edtf"] for entry in found["dated"]] == ["1990", "1991"]
    assert found["rule"] in told.replace("\n", " ")
    for kind, start in (
        ("csv", "when,first day"),
        ("ics", "BEGIN:VCALENDAR\r\n"),
        ("svg", "<svg "),
        ("table", "signed\n"),
        ("text", "signed\n  1990: "),
    ):
        file = tmp_path / f"t.{kind}"
        assert main(["timeline", "CFE Treaty", "-o", str(tmp_path), "--format", kind, "--to", str(file)]) == 0
        assert file.read_bytes().decode().startswith(start)
    assert main(["timeline", "-o", str(tmp_path), "--to", str(tmp_path / "none" / "x")]) == 2
