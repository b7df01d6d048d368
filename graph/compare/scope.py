"""What every part of a comparison needs, gathered once; made by `graph.compare`, handed to all of its modules."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.compare.contents import Likeness
from graph.compare.events import Happening, Link, contents, happenings, links
from graph.compare.knowledge import Knowledge, knowledge
from graph.compare.records import Passage
from graph.compare.ties import Ties, ties
from graph.compare.witnesses import Witnesses, witnesses
from graph.index import local_name
from graph.network import Voices, voices
from graph.reading import ClaimNode, EvidenceNode, Graph

CLOSING: Final = "\"'”’»)]* "
STOPS: Final = (".", "!", "?", "…", ";", ":")
Spoken = tuple[int, int, tuple[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A graph, and all that was made of it to compare its sources.

    `spoken` has for each document IRI the evidence of what speakers hold: start, end, the sentence's start and end, the name.
    """

    graph: Graph
    known: Knowledge
    names: Voices
    ties: Ties
    alike: Likeness
    witnesses: Witnesses
    events: Mapping[str, Happening]
    links: tuple[Link, ...]
    spoken: Mapping[str, tuple[Spoken, ...]]

    def passage(self, evidence: EvidenceNode) -> Passage:
        """The words of a piece of evidence, and where they stand."""
        return Passage(
            document=self.doc_id(evidence.document),
            start=evidence.start,
            end=evidence.end,
            text=evidence.exact,
            sentence=evidence.sentence,
        )

    def is_heading(self, evidence: EvidenceNode) -> bool:
        """Whether the sentence is its document's title, or ends without a full stop or the like."""
        document = self.names.documents.get(evidence.document)
        words = evidence.sentence.strip()
        title = document.title.strip().casefold() if document is not None and document.title else None
        return words.casefold() == title or not words.rstrip(CLOSING).endswith(STOPS)

    def doc_id(self, iri: str) -> str:
        """The `doc_id` of a document's IRI."""
        document = self.names.documents.get(iri)
        return local_name(iri) if document is None else document.doc_id

    def voice(self, claim: ClaimNode, *, speech: bool = False) -> str | None:
        """A key for who holds a claim; None where that could not be made out.

        A narrated claim is held by its document, and reprints are one voice. With `speech` the claim is itself something said,
        such as an accusation: its agents hold it, whoever reports them.
        """
        if speech and claim.agents and claim.relation in self.known.speech:
            return " ".join(claim.agents)
        if claim.holder is not None:
            return claim.holder
        return None if claim.narrator is None else self.witnesses.origin.get(claim.narrator, claim.narrator)

    def holder(self, claim: ClaimNode, *, speech: bool = False) -> str:
        """The name of who holds a claim."""
        if speech and claim.agents and claim.relation in self.known.speech:
            return " and ".join(self.names.name(iri) for iri in claim.agents)
        return self.names.voice(claim)


def scope(graph: Graph) -> Scope:
    """Read a graph for comparison."""
    known = knowledge()
    events = happenings(graph)
    related = ties(graph, known)
    alike = contents(events)
    names = voices(graph)
    return Scope(
        graph=graph,
        known=known,
        names=names,
        ties=related,
        alike=alike,
        witnesses=witnesses(graph),
        events=events,
        links=links(events, alike, related, known),
        spoken=_spoken(graph, names),
    )


def _spoken(graph: Graph, names: Voices) -> Mapping[str, tuple[Spoken, ...]]:
    rows: defaultdict[str, list[Spoken]] = defaultdict(list)
    for claim in graph.claims:
        if claim.holder is not None:
            for e in claim.evidence:
                sentence = (e.sentence_start, e.sentence_start + len(e.sentence))
                rows[e.document].append((e.start, e.end, sentence, names.name(claim.holder)))
    return {document: tuple(sorted(found)) for document, found in rows.items()}
