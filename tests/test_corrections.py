"""Corrections: each kind is applied, told, undone and found again; not-same lasts; order and repetition change nothing."""

import itertools
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib

from extract.records import Annotation, Document, Fact, Span, to_line
from graph.cache import Cache, document_key
from graph.corrections.file import read_corrections, write_corrections
from graph.corrections.records import Correction, EntityAddress, Kind, PassageAddress
from graph.reading import ClaimNode, Graph, read_graph
from graph.store import open_store
from graph.verify import verify
from graph_samples import BASE, RUN, analyse, fill, golden, prepare, sample, synthetic_text
from ontology import files, terms
from ontology.errors import UsageError
from quoth import building, cli
from quoth.analysis import Analyse, Pipeline
from quoth.building import Options, Summary, build, rebuild

WHO: dict[str, Any] = {"by": "Ann", "when": "2026-01-02"}
WITHDREW = "Moscow withdrew"
FILES = ("graph.ttl", "graph.trig", "index.html")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The golden documents as a graph."""
    fill(tmp_path / "out", golden())
    rebuild(tmp_path / "out")
    return tmp_path / "out"


def graph(output: Path) -> Graph:
    with open_store(output / "store", write=False) as store:
        return read_graph(store)


def correct(output: Path, *words: str, code: int = 0, by: str = "Ann", when: str = "2026-01-02") -> None:
    assert cli.main(["correct", *words, "--by", by, "--when", when, "-o", str(output)]) == code


def made(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in FILES}


def claim(output: Path, words: str) -> ClaimNode:
    """The one claim whose evidence has the words."""
    found = [c for c in graph(output).claims if any(words in e.exact for e in c.evidence)]
    assert len(found) == 1, [c.iri for c in found]
    return found[0]


def names(output: Path) -> dict[str, str]:
    return {entity.id: entity.name for entity in graph(output).entities}


def rows(output: Path, query: str) -> list[dict[str, Any]]:
    with open_store(output / "store", write=False) as store:
        return store.rows(f"PREFIX q: <{terms.NAMESPACE}> PREFIX rdfs: <{terms.RDFS_LABEL.removesuffix('label')}> {query}")


def listed(output: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert cli.main(["correct", "--list", "--json", "-o", str(output)]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


PASSAGES: tuple[tuple[tuple[str, ...], Callable[[ClaimNode], object], object], ...] = (
    (("relation", WITHDREW, "violate"), lambda c: c.relation, "violate"),
    (("polarity", WITHDREW, "negative"), lambda c: c.polarity, "negative"),
    (("modality", WITHDREW, "intended"), lambda c: c.modality, "intended"),
    (("date", WITHDREW, "2007-12"), lambda c: c.evidence[0].date, "2007-12"),
    (("speaker", WITHDREW, "NATO"), lambda c: (c.holder or "").rpartition("/")[2], "nato"),
    (("speaker", WITHDREW, "Ann Other", "--type", "person"), lambda c: (c.holder or "").rpartition("/")[2], "ann-other"),
    (("speaker", WITHDREW, "document"), lambda c: (c.holder, c.narrator is None), (None, False)),
    (("speaker", WITHDREW, "unclear"), lambda c: (c.holder, c.narrator), (None, None)),
)


@pytest.mark.parametrize(("words", "look", "wanted"), PASSAGES, ids=[" ".join(row[0]) for row in PASSAGES])
def test_a_passage_is_corrected_told_proved_and_undone(
    output: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], look: Callable[[ClaimNode], object], wanted: object
) -> None:
    before = made(output)
    was = look(claim(output, WITHDREW))
    assert was != wanted
    correct(output, *words, "--why", "see page 3")
    changed = claim(output, WITHDREW)
    assert look(changed) == wanted
    assert [e.rule for e in changed.evidence if WITHDREW in e.exact] == ["verb (corrected)"]
    told = rows(output, "SELECT ?by ?why { ?e q:correctedBy ?c . ?c rdfs:comment ?why ; ?p ?agent . ?agent rdfs:label ?by }")
    assert [(str(row["by"]), str(row["why"])) for row in told] == [("Ann", "see page 3")]
    with open_store(output / "store", write=False) as store:
        assert verify(store).proved
    (row,) = listed(output, capsys)
    assert (row["by"], row["when"], row["places"]) == ("Ann", "2026-01-02", 1)
    assert cli.main(["correct", "--undo", row["id"], "-o", str(output)]) == 0
    assert made(output) == before
    assert not (output / "corrections.ttl").exists()


def test_a_claim_is_dropped_with_all_its_evidence(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = made(output)
    one = next(c for c in graph(output).claims if len(c.evidence) == 2)
    correct(output, "drop", one.iri.rpartition("/")[2])
    assert one.iri not in {c.iri for c in graph(output).claims}
    found = listed(output, capsys)
    assert [row["places"] for row in found] == [1, 1]
    for row in found:
        assert cli.main(["correct", "--undo", row["id"].removeprefix("correction-")[:12], "-o", str(output)]) == 0
    assert made(output) == before


def test_entities_are_judged_named_and_typed(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = made(output)
    assert "vyacheslav-nikonov" in names(output)
    assert "nikonov" not in names(output)
    correct(output, "not-same", "Nikonov", "Vyacheslav Nikonov", "--in", "interfax.txt")
    assert {"nikonov", "vyacheslav-nikonov"} <= names(output).keys()
    correct(output, "same", "interfax", "japan")
    assert "interfax" not in names(output)
    correct(output, "name", "russia", "Russian Federation")
    assert names(output)["russian-federation"] == "Russian Federation"
    correct(output, "type", "geneva", "organization")
    assert {e.id: e.type for e in graph(output).entities}["geneva"] == "Organization"
    correct(output, "polarity", WITHDREW, "negative")
    correct(output, "speaker", WITHDREW, "Russian Federation")
    assert (claim(output, WITHDREW).holder or "").endswith("/russian-federation")
    found = listed(output, capsys)
    assert all(row["places"] > 0 for row in found)
    for row in found:
        assert cli.main(["correct", "--undo", row["id"], "-o", str(output)]) == 0
    assert made(output) == before


def test_unsure_keeps_two_entities_two(output: Path) -> None:
    correct(output, "unsure", "Nikonov", "Vyacheslav Nikonov", "--in", "interfax.txt")
    assert {"nikonov", "vyacheslav-nikonov"} <= names(output).keys()


def test_not_same_goes_before_what_would_join_them(output: Path) -> None:
    """A document that joins the two through a third name, and a judgement of somebody else, change nothing."""
    correct(output, "not-same", "Nikonov", "Vyacheslav Nikonov", "--in", "interfax.txt")
    correct(output, "same", "Nikonov", "Vyacheslav Nikonov", code=2)
    path = output / "corrections.ttl"
    one, other = EntityAddress(name="Nikonov"), EntityAddress(name="Vyacheslav Nikonov")
    write_corrections(path, [*read_corrections(path, BASE), Correction(kind=Kind.SAME, entity=one, other=other, **WHO)], BASE)
    rebuild(output)
    assert {"nikonov", "vyacheslav-nikonov"} <= names(output).keys()


def test_the_file_comes_back_as_it_was_whatever_the_order(tmp_path: Path) -> None:
    odd = 'a "b" \\ \n\t\u202e <c> é'
    corrections = [
        Correction(
            kind=Kind.NAME, entity=EntityAddress(name=odd, codes=("iso3166:FR", "wikidata:Q1")), value=odd, why=odd, **WHO
        ),
        Correction(
            kind=Kind.SAME, entity=EntityAddress(name="a"), other=EntityAddress(name="b", document="d", type="Person"), **WHO
        ),
        Correction(kind=Kind.DATE, passage=address(), by="Bob", when="2025-12-31"),
        Correction(kind=Kind.SPEAKER, passage=address(), speaker=EntityAddress(name="b", others=("c", "d")), **WHO),
    ]
    found = set()
    for order in itertools.permutations(corrections):
        write_corrections(tmp_path / "c.ttl", order, BASE)
        found.add((tmp_path / "c.ttl").read_bytes())
        assert read_corrections(tmp_path / "c.ttl", BASE) == tuple(sorted(corrections, key=lambda c: (c.when, c.id)))
    assert len(found) == 1


def address(**parts: Any) -> PassageAddress:
    rows: dict[str, Any] = {
        "document": "moscow/nikonov.txt", "sha256": "", "sentence": "", "trigger": "withdrew", "words": "", "relation": "",
        "offset": 0,
    }  # fmt: skip
    return PassageAddress(**{**rows, **parts})


def test_the_order_of_corrections_does_not_matter(tmp_path: Path) -> None:
    fill(tmp_path / "out", golden())
    rebuild(tmp_path / "out")
    for words in (
        ("relation", WITHDREW, "violate"), ("speaker", WITHDREW, "NATO"), ("name", "Japan", "Nippon"),
        ("not-same", "Nikonov", "Vyacheslav Nikonov", "--in", "interfax.txt"), ("type", "Geneva", "State"),
    ):  # fmt: skip
        correct(tmp_path / "out", *words)
    whole = made(tmp_path / "out")
    lines = (tmp_path / "out" / "corrections.ttl").read_text().split("\n\n")
    found = read_corrections(tmp_path / "out" / "corrections.ttl", BASE)
    for seed in range(3):
        shuffled = [lines[0], *random.Random(seed).sample(lines[1:], len(lines) - 1)]
        (tmp_path / "out" / "corrections.ttl").write_text("\n\n".join(shuffled))
        assert read_corrections(tmp_path / "out" / "corrections.ttl", BASE) == found
        rebuild(tmp_path / "out")
        assert made(tmp_path / "out") == whole
    fill(tmp_path / "again", golden())
    write_corrections(tmp_path / "again" / "corrections.ttl", reversed(found), BASE)
    rebuild(tmp_path / "again")
    assert made(tmp_path / "again") == whole


def test_an_empty_file_and_none_are_alike(output: Path) -> None:
    before = made(output)
    (output / "corrections.ttl").write_text("# nothing yet\n")
    assert rebuild(output).corrections == 0
    assert made(output) == before


def test_the_later_of_two_corrections_holds(output: Path) -> None:
    correct(output, "relation", WITHDREW, "violate", when="2026-02-02")
    correct(output, "relation", WITHDREW, "threaten", when="2026-02-01", by="Bob")
    assert claim(output, WITHDREW).relation == "violate"


def newer(document: Document) -> Annotation:
    """A newer extractor: other ids, other order, triggers of two words, other entity ids."""
    annotation = analyse(document)
    facts = [
        replace(f, id=f"new{n}", trigger=Span(f.trigger.start, f.trigger.end + 5), confidence=0.5)
        for n, f in enumerate(annotation.facts)
    ]
    entities = tuple(replace(e, id=f"{e.id}-x") for e in annotation.entities)
    mentions = tuple(replace(m, entity=f"{m.entity}-x") for m in annotation.mentions)
    return replace(annotation, facts=tuple(_renamed(f) for f in reversed(facts)), entities=entities, mentions=mentions)


def _renamed(fact: Fact) -> Fact:
    return replace(fact, agent=tuple(replace(filler, entity=f"{filler.entity}-x") for filler in fact.agent))


def prepare_newer() -> Analyse:
    return newer


def options(version: str, made: Callable[[], Analyse] = prepare) -> Options:
    return Options(pipeline=Pipeline(prepare=made, model="fake", version=version))


def texts(folder: Path, numbers: Sequence[int]) -> Path:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(synthetic_text(number))
    return folder


def test_corrections_survive_a_newer_extractor(tmp_path: Path) -> None:
    folder, output = texts(tmp_path / "texts", range(3)), tmp_path / "out"
    build([str(folder)], output, options=options("1"))
    words = "Russia attacked town 6 on 1906-03-01"
    correct(output, "relation", words, "aid")
    correct(output, "not-same", "Russia", "Russia", "--in", "1.txt")
    correct(output, "name", "Japan", "Nippon")
    assert build([str(folder)], output, options=options("2", prepare_newer)).lost == ()
    assert [c.relation for c in graph(output).claims if any("1906" in e.sentence for e in c.evidence)] == ["aid"]
    assert sorted(e.name for e in graph(output).entities) == ["Nippon", "Russia", "Russia"]
    whole = made(output)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "corrections.ttl").write_bytes((output / "corrections.ttl").read_bytes())
    build([str(folder)], fresh, options=options("2", prepare_newer))
    assert made(fresh) == whole


def test_lost_targets_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = texts(tmp_path / "texts", range(3)), tmp_path / "out"
    build([str(folder)], output, options=options("1"))
    correct(output, "drop", "Russia attacked town 6 on 1906-03-01")
    correct(output, "name", "Japan", "Nippon")
    (folder / "1.txt").write_text(synthetic_text(7))
    summary: Summary = build([str(folder)], output, options=options("1"))
    assert (summary.corrections, len(summary.lost)) == (2, 1)
    assert "drop “Russia attacked town 6” in 1.txt" in summary.lost[0]
    assert [row["places"] for row in listed(output, capsys) if row["correction"].startswith("drop")] == [0]
    (folder / "1.txt").write_text(synthetic_text(1))
    assert build([str(folder)], output, options=options("1")).lost == ()


def test_a_file_of_another_team_is_added(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correct(output, "polarity", WITHDREW, "negative")
    theirs = tmp_path / "theirs.ttl"
    write_corrections(
        theirs,
        [Correction(kind=Kind.NAME, entity=EntityAddress(name="Japan"), value="Nippon", by="Bob", when="2025-05-05")],
        BASE,
    )
    for _ in range(2):
        assert cli.main(["correct", "--import", str(theirs), "-o", str(output)]) == 0
        assert [row["by"] for row in listed(output, capsys)] == ["Bob", "Ann"]
    assert "nippon" in names(output)


def test_contradicting_corrections_are_named(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = EntityAddress(name="Russia", type="State"), EntityAddress(name="Japan", type="State")
    ours = Correction(kind=Kind.NOT_SAME, entity=one, other=other, **WHO)
    theirs = Correction(kind=Kind.SAME, entity=other, other=one, by="Bob", when="2026-03-03")
    names_ = [Correction(kind=Kind.NAME, entity=one, value=value, by="Bob", when=f"2026-03-0{value}") for value in "12"]
    write_corrections(tmp_path / "theirs.ttl", [ours, theirs, *names_], BASE)
    assert cli.main(["correct", "--import", str(tmp_path / "theirs.ttl"), "-o", str(output)]) == 0
    told = capsys.readouterr().err
    assert f"{ours.id} by Ann holds against {theirs.id} by Bob: Russia (State) is not Japan (State)" in told
    assert f"{names_[1].id} by Bob holds against {names_[0].id} by Bob" in told
    assert {"2", "Japan"} <= set(names(output).values())


def test_the_same_text_under_another_name_is_corrected_too(output: Path) -> None:
    correct(output, "relation", WITHDREW, "violate")
    first = golden()[0]
    twin = replace(first, document=replace(first.document, doc_id="elsewhere.txt"))
    cache = Cache(output / "cache")
    cache.put("elsewhere.txt", to_line(twin), document_key(twin.document, RUN), RUN)
    rebuild(output)
    assert {e.document for c in graph(output).claims for e in c.evidence if c.relation == "violate"} == {
        d.iri for d in graph(output).documents if d.doc_id in ("elsewhere.txt", "moscow/nikonov.txt")
    }


def test_of_equal_sentences_the_nearest_is_meant(tmp_path: Path) -> None:
    marked = "{russia|Russia} met {japan|Japan}. {japan|Tokyo} was glad. {russia|Russia} met {japan|Japan}."
    fact = {"in": "Russia met", "relation": "meet", "trigger": "met", "agent": "russia", "target": "japan"}
    one = sample("a.txt", marked, [fact, fact])
    text = one.document.text
    second = text.rindex("Russia met")
    moved = [replace(one.facts[1], sentence=Span(second, len(text)), trigger=Span(text.rindex("met"), text.rindex("met") + 3))]
    fill(tmp_path / "out", [replace(one, facts=(one.facts[0], *moved))])
    rebuild(tmp_path / "out")
    evidence = [e for c in graph(tmp_path / "out").claims for e in c.evidence]
    last = max(evidence, key=lambda e: e.start)
    correct(tmp_path / "out", "drop", "Russia met Japan", code=2)
    correct(tmp_path / "out", "drop", last.iri.rpartition("/")[2])
    assert [e.iri for c in graph(tmp_path / "out").claims for e in c.evidence] == [e.iri for e in evidence if e is not last]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["relation", WITHDREW, "flee"], "there is no relation 'flee'; there are accuse, agree"),
        (["type", "Russia", "Thing"], "there is no type 'Thing'; there are Person, State"),
        (["polarity", WITHDREW, "no"], "negative, positive"),
        (["date", WITHDREW, "soon"], "'soon' is no date"),
        (["drop", "no such words"], "no evidence 'no such words'"),
        (["same", "Russia"], "same takes ENTITY ENTITY"),
        (["not-same", "Russia", "Russia"], "are one entity"),
        (["same", "Russia", "Nowhere"], "no entity is called 'Nowhere'"),
        (["not-same", "Russia", "Japan", "--in", "x.txt"], "no document 'x.txt' in the graph"),
        (["drop", WITHDREW, "--list"], "say one thing"),
        (["--undo", "c0ffee"], "no corrections have an id like 'c0ffee'"),
        (["--import", "nowhere.ttl"], "no file 'nowhere.ttl'"),
    ],
)
def test_what_cannot_be_is_refused(output: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str) -> None:
    correct(output, *words, code=2)
    assert message in capsys.readouterr().err
    assert not (output / "corrections.ttl").exists()


def test_a_name_and_a_day_are_wanted(output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["correct", "drop", WITHDREW, "-o", str(output)]) == 2
    assert "--by NAME" in capsys.readouterr().err
    correct(output, "drop", WITHDREW, when="yesterday", code=2)
    monkeypatch.setenv("QUOTH_BY", "Cy")
    assert cli.main(["correct", "drop", WITHDREW, "-o", str(output)]) == 0
    assert [row["by"] for row in listed(output, capsys)] == ["Cy"]


def test_a_damaged_file_is_named_and_nothing_is_written(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = made(output)
    (output / "corrections.ttl").write_text("this is no Turtle")
    with pytest.raises(UsageError, match=r"corrections.ttl' cannot be read"):
        rebuild(output)
    assert made(output) == before
    path = output / "corrections.ttl"
    write_corrections(path, [Correction(kind=Kind.RELATION, passage=address(), value="flee", **WHO)], BASE)
    with pytest.raises(UsageError, match="flee"):
        rebuild(output)
    assert made(output) == before


def test_the_graph_with_corrections_keeps_to_the_shapes(output: Path) -> None:
    for words in (("relation", WITHDREW, "violate"), ("name", "Japan", "Nippon"), ("speaker", "promised not", "document")):
        correct(output, *words, "--why", "because")
    correct(output, "not-same", "Nikonov", "Vyacheslav Nikonov", "--in", "interfax.txt")
    data = rdflib.Graph().parse(output / "graph.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(files.SHAPES))
    assert conforms, report


def test_another_file_can_be_named(output: Path, tmp_path: Path) -> None:
    other = tmp_path / "shared.ttl"
    assert cli.main(["correct", "name", "Japan", "Nippon", "--by", "A", "--corrections", str(other), "-o", str(output)]) == 0
    assert other.exists()
    assert not (output / "corrections.ttl").exists()
    assert rebuild(output, options=Options(corrections=other)).corrections == 1
    assert building.corrections_file(output, Options()) == output / "corrections.ttl"


def test_a_reader_sees_what_was_corrected_and_by_whom(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correct(output, "relation", WITHDREW, "violate", "--why", "see page 3")
    correct(output, "name", "Japan", "Nippon", by="Bob\x1b[31m")
    capsys.readouterr()
    assert cli.main(["show", "Russia", "-o", str(output)]) == 0
    assert "    corrected by Ann on 2026-01-02: see page 3\n" in capsys.readouterr().out
    assert cli.main(["show", "Nippon", "-o", str(output)]) == 0
    assert "corrected by Bob<U+001B>[31m on 2026-01-02\n" in capsys.readouterr().out


def test_a_day_that_is_none_is_refused_in_a_file(output: Path) -> None:
    made = Correction(kind=Kind.NAME, entity=EntityAddress(name="Japan"), value="Nippon", by="Bob", when="soon")
    write_corrections(output / "corrections.ttl", [made], BASE)
    with pytest.raises(UsageError, match="soon"):
        rebuild(output)
