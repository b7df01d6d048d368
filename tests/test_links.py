"""Links between events in the graph itself: narrower ones, and those that are alike, with the score that `compare` shows."""

from pathlib import Path
from typing import Any

import pyshacl
import rdflib

from graph.compare import compare
from graph_samples import fill, sample
from ontology import files, terms

Q = rdflib.Namespace(terms.NAMESPACE)


def told(doc_id: str, words: str, *agents: str) -> tuple[str, str, dict[str, Any]]:
    """A document that says whom the named actors accuse, and of what."""
    names = " and ".join(f"{{{name}|{name.capitalize()}}}" for name in agents)
    row = {"in": "accused", "relation": "accuse", "trigger": "accused", "agent": agents, "target": "japan", "theme_text": words}
    return doc_id, f"{names} accused {{japan|Japan}} of {words}.", row


ROWS = (
    told("a.txt", "shelling the fishing port", "russia"),
    told("b.txt", "shelling the old fishing port", "russia"),
    told("c.txt", "raising tariffs on steel", "russia"),
)


def test_what_is_alike_stands_in_the_graph_with_its_score(tmp_path: Path) -> None:
    written = fill(tmp_path, [sample(doc_id, text, [row]) for doc_id, text, row in ROWS])
    data = rdflib.Graph().parse(tmp_path / "graph.ttl")
    (likeness,) = data.subjects(rdflib.RDF.type, Q.Likeness)
    between = {str(iri).rpartition("/")[2] for iri in data.objects(likeness, Q.between)}
    events = {event.id: event for event in compare(written.graph).events}
    shown = {(id_, other, score) for id_, event in events.items() for other, score in event.similar}
    assert {frozenset((id_, other)) for id_, other, _ in shown} == {frozenset(between)}
    assert {float(score) for _, _, score in shown} == {float(str(score)) for score in data.objects(likeness, Q.score)}
    conforms, _, report = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(files.SHAPES))
    assert conforms, report


def test_what_is_narrower_stands_in_the_graph(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"in": "rejected", "relation": "reject", "trigger": "rejected", "agent": "russia", "theme": "cfe-treaty"},
        {"in": "rejected", "relation": "reject", "trigger": "rejected", "agent": ("japan", "russia"), "theme": "cfe-treaty"},
    ]
    texts = (
        "{russia|Russia} rejected the {cfe-treaty|CFE Treaty}.",
        "{japan|Japan} and {russia|Russia} rejected the {cfe-treaty|CFE Treaty}.",
    )
    written = fill(tmp_path, [sample(f"{n}.txt", text, [row]) for n, (text, row) in enumerate(zip(texts, rows, strict=True))])
    data = rdflib.Graph().parse(tmp_path / "graph.ttl")
    found = [(str(a).rpartition("/")[2], str(b).rpartition("/")[2]) for a, b in data.subject_objects(Q.narrowerThan)]
    assert found == [(event.id, wider) for event in compare(written.graph).events for wider in event.wider]
    assert len(found) == 1


def test_links_go_with_what_they_link(tmp_path: Path) -> None:
    annotations = [sample(doc_id, text, [row]) for doc_id, text, row in ROWS]
    fill(tmp_path / "all", annotations)
    fill(tmp_path / "few", [annotations[0], annotations[2]])
    assert b"q:Likeness" not in (tmp_path / "few" / "graph.ttl").read_bytes()
    fill(tmp_path / "few", annotations)
    assert (tmp_path / "few" / "graph.ttl").read_bytes() == (tmp_path / "all" / "graph.ttl").read_bytes()
