"""Nodes and edges as CSV for `neo4j-admin database import full --multiline-fields=true`; called by `graph.export`.

Nodes are entities, claims, evidence and documents. Edges join a claim to its agents, targets, theme, speaker and evidence, and
evidence to its document and place; and, to see who does what to whom, each claim is also an edge from agent to object whose type
is the relation. Such an edge is a claim and no fact: it carries polarity, modality and who holds it.

Source: Neo4j Operations Manual, Import, "CSV header format".
"""

import csv
import re
from collections.abc import Iterator, Mapping
from typing import Final, TextIO

from graph.index import local_name
from graph.network import CONTENT, Edge, Node, Value, Voices, attributes, edges, nodes, voices
from graph.reading import ClaimNode, DocumentNode, EvidenceNode, Graph

NODE_COLUMNS: Final = (
    "id:ID", ":LABEL", "name", "iri", "anonymous:boolean", "aliases", "codes", "claims_about:int", "claims_held:int",
    "relation", "theme_text", "polarity", "modality", "exact", "sentence", "start:int", "end:int", "trigger", "cue", "stance",
    "date", "confidence:double", "rule", "doc_id", "author", "publisher", "published", "url", "sha256",
)  # fmt: skip
EDGE_COLUMNS: Final = (
    ":START_ID", ":END_ID", ":TYPE", "id", "label", "role", "english", "holder", "narrator", "polarity", "modality",
    "dates", "places", "documents", "evidence:int", "confidence:double", "quote", "sentence", "claim",
)  # fmt: skip
FORMULA: Final = re.compile(r"[=+\-@\t\r]")
Row = Mapping[str, Value | None]


def write(graph: Graph, node_stream: TextIO, edge_stream: TextIO, *, texts: bool) -> None:
    """Write both tables; `texts` False leaves the sentences out."""
    names = voices(graph)
    _table(NODE_COLUMNS, _nodes(graph, names, texts=texts), node_stream)
    _table(EDGE_COLUMNS, _edges(graph, names, texts=texts), edge_stream)


def _table(columns: tuple[str, ...], rows: Iterator[Row], stream: TextIO) -> None:
    """Rows by the names of columns before the colon; values that a spreadsheet would take for formulas are quoted."""
    names = [column.split(":")[0] or column for column in columns]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])


def _cell(value: Value | None) -> Value | None:
    """Source: OWASP, CSV Injection."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _nodes(graph: Graph, names: Voices, *, texts: bool) -> Iterator[Row]:
    for node in nodes(graph):
        yield _entity(node)
    for document in graph.documents:
        yield _document(document)
    for claim in graph.claims:
        yield _claim(claim, names)
    for evidence in _evidence(graph):
        yield _passage(evidence, texts=texts)


def _evidence(graph: Graph) -> Iterator[EvidenceNode]:
    found = {evidence.iri: evidence for claim in graph.claims for evidence in claim.evidence}
    return (found[iri] for iri in sorted(found))


def _entity(node: Node) -> Row:
    label = CONTENT if node.type == CONTENT else f"Entity;{node.type}"
    return {"id": node.id, ":LABEL": label, "name": node.label, **dict(node.attributes)}


def _document(document: DocumentNode) -> Row:
    return {
        "id": local_name(document.iri),
        ":LABEL": "Document",
        "name": document.title or document.doc_id,
        "iri": document.iri,
        "doc_id": document.doc_id,
        "author": document.author,
        "publisher": document.publisher,
        "published": document.published,
        "url": document.url,
        "sha256": document.sha256,
    }


def _claim(claim: ClaimNode, names: Voices) -> Row:
    return {
        "id": local_name(claim.iri),
        ":LABEL": "Claim",
        "name": names.english(claim),
        "iri": claim.iri,
        "relation": claim.relation,
        "theme_text": claim.theme_text,
        "polarity": claim.polarity,
        "modality": claim.modality,
    }


def _passage(evidence: EvidenceNode, *, texts: bool) -> Row:
    return {
        "id": local_name(evidence.iri),
        ":LABEL": "Evidence",
        "name": evidence.exact,
        "iri": evidence.iri,
        "exact": evidence.exact,
        "sentence": evidence.sentence if texts else None,
        "start": evidence.start,
        "end": evidence.end,
        "trigger": evidence.trigger,
        "cue": evidence.cue,
        "stance": evidence.stance,
        "date": evidence.date,
        "confidence": evidence.confidence,
        "rule": evidence.rule,
    }


def _edges(graph: Graph, names: Voices, *, texts: bool) -> Iterator[Row]:
    for edge in edges(graph):
        yield _drawn(edge, names, texts=texts)
    for claim in graph.claims:
        for kind, iris in _parts(claim).items():
            for iri in iris:
                yield _joint(claim.iri, kind, iri)
    for evidence in _evidence(graph):
        yield _joint(evidence.iri, "IN_DOCUMENT", evidence.document)
        if evidence.place is not None:
            yield _joint(evidence.iri, "AT_PLACE", evidence.place)
        for speaker in evidence.reported_in:
            yield _joint(evidence.iri, "REPORTED_IN", speaker)


def _parts(claim: ClaimNode) -> Mapping[str, tuple[str, ...]]:
    return {
        "AGENT": claim.agents,
        "TARGET": claim.targets,
        "THEME": () if claim.theme is None else (claim.theme,),
        "HELD_BY": () if claim.holder is None else (claim.holder,),
        "NARRATED_BY": () if claim.narrator is None else (claim.narrator,),
        "SHOWN_BY": tuple(evidence.iri for evidence in claim.evidence),
    }


def _drawn(edge: Edge, names: Voices, *, texts: bool) -> Row:
    ends = {":START_ID": edge.source, ":END_ID": edge.target, ":TYPE": edge.claim.relation.upper()}
    return {**ends, "id": edge.id, **attributes(edge, names, texts=texts)}


def _joint(start: str, kind: str, end: str) -> Row:
    return {":START_ID": local_name(start), ":END_ID": local_name(end), ":TYPE": kind}
