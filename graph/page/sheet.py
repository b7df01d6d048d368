"""The rows of the page for entities, documents, claims, passages and sentences; called by `graph.page`.

Entities, documents and sentences are named by their row number. Offsets are in UTF-16 units, as the browser counts them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graph import wording
from graph.index import local_name
from graph.page.embedding import size
from graph.page.lines import pairs
from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph, entities_by_iri

CLAIM_BYTES: Final = 6_000_000
ENTITY_BYTES: Final = 1_500_000
LINKS: Final[Mapping[str, str]] = {"wikidata": "https://www.wikidata.org/wiki/"}
Row = dict[str, Any]


@dataclass(slots=True)
class Sheet:
    """Rows as they fill, and the row numbers of what they stand for, by IRI; `known` are the entities by IRI."""

    graph: Graph
    known: Mapping[str, EntityNode]
    entities: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    sentences: list[Row] = field(default_factory=list)
    entity_numbers: dict[str, int] = field(default_factory=dict)
    document_numbers: dict[str, int] = field(default_factory=dict)
    claim_numbers: dict[str, int] = field(default_factory=dict)
    sentence_numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    evidence_numbers: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str | None] = field(default_factory=dict)

    def words(self, statement: wording.Statement) -> list[str | int]:
        """A statement, its entities as row numbers; one that has no row is told by its name."""
        numbers = self.entity_numbers
        return [w if isinstance(w, str) else numbers.get(w.iri, wording.plain((w,), self.known)) for w in statement]


def sheet(graph: Graph, ranked: Sequence[str]) -> Sheet:
    """Rows for a graph; `ranked` are the entities in the order of their importance to the picture."""
    by_iri = entities_by_iri(graph)
    filled = Sheet(graph=graph, known=by_iri)
    order = [by_iri[iri] for iri in dict.fromkeys(ranked) if iri in by_iri]
    chosen = set(ranked)
    said = _said(graph)
    order += sorted((e for e in graph.entities if e.iri not in chosen), key=lambda e: (-said.get(e.iri, 0), e.iri))
    spent = 0
    for entity in order:
        row = _entity(entity)
        spent += size(row)
        if spent > ENTITY_BYTES:
            break
        filled.entity_numbers[entity.iri] = len(filled.entities)
        filled.entities.append(row)
    for document in sorted(graph.documents, key=lambda d: (d.published or "9999", d.doc_id)):
        filled.document_numbers[document.iri] = len(filled.documents)
        filled.texts[document.iri] = document.text
        filled.documents.append(_document(document))
    _add_claims(filled)
    return filled


def _said(graph: Graph) -> Mapping[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for claim in graph.claims:
        if claim.holder:
            counts[claim.holder] += 1
    return counts


def _entity(entity: EntityNode) -> Row:
    row: Row = {"id": entity.id, "type": entity.type, "name": entity.name}
    if entity.subtype:
        row["subtype"] = entity.subtype
    if entity.aliases:
        row["aliases"] = list(entity.aliases)
    if entity.anonymous:
        row["anonymous"] = True
    if entity.links:
        row["links"] = [[scheme, value, LINKS[scheme] + value if scheme in LINKS else value] for scheme, value in entity.links]
    return row


def _document(document: DocumentNode) -> Row:
    stated = ("title", "author", "publisher", "published", "url", "source")
    row: Row = {key: getattr(document, key) for key in stated if getattr(document, key)}
    return {"id": local_name(document.iri), "name": document.doc_id, **row}


def _add_claims(filled: Sheet) -> None:
    """Claims in the order of their support; those whose rows do not fit are left out."""
    spent = 0
    order = sorted(filled.graph.claims, key=lambda c: (-len({e.document for e in c.evidence}), -len(c.evidence), c.iri))
    for claim in order:
        row = _claim(filled, claim)
        shown = [e for e in claim.evidence if e.document in filled.document_numbers]
        sentences = {(e.document, e.sentence_index): _sentence(filled, e) for e in shown}
        new = [s for key, s in sentences.items() if key not in filled.sentence_numbers]
        spent += size(row) + sum(map(size, new)) + 260 * len(shown)
        if spent > CLAIM_BYTES:
            return
        for key, sentence in sentences.items():
            if key not in filled.sentence_numbers:
                filled.sentence_numbers[key] = len(filled.sentences)
                filled.sentences.append(sentence)
        row["evidence"] = list(range(len(filled.evidence), len(filled.evidence) + len(shown)))
        filled.evidence_numbers.update((e.iri, number) for number, e in enumerate(shown, len(filled.evidence)))
        filled.evidence.extend(_evidence(filled, e, len(filled.claims)) for e in shown)
        filled.claim_numbers[claim.iri] = len(filled.claims)
        filled.claims.append(row)


def _claim(filled: Sheet, claim: ClaimNode) -> Row:
    number = filled.entity_numbers
    row: Row = {
        "id": local_name(claim.iri),
        "event": local_name(claim.event),
        "relation": claim.relation,
        "says": filled.words(wording.statement(claim, filled.known)),
        "about": [number[iri] for iri in claim.participants if iri in number],
        "pairs": [[number[a], number[b]] for a, b in pairs(claim) if a in number and b in number],
    }
    if claim.holder is not None:
        row["holder"] = number.get(claim.holder)
    if claim.narrator is not None:
        row["narrator"] = filled.document_numbers.get(claim.narrator)
    if claim.polarity != "positive":
        row["polarity"] = claim.polarity
    if claim.modality != "actual":
        row["modality"] = claim.modality
    return row


def _sentence(filled: Sheet, evidence: EvidenceNode) -> Row:
    return {"document": filled.document_numbers[evidence.document], "index": evidence.sentence_index, "text": evidence.sentence}


def _evidence(filled: Sheet, evidence: EvidenceNode, claim: int) -> Row:
    text = filled.texts.get(evidence.document) or ""
    row: Row = {
        "id": local_name(evidence.iri),
        "claim": claim,
        "sentence": filled.sentence_numbers[evidence.document, evidence.sentence_index],
        "at": [units(text, evidence.start), units(text, evidence.end)],
        "marks": _marks(evidence),
        "confidence": evidence.confidence,
        "rule": evidence.rule,
        "stance": evidence.stance,
    }
    optional = {"cue": evidence.cue, "date": evidence.date, "trigger": evidence.trigger}
    row.update({key: value for key, value in optional.items() if value})
    if evidence.place:
        row["place"] = filled.entity_numbers.get(evidence.place)
    if evidence.reported_in:
        row["through"] = [filled.entity_numbers[iri] for iri in evidence.reported_in if iri in filled.entity_numbers]
    return row


def _marks(evidence: EvidenceNode) -> list[list[int | str]]:
    """The parts of the sentence that are marked: quoted words, the trigger in them, the cue outside of them."""
    text, at = evidence.sentence, evidence.start - evidence.sentence_start
    end = at + len(evidence.exact)
    found: list[tuple[int, int, str]] = []
    if text[at:end] == evidence.exact:
        found.append((at, end, "quote"))
    for words, kind in ((evidence.trigger, "trigger"), (evidence.cue, "cue")):
        start = text.find(words, max(at, 0)) if words and kind == "trigger" else _outside(text, words, at, end)
        if words and start >= 0:
            found.append((start, start + len(words), kind))
    return [[units(text, start), units(text, stop), kind] for start, stop, kind in found]


def _outside(text: str, words: str | None, start: int, end: int) -> int:
    """Where the cue stands: outside of the quoted words, else anywhere."""
    if not words:
        return -1
    before, after = text.rfind(words, 0, max(start, 0)), text.find(words, max(end, 0))
    return before if before >= 0 else after if after >= 0 else text.find(words)


def units(text: str, offset: int) -> int:
    """A code point offset as an offset in UTF-16 units."""
    return offset if text.isascii() else len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
