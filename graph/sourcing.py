"""Who says it, where, and in which sentence; called by `graph.timeline`, `graph.networks` and `graph.diff`.

Every line that these write ends in sources, so that nobody reads a claim as a fact.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.network import Voices
from graph.reading import ClaimNode, EvidenceNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A passage. `holder` is who says it (a title in quotation marks: the document itself), `through` who reports that one.

    Offsets are code points. `document` is a doc_id; `published` and `date` are as given (ISO 8601 or EDTF), the one of the
    document, the other of what is told.
    """

    holder: str
    through: tuple[str, ...]
    document: str
    title: str | None
    published: str | None
    url: str | None
    date: str | None
    start: int
    end: int
    exact: str
    sentence: str
    confidence: float

    @property
    def according(self) -> str:
        """Who says it, with those who report it."""
        return f"{self.holder}, as reported by {', '.join(self.through)}" if self.through else self.holder


def source(claim: ClaimNode, evidence: EvidenceNode, names: Voices) -> Source:
    """The source that a piece of evidence is."""
    document = names.documents.get(evidence.document)
    return Source(
        holder=names.teller(claim),
        through=tuple(names.name(iri) for iri in evidence.reported_in),
        document=evidence.document if document is None else document.doc_id,
        title=document.title if document else None,
        published=document.published if document else None,
        url=document.url if document else None,
        date=evidence.date,
        start=evidence.start,
        end=evidence.end,
        exact=evidence.exact,
        sentence=evidence.sentence,
        confidence=evidence.confidence,
    )


def sources(claim: ClaimNode, names: Voices) -> tuple[Source, ...]:
    """All sources of a claim, by document and place in its text."""
    return in_order(source(claim, evidence, names) for evidence in claim.evidence)


def in_order(found: Iterable[Source]) -> tuple[Source, ...]:
    """By date of publication, those without one last, then document and place in its text."""
    return tuple(sorted(found, key=lambda s: (s.published or "9999", s.document, s.start, s.end, s.holder)))
