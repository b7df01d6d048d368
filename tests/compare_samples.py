"""Invented documents on invented states that contradict each other, as `cases/compare.toml` writes them; for tests of comparison.

`fabricated` makes the read model of them, `annotated` what extraction would have found in the documents of a graph.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.records import (
    Annotation,
    Attribution,
    Document,
    Entity,
    EntityType,
    Fact,
    Filler,
    Modality,
    Polarity,
    QuoteKind,
    Span,
)
from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph

CASES = tomllib.loads((Path(__file__).parent / "cases" / "compare.toml").read_text(encoding="utf-8"))
Row = Mapping[str, Any]


def entities() -> tuple[EntityNode, ...]:
    found = (re.fullmatch(r"(\w+) (\S+) (.+)", line) for line in CASES["entities"])
    return tuple(sorted((EntityNode(iri=m[2], id=m[2], type=m[1], name=m[3]) for m in found if m), key=lambda e: e.iri))


def fabricated(told: Iterable[Row], published: Mapping[str, str] | None = None) -> Graph:
    """A graph of sentences and what each says, as `tests/cases/compare.toml` writes them."""
    texts: defaultdict[str, str] = defaultdict(str)
    shown: defaultdict[ClaimNode, list[EvidenceNode]] = defaultdict(list)
    for row in told:
        doc_id, text = row["in"], row["text"]
        start = len(texts[doc_id])
        claim = _claim(row)
        shown[claim].append(_evidence(row, start, len(shown), claim))
        texts[doc_id] += text + "\n"
    claims = tuple(replace(claim, evidence=tuple(rows)) for claim, rows in shown.items())
    documents = tuple(
        DocumentNode(iri=f"doc-{d}", doc_id=f"{d}.txt", title=f"Title {d}", text=texts[d], published=(published or {}).get(d))
        for d in sorted(texts)
    )
    return Graph(entities=entities(), documents=documents, claims=tuple(sorted(claims, key=lambda c: c.iri)))


def _claim(row: Row) -> ClaimNode:
    relation, agents, targets, *more = re.fullmatch(r"(\S+) ?([^ >]*) >([^|]*)(?:\|([^|]*))?(?:\|(.*))?", row["fact"]).groups()  # type: ignore[union-attr]
    theme, words = ((part or "").strip() or None for part in more)
    fillers = (tuple(sorted(filter(None, part.strip().split(",")))) for part in (agents, targets))
    event = hashlib.sha256(re.sub(r"\s+", " ", row["fact"]).encode()).hexdigest()[:12]
    by, polarity, modality = row.get("by"), row.get("polarity", "positive"), row.get("modality", "actual")
    first, second = fillers
    return ClaimNode(
        iri=f"claim-{event}-{by or row['in']}-{polarity}-{modality}",
        event=f"event-{event}",
        relation=relation,
        agents=first,
        targets=second,
        theme=theme,
        theme_text=words,
        holder=None if by in (None, "?") else by,
        narrator=f"doc-{row['in']}" if by is None else None,
        polarity=polarity,
        modality=modality,
    )


def _evidence(row: Row, start: int, number: int, claim: ClaimNode) -> EvidenceNode:
    text = row["text"]
    return EvidenceNode(
        iri=f"ev-{row['in']}-{start}-{claim.iri}",
        document=f"doc-{row['in']}",
        sentence=text,
        sentence_index=number,
        sentence_start=start,
        start=start,
        end=start + len(text),
        exact=text,
        trigger=text.split()[-1],
        date=row.get("date"),
        place=row.get("place"),
        confidence=row.get("confidence", 0.9),
    )


UNCLEAR = Attribution(id="a", source=None, source_span=None, cue=(), content=(), kind=QuoteKind.INDIRECT)


def annotated(graph: Graph) -> Iterator[Annotation]:
    """The annotations of a graph's documents: its entities, each known by a link in all of them, and a fact for each evidence."""
    ids = {entity.iri: entity.id for entity in graph.entities}
    known = tuple(
        Entity(
            id=e.id,
            type=EntityType(e.type),
            name=e.name,
            aliases=e.aliases,
            anonymous=e.anonymous,
            links=(("wikidata", f"Q{number}"),),
        )
        for number, e in enumerate(graph.entities, 1)
    )
    for node in graph.documents:
        rows = [(claim, e) for claim in graph.claims for e in claim.evidence if e.document == node.iri]
        facts = tuple(_told(ids, f"f{number}", *row) for number, row in enumerate(rows))
        digest = hashlib.sha256((node.text or "").encode()).hexdigest()
        stated = {key: getattr(node, key) for key in ("title", "author", "publisher", "published", "url")}
        document = Document(
            doc_id=node.doc_id, source=node.doc_id, text=node.text or "", sha256=digest, source_sha256=digest, **stated
        )
        sentences = tuple(sorted({fact.sentence for fact in facts}))
        yield Annotation(
            document=document, sentences=sentences, entities=known, attributions=(UNCLEAR,), facts=facts, coverage=1.0
        )


def _told(ids: Mapping[str, str], number: str, claim: ClaimNode, evidence: EvidenceNode) -> Fact:
    def filled(iris: Iterable[str | None]) -> tuple[Filler, ...]:
        return tuple(Filler(entity=ids[iri]) for iri in iris if iri is not None)

    return Fact(
        id=number,
        sentence=Span(evidence.sentence_start, evidence.sentence_start + len(evidence.sentence)),
        relation=claim.relation,
        trigger=Span(evidence.start, evidence.end),
        agent=filled(claim.agents),
        target=filled(claim.targets),
        theme=next(iter(filled([claim.theme])), None),
        theme_text=claim.theme_text,
        date=evidence.date,
        place=ids[evidence.place] if evidence.place else None,
        polarity=Polarity("+" if claim.polarity == "positive" else "-"),
        modality=Modality(claim.modality),
        attribution=None if claim.holder or claim.narrator else UNCLEAR.id,
        holder=ids[claim.holder] if claim.holder else None,
        confidence=evidence.confidence,
        rule="verb",
    )
