"""Networks of acts and words, their measures, the files they go into, and the paths that connect two entities."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import networkx
import pytest

from graph.network import voices
from graph.networks import KINDS, fast, project, statements
from graph.networks.acts import sign
from graph.networks.dna import COLUMNS, event_list
from graph.networks.files import as_networkx, write
from graph.networks.measures import measures
from graph.networks.paths import paths
from graph.networks.records import Member, Projection, Tie, window
from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph
from graph_samples import fill, golden
from ontology.errors import UsageError
from page_samples import BASE, hostile_graph, sample_graph, wide_graph
from quoth.cli import main

ROOT = Path(__file__).parents[1]


def entity(id_: str, type_: str = "State") -> EntityNode:
    return EntityNode(iri=BASE + id_, id=id_, type=type_, name=id_.capitalize())


def document(id_: str, published: str, publisher: str | None = None) -> DocumentNode:
    return DocumentNode(iri=BASE + id_, doc_id=f"{id_}.txt", title=id_.upper(), published=published, publisher=publisher)


def claim(
    id_: str,
    relation: str,
    agents: str,
    targets: str = "",
    *,
    theme: str | None = None,
    event: str | None = None,
    holder: str | None = None,
    at: str = "doc-1",
    polarity: str = "positive",
    modality: str = "actual",
    date: str | None = None,
    through: tuple[str, ...] = (),
) -> ClaimNode:
    shown = EvidenceNode(
        iri=f"{BASE}ev-{id_}",
        document=BASE + at,
        sentence=f"Sentence {id_}.",
        sentence_index=0,
        sentence_start=0,
        start=0,
        end=8,
        exact="Sentence",
        trigger="Sentence",
        date=date,
        reported_in=tuple(BASE + name for name in through),
    )
    return ClaimNode(
        iri=f"{BASE}claim-{id_}",
        event=f"{BASE}event-{event or id_}",
        relation=relation,
        agents=tuple(BASE + name for name in agents.split()),
        targets=tuple(BASE + name for name in targets.split()),
        theme=None if theme is None else BASE + theme,
        holder=None if holder is None else BASE + holder,
        narrator=None if holder is not None else BASE + at,
        polarity=polarity,
        modality=modality,
        evidence=(shown,),
    )


def graph_of(*claims: ClaimNode) -> Graph:
    entities = [entity(id_) for id_ in ("aland", "borduria", "cania", "dorne")]
    entities += [entity("pact", "Instrument"), entity("speaker", "Person"), entity("agency", "Organization")]
    documents = (document("doc-1", "2030-01-05", "The Post"), document("doc-2", "2030-02-05"), document("doc-3", "2031"))
    return Graph(entities=tuple(entities), documents=documents, claims=claims)


class Counted:
    """A function that counts its calls."""

    def __init__(self, inner: Callable[..., Any]) -> None:
        self.inner = inner
        self.calls = 0

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.calls += 1
        return self.inner(*given, **named)


def ties(found: Projection) -> dict[tuple[str, str], float]:
    return {(tie.source, tie.target): tie.weight for tie in found.ties}


def test_the_sign_of_a_relation_comes_from_the_ontology() -> None:
    assert [sign(name) for name in ("meet", "aid", "sign", "reject", "attack", "violate")] == [1, 1, 1, -1, -1, -1]
    assert [sign(name) for name in ("hold_office", "respond", "no_such_relation")] == [0, 0, 0]


def test_actors_are_joined_by_what_one_does_to_the_other() -> None:
    found = project(
        graph_of(
            claim("1", "attack", "aland", "borduria", event="raid"),
            claim("2", "attack", "aland", "borduria", event="raid", at="doc-2"),
            claim("3", "aid", "aland", "borduria"),
            claim("4", "threaten", "aland", "borduria"),
            claim("5", "attack", "borduria", "aland", polarity="negative"),
            claim("6", "attack", "borduria", "aland", modality="intended"),
            claim("7", "meet", "cania", "dorne"),
            claim("8", "negotiate", "aland cania dorne"),
            claim("9", "hold_office", "speaker", "aland"),
            claim("10", "reject", "aland", theme="pact"),
        ),
        "actors",
    )
    assert found.directed
    assert ties(found)["aland", "borduria"] == 3, "a happening counts once"
    first = dict(found.ties[0].details)
    assert (first["sign"], first["cooperative"], first["conflictual"], first["balance"]) == ("conflictual", 1, 2, -1)
    assert ("borduria", "aland") not in ties(found)
    assert ties(found)["cania", "dorne"] == ties(found)["dorne", "cania"] == 2
    assert ties(found)["aland", "cania"] == ties(found)["cania", "aland"] == 1
    assert {member.id for member in found.members} == {"aland", "borduria", "cania", "dorne"}
    assert sorted(count for _, count in found.left_out) == [1, 1, 2]


def test_actors_meet_instruments() -> None:
    found = project(
        graph_of(
            claim("1", "sign", "aland cania", theme="pact"),
            claim("2", "reject", "borduria", theme="pact"),
            claim("3", "respond", "dorne", theme="pact"),
        ),
        "instruments",
    )
    signs = {tie.source: dict(tie.details)["sign"] for tie in found.ties}
    assert signs == {"aland": "cooperative", "cania": "cooperative", "borduria": "conflictual", "dorne": "neutral"}
    assert {tie.target for tie in found.ties} == {"pact"}


def test_who_quotes_whom_follows_the_chain() -> None:
    found = project(
        graph_of(
            claim("1", "attack", "aland", "borduria", holder="speaker", through=("agency",)),
            claim("2", "attack", "aland", "cania", holder="speaker", at="doc-2"),
            claim("3", "attack", "aland", "dorne"),
        ),
        "quotes",
    )
    assert ties(found) == {("publisher-post", "agency"): 1, ("agency", "speaker"): 1, ("doc-2", "speaker"): 1}


def test_congruence_conflict_and_subtract() -> None:
    graph = graph_of(
        claim("1", "attack", "aland", "borduria", event="raid", holder="aland", polarity="negative"),
        claim("2", "attack", "aland", "borduria", event="raid", holder="borduria"),
        claim("3", "attack", "aland", "borduria", event="raid", holder="cania"),
        claim("4", "aid", "dorne", "cania", event="aid", holder="aland"),
        claim("5", "aid", "dorne", "cania", event="aid", holder="borduria"),
        claim("6", "aid", "dorne", "cania", event="aid", holder="speaker", modality="hypothetical"),
        claim("7", "attack", "aland", "borduria", event="raid", at="doc-2"),
    )
    congruence, conflict, subtract = (project(graph, kind) for kind in ("congruence", "conflict", "subtract"))
    assert ties(congruence) == {
        ("aland", "borduria"): 1,
        ("borduria", "cania"): 1,
        ("borduria", "doc-2"): 1,
        ("cania", "doc-2"): 1,
    }
    assert ties(conflict) == {("aland", "borduria"): 1, ("aland", "cania"): 1, ("aland", "doc-2"): 1}
    assert ("aland", "borduria") not in ties(subtract)
    assert ties(subtract)["aland", "cania"] == -1
    assert {t.target: dict(t.details)["normalized"] for t in conflict.ties} == {"borduria": 0.5, "cania": 0.6667, "doc-2": 0.6667}
    assert set(congruence.ties[0].claims) == {f"{BASE}claim-4", f"{BASE}claim-5"}
    assert "speaker" in {member.id for member in congruence.members}, "whoever makes a statement is in the network"


def test_affiliation_joins_sources_and_what_they_hold() -> None:
    graph = graph_of(
        claim("1", "attack", "aland", "borduria", event="raid", holder="aland", polarity="negative"),
        claim("2", "attack", "aland", "borduria", event="raid", holder="borduria"),
        claim("3", "reject", "cania", theme="pact"),
    )
    found = project(graph, "affiliation", sources="speakers")
    assert ties(found) == {("aland", "event-raid-actual"): -1, ("borduria", "event-raid-actual"): 1}
    assert {m.label for m in found.members if m.type == "Claim"} == {"Aland attacks Borduria"}
    over = project(graph, "affiliation", over="positions")
    assert [(t.source, t.target, dict(t.details)["stance"]) for t in over.ties] == [("cania", "pact", "against")]


def test_sources_of_discourse_can_be_chosen() -> None:
    graph = graph_of(
        claim("1", "attack", "aland", "borduria", event="raid", holder="cania"),
        claim("2", "attack", "aland", "borduria", event="raid", at="doc-1"),
        claim("3", "attack", "aland", "borduria", event="raid", at="doc-2"),
    )
    members = {
        kind: {m.id for m in project(graph, "congruence", sources=kind).members} for kind in ("all", "speakers", "documents")
    }
    assert members == {
        "all": {"cania", "publisher-post", "doc-2"},
        "speakers": {"cania"},
        "documents": {"doc-1", "doc-2"},
    }
    assert {m.label for m in project(graph, "congruence", sources="publishers").members} == {"The Post", "DOC-2"}


def test_a_reprint_changes_nothing() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    graph = graph_of(
        claim("1", "attack", "aland", "borduria", event="raid"),
        claim("2", "attack", "aland", "borduria", event="raid", at="doc-2"),
        claim("3", "attack", "aland", "borduria", event="raid", at="doc-3"),
        claim("4", "attack", "aland", "borduria", event="raid", holder="speaker", at="doc-3"),
    )
    same = replace(graph.claims[1].evidence[0], sentence="Sentence 1.")
    texts = (f"Sentence 1. {words}", f"Sentence 1. {words}", "Another text.")
    graph = replace(
        graph,
        documents=tuple(replace(d, text=text) for d, text in zip(graph.documents, texts, strict=True)),
        claims=(graph.claims[0], replace(graph.claims[1], evidence=(same,)), *graph.claims[2:]),
    )
    found = project(graph, "congruence", sources="documents")
    assert ties(found) == {("doc-1", "doc-3"): 1}
    assert found.left_out == (("passages that a reprint copied", 1),)
    assert project(graph, "actors").ties[0].documents == 2


def test_positions_are_what_actors_back_or_oppose() -> None:
    graph = graph_of(
        claim("1", "sign", "aland", theme="pact"),
        claim("2", "support", "cania", theme="pact"),
        claim("3", "reject", "borduria", theme="pact"),
        claim("4", "support", "dorne", theme="pact", polarity="negative"),
        claim("5", "demand", "dorne", "aland", theme="pact"),
    )
    assert ties(project(graph, "congruence", over="positions")) == {("aland", "cania"): 1, ("borduria", "dorne"): 1}
    assert len(project(graph, "conflict", over="positions").ties) == 4


def test_windows_of_time_go_by_happening_or_by_publication() -> None:
    graph = graph_of(
        claim("1", "attack", "aland", "borduria", date="2030-01"),
        claim("2", "attack", "aland", "cania", at="doc-2"),
        claim("3", "attack", "aland", "dorne", at="doc-3", date="2019"),
    )
    wanted = window("2030-01-15", "2030-02")
    assert set(ties(project(graph, "actors", wanted))) == {("aland", "borduria"), ("aland", "cania")}
    assert set(ties(project(graph, "actors", window(None, "2020")))) == {("aland", "dorne")}
    said = project(graph, "congruence", window("2031", None), sources="documents")
    assert [member.id for member in said.members] == ["doc-3"]
    nowhere = graph_of(claim("1", "attack", "aland", "borduria", at="doc-9"))
    assert project(nowhere, "actors", wanted).left_out[-1][1] == 1


@pytest.mark.parametrize(("first", "last"), [("yesterday", None), (None, "2030-13"), ("2031", "2030"), ("2030/..", None)])
def test_a_wrong_window_is_told(first: str | None, last: str | None) -> None:
    with pytest.raises(UsageError, match=r"is no date|ends before it begins"):
        window(first, last)


def test_measures_tell_who_stands_where() -> None:
    """Two triangles joined by a bridge."""
    edges = ("a b", "b c", "a c", "c d", "d e", "e f", "d f")
    found = Projection(
        kind="actors",
        rule="",
        directed=False,
        members=tuple(Member(id=id_, label=id_, type="State") for id_ in "abcdefg"),
        ties=tuple(Tie(source=e[0], target=e[2], weight=1, bond=1, claims=(), documents=1) for e in edges),
    )
    measured = measures(found)
    assert measured.communities == (("a", "b", "c"), ("d", "e", "f"))
    assert measured.brokers == ("c", "d")
    by_id = {s.id: s for s in measured.standings}
    assert [s.cut for s in measured.standings] == [False, False, True, True, False, False, False]
    assert (by_id["c"].degree, by_id["c"].strength, by_id["c"].betweenness) == (3, 3.0, 0.4)
    assert (by_id["g"].degree, by_id["g"].community, by_id["g"].pagerank) == (0, None, round(by_id["g"].pagerank, 4))
    assert by_id["c"].pagerank == max(s.pagerank for s in measured.standings)
    assert abs(sum(s.pagerank for s in measured.standings) - 1) < 0.001


def test_pagerank_is_that_of_a_second_reckoning() -> None:
    """A star with directed ties: every leaf has the teleport share, the centre the rest."""
    ties_ = tuple(Tie(source=f"l{n}", target="hub", weight=2, bond=0, claims=(), documents=1) for n in range(4))
    members = tuple(Member(id=id_, label=id_, type="State") for id_ in ("hub", "l0", "l1", "l2", "l3"))
    measured = measures(Projection(kind="quotes", rule="", directed=True, members=members, ties=ties_))
    leaf = 1 / (5 + 4 * 0.85)  # what has no way out gives to all: hub = leaf + 4 * 0.85 * leaf, and all add up to 1
    assert [s.pagerank for s in measured.standings] == [round(1 - 4 * leaf, 4), *[round(leaf, 4)] * 4]


def test_in_large_networks_another_library_reckons_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found = project(wide_graph(80), "actors")
    slow = measures(found)
    monkeypatch.setattr("graph.networks.measures.SLOW", 1)
    monkeypatch.setattr("graph.networks.fast.betweenness", counted := Counted(fast.betweenness))
    monkeypatch.setattr("graph.networks.fast.pagerank", ranked := Counted(fast.pagerank))
    assert measures(found) == slow
    assert (counted.calls, ranked.calls) == (1, 0)
    monkeypatch.setattr("graph.networks.measures.LARGE", 1)
    large = measures(found)
    assert ranked.calls == 1
    assert [s.pagerank for s in large.standings] == pytest.approx([s.pagerank for s in slow.standings], abs=2e-4)
    assert [s.betweenness for s in large.standings] == [s.betweenness for s in slow.standings]


def test_an_event_list_holds_who_holds_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = graph_of(
        claim("1", "reject", "aland", theme="pact", event="e", holder="speaker"),
        claim("2", "reject", "aland", theme="pact", event="e", at="doc-2", polarity="negative"),
        claim("3", "reject", "aland", theme="pact", event="e", at="doc-9"),
    )
    text, undated = event_list(statements(graph), voices(graph))
    rows = list(csv.DictReader(StringIO(text), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    shown = [(r["statement_id"], r["time"], r["person"], r["organization"], r["agreement"]) for r in rows]
    assert shown == [
        ("1", "2030-01-05 00:00:00", "Speaker", "", "1"),
        ("2", "2030-02-05 00:00:00", "", "DOC-2", "0"),
    ]
    assert undated == 1
    assert {r["concept"] for r in rows} == {"Aland rejects the Pact"}, "one concept, whether it is affirmed or denied"
    assert [(r["start_position"], r["stop_position"], r["text"]) for r in rows] == [("0", "8", "Sentence")] * 2
    fill(tmp_path, golden())
    assert main(["network", "congruence", "-o", str(tmp_path), "--format", "dna"]) == 0
    assert capsys.readouterr().out.startswith('"statement_id";"time";"person"')
    assert main(["network", "actors", "-o", str(tmp_path), "--format", "dna"]) == 2
    assert "take affiliation" in capsys.readouterr().err


def test_an_empty_network_has_measures() -> None:
    assert measures(project(graph_of(), "actors")).standings == ()


def test_large_networks_are_estimated_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.networks.measures.LARGE", 10)
    monkeypatch.setattr("graph.networks.measures.COSTLY", 10)
    found = project(wide_graph(60), "actors")
    assert len(measures(found).notes) == 2
    monkeypatch.setattr("graph.networks.measures.HUGE", 20)
    measured = measures(found)
    assert any("left out" in note for note in measured.notes)
    assert measured.standings[0].betweenness is None
    assert "betweenness" not in as_networkx(found, measured).nodes[found.members[0].id]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "graph", [sample_graph(), hostile_graph(("</graphml>&\x00\x0b\ud800", "=1+1", "a.b | c"))], ids=["sample", "odd"]
)
def test_files_are_read_back_by_another_reader(graph: Graph, kind: str, tmp_path: Path) -> None:
    found = project(graph, kind)
    measured = measures(found)
    for format, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        stream = StringIO()
        write(found, measured, format, stream)
        path = tmp_path / f"n.{format}"
        path.write_text(stream.getvalue(), encoding="utf-8")
        made = read(path)
        assert set(made) == {member.id for member in found.members}
        weights = {frozenset((a, b)) if not found.directed else (a, b): w for a, b, w in made.edges(data="weight")}
        assert weights == {frozenset(k) if not found.directed else k: w for k, w in ties(found).items()}
        if found.ties:
            assert made.is_directed() is found.directed


def test_nothing_depends_on_how_strings_are_hashed(tmp_path: Path) -> None:
    code = (
        "import sys, io; sys.path[:0] = ['.', 'tests']\n"
        "from page_samples import sample_graph\nfrom graph.networks import KINDS, project\n"
        "from graph.networks.measures import measures\nfrom graph.networks.files import write\nout = io.StringIO()\n"
        "for kind in KINDS:\n"
        "    found = project(sample_graph(), kind); measured = measures(found)\n"
        "    write(found, measured, 'gexf', out); print(measured, file=out)\n"
        "print(out.getvalue())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_a_path_tells_its_sentences_and_who_says_so() -> None:
    graph = graph_of(
        claim("1", "meet", "aland", "borduria", holder="speaker"),
        claim("2", "sign", "borduria", theme="pact"),
        claim("3", "sign", "cania", theme="pact", at="doc-2"),
        claim("4", "attack", "aland", "cania", polarity="negative"),
    )
    (way,) = paths(graph, BASE + "aland", BASE + "cania")
    assert [(s.start, s.end) for s in way] == [("Aland", "Borduria"), ("Borduria", "Pact"), ("Pact", "Cania")]
    assert way[0].told[0].sources[0].according == "Speaker"
    assert [told.sources[0].sentence for step in way for told in step.told] == ["Sentence 1.", "Sentence 2.", "Sentence 3."]
    assert len(paths(graph, BASE + "aland", BASE + "cania", every=True)[0]) == 1
    assert paths(graph, BASE + "speaker", BASE + "cania") == ()
    assert len(paths(graph, BASE + "speaker", BASE + "cania", speakers=True)[0]) == 3


def test_of_equal_paths_the_better_supported_comes_first() -> None:
    graph = graph_of(
        claim("1", "meet", "aland", "borduria"),
        claim("2", "meet", "borduria", "dorne"),
        claim("3", "meet", "aland", "cania"),
        claim("4", "meet", "aland", "cania", event="3", at="doc-2"),
        claim("5", "meet", "cania", "dorne"),
        claim("6", "meet", "cania", "dorne", event="5", at="doc-3"),
    )
    found = paths(graph, BASE + "aland", BASE + "dorne")
    assert [way[0].end for way in found] == ["Cania", "Borduria"]


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, golden())
    for kind in KINDS:
        for format in ("table", "csv", "graphml", "gexf"):
            assert main(["network", kind, "-o", str(tmp_path), "--format", format, "--show", "ties"]) == 0
        capsys.readouterr()
        assert main(["network", kind, "-o", str(tmp_path), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["kind"] == kind
        shown = {claim["id"]: claim for claim in found["claims"].values()}
        for tie in found["ties"]:
            assert tie["claims"]
            assert all(source["sentence"] for iri in tie["claims"] for source in shown[iri]["sources"])
    assert main(["network", "actors", "--from", "2030", "-o", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ties"] == []
    assert main(["path", "Japan", "CFE Treaty", "-o", str(tmp_path)]) == 0
    assert "according to" in capsys.readouterr().out
    assert main(["path", "Japan", "Tokyo", "-o", str(tmp_path)]) == 2
    assert main(["path", "Japan", "Vyacheslav Nikonov", "-o", str(tmp_path), "--json"]) == 0
    out, told = capsys.readouterr()
    assert json.loads(out)["paths"] == []
    assert "no claims connect" in told
