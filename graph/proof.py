"""The checks behind `graph.verify`: of each document, sentence, claim and evidence, what is wrong with it."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import Final

from extract.records import Modality, Polarity
from graph import identity
from graph.index import Index, local_name
from graph.rdf import CONTEXT
from ontology import terms

POLARITIES: Final = {"positive": Polarity.POSITIVE, "negative": Polarity.NEGATIVE}
OFFSET: Final = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)  # as it is written, so that no digit can be changed unseen
Problem = tuple[str, str, str]


class Proof:
    """A graph and the texts to prove it by: those given, by SHA-256, or else (None) those that it holds."""

    def __init__(self, index: Index, given: Mapping[str, str] | None) -> None:
        self.index = index
        self.given = given
        self.documents, self.claims, self.evidence = map(index.of_type, (terms.DOCUMENT, terms.CLAIM, terms.EVIDENCE))
        self.texts: dict[str, str] = {}  # of the documents that hold
        self._shown = {claim: index.iris(claim, terms.HAS_EVIDENCE) for claim in self.claims}
        self._forged: dict[str, bool] = {}  # of events, whether their words stand nowhere
        self._about: defaultdict[str, list[str]] = defaultdict(list)
        for claim in self.claims:
            self._about[index.iri(claim, terms.ABOUT) or ""].append(claim)

    def name(self, document: str) -> str:
        """The doc_id of a document (an IRI)."""
        return self.index.words(document, terms.DCT_IDENTIFIER)

    def problems(self) -> Iterator[Problem]:
        """What is wrong: of which node, in which document (IRIs; "" where none is known), and in words; one for each node."""
        for iri in self.documents:
            if problem := self._document(iri):
                yield iri, iri, problem
        for iri in self.index.of_type(terms.SENTENCE):
            if problem := self._sentence(iri):
                yield iri, self._in(iri), problem
        for iri in self.claims:
            if problem := self._claim(iri) or self._words(iri):
                yield iri, self.index.iri(iri, terms.NARRATOR) or "", problem
        for iri in sorted({*self.evidence, *self._strays()}):
            if problem := self._evidence(iri) or self._links(iri):
                yield iri, self._in(iri), problem

    def unconfirmed(self, failed: Set[str]) -> set[str]:
        """The evidence that failed, or whose document, sentence or claim did."""
        index = self.index
        supports = {
            iri: {self._in(iri), index.iri(iri, terms.IN_SENTENCE), *index.iris(iri, terms.OA_HAS_BODY)} for iri in self.evidence
        }
        return {iri for iri, nodes in supports.items() if iri in failed or not nodes.isdisjoint(failed)}

    def _in(self, iri: str) -> str:
        return self.index.iri(iri, terms.IN_DOCUMENT) or ""

    def _strays(self) -> Iterator[str]:
        """What is evidence by all but its type, so that a changed type cannot hide it."""
        for quote in self.index.of_type(terms.OA_TEXT_QUOTE_SELECTOR):
            yield quote.removesuffix("-quote")
        for shown in self._shown.values():
            yield from shown

    def _document(self, iri: str) -> str | None:
        sha256 = self.index.words(iri, terms.SHA256)
        held = self.index.texts(iri, terms.FULL_TEXT)
        text = self.given.get(sha256) if self.given is not None else held[0] if held else None
        if text is None:
            where = "in the graph: give the documents" if self.given is None else "among the documents given: changed or missing"
            return f"there is no text with the hash {sha256!r} {where}"
        if any(_hash(found) != sha256 for found in {text, *held}):
            return f"the text does not have the hash {sha256!r}"
        if local_name(iri) != identity.document_id(self.name(iri), sha256):
            return "the id is not the hash of name and text"
        self.texts[iri] = text
        return None

    def _offsets(self, iri: str, start: str, end: str) -> tuple[int, int] | None:
        """Two offsets, each given once and as plain digits."""
        found = [self.index.texts(iri, which) for which in (start, end)]
        if not all(len(values) == 1 and OFFSET.fullmatch(values[0]) for values in found):
            return None
        return int(found[0][0]), int(found[1][0])

    def _sentence(self, iri: str) -> str | None:
        if self._in(iri) not in self.texts:
            return None if self._in(iri) in self.documents else "its document is not in the graph"
        span = self._offsets(iri, terms.START, terms.END)
        shown = self.index.texts(iri, terms.TEXT)
        text = self.texts[self._in(iri)]
        if span is None or not 0 <= span[0] <= span[1] <= len(text) or shown not in ((), (text[span[0] : span[1]],)):
            return "the sentence is not what stands at its offsets"
        return None

    def _one(self, iri: str, *predicates: str) -> bool:
        return all(len(self.index.terms(iri, predicate)) == 1 for predicate in predicates)

    def _claim(self, iri: str) -> str | None:
        """A claim's event's and its own id, and that something shows it."""
        index = self.index
        event = index.iri(iri, terms.ABOUT) or ""
        if not self._one(iri, terms.ABOUT, terms.POLARITY, terms.MODALITY) or not self._one(event, terms.RELATION):
            return "it has no event, relation, polarity or modality, or more than one"
        agents, targets = ([local_name(e) for e in index.iris(event, role)] for role in (terms.AGENT, terms.TARGET))
        theme, words = index.iri(event, terms.THEME), index.text(event, terms.THEME_TEXT)
        relation = index.name(event, terms.RELATION)
        if local_name(event) != identity.event_id(relation, agents, targets, theme and local_name(theme), words):
            return f"the id of its event {event!r} is not the hash of relation and fillers"
        shown = self._shown[iri]
        if not shown:
            return "no evidence shows it"
        holder, narrator = index.iri(iri, terms.HOLDER), index.iri(iri, terms.NARRATOR)
        polarity, modality = POLARITIES.get(index.name(iri, terms.POLARITY)), index.name(iri, terms.MODALITY)
        if polarity is None or modality not in tuple(Modality):
            return "it has no polarity or modality of the vocabulary"
        keeper = (holder and local_name(holder), narrator and local_name(narrator), local_name(self._in(shown[0])))
        if local_name(iri) != identity.claim_id(local_name(event), *keeper, polarity, Modality(modality)):
            return "the id is not the hash of event, holder, polarity and modality"
        return None

    def _words(self, iri: str) -> str | None:
        """The content in words: the hash of the event knows no case, so it must stand in a text that shows a claim about it."""
        event = self.index.iri(iri, terms.ABOUT) or ""
        words = self.index.texts(event, terms.THEME_TEXT)
        if event not in self._forged:
            self._forged[event] = bool(words) and not (len(words) == 1 and self._stands(words[0], event))
        return f"the words of its content {words[0]!r} do not stand in its documents" if self._forged[event] else None

    def _stands(self, words: str, event: str) -> bool:
        """Whether the words stand in a document of the event; where one is missing that cannot be said, and they may."""
        documents = {self._in(evidence) for claim in self._about[event] for evidence in self._shown[claim]}
        return any(document not in self.texts or words in self.texts[document] for document in sorted(documents))

    def _evidence(self, iri: str) -> str | None:
        """The words of an evidence, and what surrounds them."""
        index, text = self.index, self.texts.get(self._in(iri))
        if text is None:
            return "the text of its document is not there, or not the one that it was found in"
        span = self._offsets(f"{iri}-pos", terms.OA_START, terms.OA_END)
        if span is None:
            return "it has no offsets, or more than one"
        start, end = span
        if not 0 <= start < end <= len(text):
            return f"the offsets {start} to {end} lie outside of the text"
        quote = f"{iri}-quote"
        if index.texts(quote, terms.OA_EXACT) != (text[start:end],):
            return f"the words {index.words(quote, terms.OA_EXACT)!r} do not stand at {start} to {end}"
        around = (text[max(0, start - CONTEXT) : start],), (text[end : end + CONTEXT],)
        if (index.texts(quote, terms.OA_PREFIX), index.texts(quote, terms.OA_SUFFIX)) != around:
            return f"the words around {start} to {end} are not those of the prefix and the suffix"
        trigger = index.words(iri, terms.TRIGGER)
        if not trigger or trigger not in text[start:end]:
            return f"the trigger {trigger!r} is not among the words"
        if not all(word in text for word in index.words(iri, terms.CUE).split()):
            return f"the cue {index.words(iri, terms.CUE)!r} is not in the text"
        return None

    def _links(self, iri: str) -> str | None:
        """What an evidence is tied to: its claim, document, sentence and selectors."""
        index, document = self.index, self._in(iri)
        span = self._offsets(f"{iri}-pos", terms.OA_START, terms.OA_END) or (0, 0)
        claims = index.iris(iri, terms.OA_HAS_BODY)
        if [identity.evidence_id(local_name(document), *span, local_name(claim)) for claim in claims] != [local_name(iri)]:
            return "the id is not the hash of document, span and claim"
        if iri not in self._shown.get(claims[0], ()) or iri not in self.evidence:
            return f"its claim {claims[0]!r} is not in the graph, or does not name it"
        target = f"{iri}-target"
        tied = (index.iris(iri, terms.OA_HAS_TARGET), index.iris(target, terms.OA_HAS_SOURCE))
        if tied != ((target,), (document,)) or index.iris(target, terms.OA_HAS_SELECTOR) != (f"{iri}-pos", f"{iri}-quote"):
            return "its target is not the document with its two selectors"
        sentence = index.iri(iri, terms.IN_SENTENCE) or ""
        place = self._offsets(sentence, terms.START, terms.END) or (0, 0)
        if self._in(sentence) != document or not (place[0] < span[1] and span[0] < place[1]):
            return "it does not stand in its sentence"
        return None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
