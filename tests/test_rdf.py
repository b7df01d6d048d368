"""From records to triples and files: what is written, that any text survives, that three parsers agree."""

import io
import subprocess
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Annotation
from graph.corpus import survey
from graph.occurrences import interval, occurrences
from graph.rdf import Base, date_literal, document_triples, literal, normal, stored, text_of
from graph.store import open_store
from graph.turtle import Triple, write_both, write_trig, write_turtle
from graph_samples import RUN, golden, interfax, nikonov, sample
from ontology import terms
from ontology.relations import load

BASE = Base()
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WEIRD = '\x00\x01\x08\x0b\x1f\x7f\x85\u2028\u202e\ufeff\ufffe\uffff\U0010ffff \\ " \r\n\t \\u0041 \\uFFFE \\\\uFFFF \'\'\' """'


def triples_of(*annotations: Annotation) -> set[Triple]:
    corpus = survey(annotations)
    return {t for said in corpus.documents for t in document_triples(said, RUN, corpus.wordings, BASE)}


def turtle_of(triples: set[Triple]) -> str:
    stream = io.StringIO()
    write_turtle(triples, stream, {"ex": BASE.iri, **terms.PREFIXES})
    return stream.getvalue()


@given(TEXT)
def test_any_text_survives_as_a_literal(text: str) -> None:
    assert text_of(literal(text)) == text
    assert normal(literal(text)) == literal(text)
    turtle = f"<http://e/s> <http://e/p> {literal(text)} ."
    (quad,) = pyoxigraph.parse(input=turtle, format=pyoxigraph.RdfFormat.TURTLE)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    assert normal(str(quad.object)) == literal(text)


def test_terms_in_memory_are_those_that_the_store_gives_back(tmp_path: Path) -> None:
    """So that files and page can be made of what is in memory."""
    odd = [chr(n) for n in (*range(0x300), *range(0x2000, 0x2070), *range(0xFFF0, 0x10010), 0x10FFFF)]
    texts = [*(f"a{c}b" for c in odd if not "\ud800" <= c <= "\udfff"), WEIRD, r"\u0008 \\u000C", '"\x08"', "\ufffe\f"]
    terms_ = [*map(literal, texts), *filter(None, map(date_literal, ("2022-01-02", "2022-01", "2022")))]
    triples = [(f"<http://e/s{n}>", "<http://e/p>", term) for n, term in enumerate(terms_)]
    with open_store(tmp_path, write=True) as store:
        store.add({"http://e/g": triples})
        assert set(store.triples()) == {(s, p, stored(o)) for s, p, o in triples}


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert text_of(literal("a\ud800b\udfffc")) == "a\ufffdb\ufffdc"


def test_odd_text_in_rdflib() -> None:
    graph = rdflib.Graph().parse(data=f"<http://e/s> <http://e/p> {literal(WEIRD)} .", format="turtle")
    assert str(next(graph.objects())) == WEIRD


@pytest.mark.rapper
def test_three_parsers_count_the_same_triples(tmp_path: Path) -> None:
    triples = triples_of(*golden(), sample("weird.txt", f"{{russia|Russia}} attacked {WEIRD}", []))
    with open_store(tmp_path / "store", write=True) as store:
        store.replace(f"{BASE.iri}graph-1", triples)
        assert {(s, p, normal(o)) for s, p, o in store.triples()} == triples
        turtle = turtle_of(set(store.triples()))
    path = tmp_path / "graph.ttl"
    path.write_text(turtle, "utf-8", newline="")
    counted = subprocess.run(["rapper", "-q", "-i", "turtle", "-o", "ntriples", path], capture_output=True, check=True)
    assert counted.stdout.count(b" .\n") == len(triples)
    assert len(rdflib.Graph().parse(path)) == len(triples)
    parsed = pyoxigraph.parse(path=str(path))
    assert {(str(q.subject), str(q.predicate), normal(str(q.object))) for q in parsed} == triples


def test_turtle_is_sorted_and_reads_back() -> None:
    triples = triples_of(*golden())
    text = turtle_of(triples)
    assert text == turtle_of(set(sorted(triples, reverse=True)))
    parsed = pyoxigraph.parse(input=text, format=pyoxigraph.RdfFormat.TURTLE)
    assert {(str(q.subject), str(q.predicate), normal(str(q.object))) for q in parsed} == triples
    subjects = [line.split(" ")[0] for line in text.split("\n") if line[:1] not in (" ", "@", "")]
    assert len(subjects) == len(set(subjects))


def test_trig_keeps_graphs_apart() -> None:
    stream = io.StringIO()
    quads = [(*t, f"<{BASE.iri}graph-{n}>") for n in (2, 1) for t in triples_of(nikonov())]
    assert write_trig(quads, stream, {"ex": BASE.iri}) == len(quads)
    parsed = list(pyoxigraph.parse(input=stream.getvalue(), format=pyoxigraph.RdfFormat.TRIG))
    assert len(set(parsed)) == len(quads)
    assert stream.getvalue().index("ex:graph-1 {") < stream.getvalue().index("ex:graph-2 {")


def test_both_files_at_once_are_those_that_are_written_alone() -> None:
    quads = [(*t, f"<{BASE.iri}graph-{n}>") for n in (2, 1) for t in triples_of(nikonov())]
    quads += [(*t, f"<{BASE.iri}graph-3>") for t in triples_of(interfax())]
    prefixes = {"ex": BASE.iri, **terms.PREFIXES}
    alone, turtle, trig = io.StringIO(), io.StringIO(), io.StringIO()
    triples, count = write_both(quads, turtle, trig, prefixes)
    assert write_trig(quads, alone, prefixes) == count == len(quads)
    assert trig.getvalue() == alone.getvalue()
    assert turtle.getvalue() == turtle_of({quad[:3] for quad in quads})
    assert triples == len({quad[:3] for quad in quads})


def test_there_are_no_blank_nodes_and_all_data_iris_are_minted() -> None:
    for triple in triples_of(*golden()):
        for term in (triple[0], triple[2]):
            assert not term.startswith("_:")
        assert triple[0].startswith(f"<{BASE.iri}")


def edges_of(*annotations: Annotation) -> set[tuple[str, str, str]]:
    names = {f"<{relation.edge}>": relation.name for relation in load().values()}
    short = len(BASE.iri) + 1
    return {(s[short:-1], names[p], o[short:-1]) for s, p, o in triples_of(*annotations) if p in names}


def test_direct_edges_are_only_what_a_document_says_itself() -> None:
    rejected = {(agent, "reject", "december-2021-proposals") for agent in ("nato", "united-states")}
    assert edges_of(nikonov()) == rejected
    assert edges_of(interfax()) == {("japan", "meet", "russia"), ("russia", "meet", "japan")}


@pytest.mark.parametrize("change", [{"polarity": "-"}, {"modality": "intended"}, {"modality": "demanded"}, {"target": ()}])
def test_no_edge_for_what_is_denied_planned_demanded_or_open(change: dict[str, str]) -> None:
    row = {"in": "attacked", "relation": "attack", "trigger": "attacked", "agent": "russia", "target": "japan"}
    text = "{russia|Russia} attacked {japan|Japan}."
    assert edges_of(sample("a.txt", text, [row])) == {("russia", "attack", "japan")}
    assert edges_of(sample("a.txt", text, [row | change])) == set()


def test_evidence_quotes_the_text_at_its_offsets() -> None:
    annotation = nikonov()
    text = annotation.document.text
    found = {(s, p): o for s, p, o in triples_of(annotation)}
    starts = {s: int(text_of(o)) for (s, p), o in found.items() if p == f"<{terms.OA_START}>"}
    assert len(starts) == 4
    for position, start in starts.items():
        quote = position.replace("-pos>", "-quote>")
        exact, prefix, suffix = (text_of(found[quote, f"<{p}>"]) for p in (terms.OA_EXACT, terms.OA_PREFIX, terms.OA_SUFFIX))
        assert text[start - len(prefix) :].startswith(prefix + exact + suffix)


def test_an_event_without_any_filler_is_not_written() -> None:
    annotation = sample(
        "a.txt", "It rained and {russia|Russia} attacked.", [{"in": "It", "relation": "attack", "trigger": "attacked"}]
    )
    assert not any(p == f"<{terms.ABOUT}>" for _, p, _ in triples_of(annotation))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2022-02-28", terms.XSD_DATE),
        ("2022-02-30", None),
        ("2022-02", terms.XSD_G_YEAR_MONTH),
        ("2022-13", None),
        ("2022", terms.XSD_G_YEAR),
        ("2022/2023", None),
        ("202X", None),
    ],
)
def test_only_whole_dates_are_typed(value: str, kind: str | None) -> None:
    assert date_literal(value) == (None if kind is None else f'"{value}"^^<{kind}>')


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-01-31", "2022-01-31 2022-01-31"),
        ("2020-02", "2020-02-01 2020-02-29"),
        ("2022-03/2022-04", "2022-03-01 2022-04-30"),
        ("198X", "1980-01-01 1989-12-31"),
        ("19XX", "1900-01-01 1999-12-31"),
        ("2022-01~", "2022-01-01 2022-01-31"),
        ("2022-01-05T10:00", "2022-01-05 2022-01-05"),
        ("2022-W05", None),
        ("../2022", None),
        ("2022-02-30", None),
        ("2023/2022", None),
        ("0000", None),
        ("P1D", None),
        ("", None),
    ],
)
def test_what_days_a_date_can_mean(value: str, expected: str | None) -> None:
    found = interval(value)
    assert (found and f"{found[0].isoformat()} {found[1].isoformat()}") == expected


def test_intervals_that_overlap_or_touch_are_one_occurrence() -> None:
    dated = [("e1", "2022-01-10"), ("e2", "2022-01-11"), ("e3", "2022-01-13"), ("e4", "2019"), ("e5", "2019-05"), ("e6", "soon")]
    expected = [
        ("2019-01-01", "2019-12-31", ("e4", "e5")),
        ("2022-01-10", "2022-01-11", ("e1", "e2")),
        ("2022-01-13", "2022-01-13", ("e3",)),
    ]
    assert [(o.start, o.end, o.evidence) for o in occurrences(dated)] == expected
    assert occurrences(reversed(dated)) == occurrences(dated)
