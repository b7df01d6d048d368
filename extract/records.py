"""The records that flow between stages, and the annotation lines that `quoth extract` writes.

Readers make `Document` (or `Skipped`), extraction makes `Annotation`, the graph reads nothing else. A `Span` carries no
document id, against the letter of the house rule: the `Annotation` or `Document` that holds it names the document once, and a
line of 20,000 spans stays a tenth of the size.
"""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

SCHEMA: Final = 1
OPTIONAL: Final = ("subtype", "part_of", "party")  # of an entity, written where there is something to write


class EntityType(StrEnum):
    """The types of entities (gold guidelines, "Entity types")."""

    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    GROUP = "Group"
    PLACE = "Place"
    INSTRUMENT = "Instrument"
    EVENT = "Event"


class MentionKind(StrEnum):
    """How a mention refers."""

    NAMED = "named"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class QuoteKind(StrEnum):
    """How reported words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the reporting verb commits the reporter to."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DISTANCING = "distancing"


class Polarity(StrEnum):
    """Whether the clause affirms or negates."""

    POSITIVE = "+"
    NEGATIVE = "-"


class Modality(StrEnum):
    """How firmly the clause presents the happening."""

    ACTUAL = "actual"
    INTENDED = "intended"
    HYPOTHETICAL = "hypothetical"
    DEMANDED = "demanded"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of the stored text, in Unicode code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Trouble that was found in a document without stopping its analysis."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A part of the text that is no prose (caption, related links, comment form); kept, but not analysed."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that gave no document, and why. `source` is the file, member or row as the user would name it."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with what it states of itself. `published` is ISO 8601, possibly partial (YYYY, YYYY-MM)."""

    doc_id: str
    source: str
    text: str
    sha256: str
    source_sha256: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    skipped: tuple[Skip, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that is spoken of. `id` is stable across the documents of one run; `links` are (scheme, value) pairs; `subtype` is
    the name of a finer type of an ontology of one's own. A text that is part of a package names that (`part_of`) and the party
    that tells it from the other parts, both as entities."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    links: tuple[tuple[str, str], ...] = ()
    subtype: str | None = None
    part_of: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that refer to an entity; `entity` is None for a pronoun that was not resolved."""

    span: Span
    type: EntityType | None
    entity: str | None
    kind: MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression with its ISO 8601 / EDTF value; `type` is DATE, TIME, DURATION or SET."""

    span: Span
    value: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Reported words: who (None where unclear), by which cue, and what; `parent` is the attribution that this one stands in."""

    id: str
    source: str | None
    source_span: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: QuoteKind
    stance: Stance = Stance.NEUTRAL
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """An entity in a role; `span` is None where it stands outside the sentence."""

    entity: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One clause's relation between entities. `date` is ISO or a `/` range, `place` an entity id, `holder` the innermost
    speaker (None: the document's own voice, unless `attribution` is set: then the speaker is unclear)."""

    id: str
    sentence: Span
    relation: str
    trigger: Span
    agent: tuple[Filler, ...] = ()
    target: tuple[Filler, ...] = ()
    theme: Filler | None = None
    theme_text: str | None = None
    date: str | None = None
    place: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    attribution: str | None = None
    holder: str | None = None
    confidence: float = 0.5
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that extraction found in one document: one annotation line."""

    document: Document
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    facts: tuple[Fact, ...] = ()
    coverage: float = 0.0
    issues: tuple[Issue, ...] = field(default=())


def to_line(annotation: Annotation) -> str:
    """One JSON line without the line end; `from_line` reads it back."""
    document = annotation.document
    row: dict[str, Any] = {
        "schema": SCHEMA,
        **{k: getattr(document, k) for k in ("doc_id", "source", "sha256", "source_sha256", "title", "author", "publisher")},
        **{k: getattr(document, k) for k in ("published", "url", "language", "text")},
        "skipped": [[s.span.start, s.span.end, s.reason] for s in document.skipped],
        "sentences": [_pair(s) for s in annotation.sentences],
        "entities": [
            {
                "id": e.id,
                "type": e.type.value,
                "name": e.name,
                "aliases": list(e.aliases),
                "anonymous": e.anonymous,
                "links": dict(e.links),
                **{k: v for k in OPTIONAL if (v := getattr(e, k)) is not None},
            }
            for e in annotation.entities
        ],
        "mentions": [
            {"start": m.span.start, "end": m.span.end, "type": m.type and m.type.value, "entity": m.entity, "kind": m.kind.value}
            for m in annotation.mentions
        ],
        "times": [{"start": t.span.start, "end": t.span.end, "value": t.value, "type": t.type} for t in annotation.times],
        "attributions": [
            {
                "id": a.id,
                "source": a.source,
                "source_span": _pair(a.source_span),
                "cue": [_pair(s) for s in a.cue],
                "content": [_pair(s) for s in a.content],
                "kind": a.kind.value,
                "stance": a.stance.value,
                "parent": a.parent,
            }
            for a in annotation.attributions
        ],
        "facts": [_fact_row(f) for f in annotation.facts],
        "coverage": annotation.coverage,
        "issues": [{"code": i.code, "message": i.message, "span": _pair(i.span)} for i in annotation.issues],
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> Annotation:
    """Read an annotation line.

    Raises: ValueError, KeyError or TypeError for a line that is not of this schema.
    """
    row = json.loads(line)
    if row.get("schema") != SCHEMA:
        raise ValueError(f"annotation schema {row.get('schema')!r}, expected {SCHEMA}")
    issues = tuple(Issue(code=i["code"], message=i["message"], span=_span(i["span"])) for i in row["issues"])
    keys = ("doc_id", "source", "sha256", "source_sha256", "title", "author", "publisher", "published", "url", "language", "text")
    document = Document(
        **{k: row.get(k) for k in keys},
        skipped=tuple(Skip(span=Span(s, e), reason=r) for s, e, r in row["skipped"]),
    )
    return Annotation(
        document=document,
        sentences=tuple(Span(s, e) for s, e in row["sentences"]),
        entities=tuple(
            Entity(
                id=e["id"],
                type=EntityType(e["type"]),
                name=e["name"],
                aliases=tuple(e["aliases"]),
                anonymous=e["anonymous"],
                links=tuple(sorted(e["links"].items())),
                **{k: e.get(k) for k in OPTIONAL},
            )
            for e in row["entities"]
        ),
        mentions=tuple(
            Mention(
                span=Span(m["start"], m["end"]),
                type=m["type"] and EntityType(m["type"]),
                entity=m["entity"],
                kind=MentionKind(m["kind"]),
            )
            for m in row["mentions"]
        ),
        times=tuple(Time(span=Span(t["start"], t["end"]), value=t["value"], type=t["type"]) for t in row["times"]),
        attributions=tuple(
            Attribution(
                id=a["id"],
                source=a["source"],
                source_span=_span(a["source_span"]),
                cue=tuple(Span(s, e) for s, e in a["cue"]),
                content=tuple(Span(s, e) for s, e in a["content"]),
                kind=QuoteKind(a["kind"]),
                stance=Stance(a["stance"]),
                parent=a["parent"],
            )
            for a in row["attributions"]
        ),
        facts=tuple(_fact(f) for f in row["facts"]),
        coverage=row["coverage"],
        issues=issues,
    )


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(pair[0], pair[1])


def _fact_row(f: Fact) -> dict[str, Any]:
    return {
        "id": f.id,
        "sentence": _pair(f.sentence),
        "relation": f.relation,
        "trigger": _pair(f.trigger),
        "agent": [_filler_row(x) for x in f.agent],
        "target": [_filler_row(x) for x in f.target],
        "theme": None if f.theme is None else _filler_row(f.theme),
        "theme_text": f.theme_text,
        "date": f.date,
        "place": f.place,
        "polarity": f.polarity.value,
        "modality": f.modality.value,
        "attribution": f.attribution,
        "holder": f.holder,
        "confidence": f.confidence,
        "rule": f.rule,
    }


def _filler_row(filler: Filler) -> dict[str, Any]:
    return {"entity": filler.entity, "span": _pair(filler.span)}


def _filler(row: dict[str, Any]) -> Filler:
    return Filler(entity=row["entity"], span=_span(row["span"]))


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(
        id=row["id"],
        sentence=Span(*row["sentence"]),
        relation=row["relation"],
        trigger=Span(*row["trigger"]),
        agent=tuple(_filler(x) for x in row["agent"]),
        target=tuple(_filler(x) for x in row["target"]),
        theme=None if row["theme"] is None else _filler(row["theme"]),
        theme_text=row["theme_text"],
        date=row["date"],
        place=row["place"],
        polarity=Polarity(row["polarity"]),
        modality=Modality(row["modality"]),
        attribution=row["attribution"],
        holder=row["holder"],
        confidence=row["confidence"],
        rule=row["rule"],
    )
