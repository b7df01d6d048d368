"""A fact while it is being made, beside the tokens that it was made of; called by all makers of facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract import grammar
from extract.circumstances import date_of, place_of
from extract.contents import Content
from extract.grammar import text_of
from extract.lexicon import Entry
from extract.matching import Match
from extract.moods import Mood, mood
from extract.parties import Parties
from extract.phrases import party
from extract.records import EntityType, Fact, Filler, Modality, Polarity, Span
from extract.scene import Reference, Scene, located
from extract.times import fact_date

SPEECH_ACTS = frozenset({"demand", "promise", "threaten", "propose", "accuse", "deny", "support", "reject", "concede"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact with the head of its trigger, and the token bounds of its content."""

    fact: Fact
    head: Token
    content: Content | None = None


def draft(scene: Scene, number: int, match: Match, parties: Parties, content: Content | None) -> Draft:
    """The fact of a match whose roles are filled; it is held by nobody yet."""
    doc, entry = match.head.doc, match.entry
    provides, speaks = entry.relation == "stipulate", entry.relation in SPEECH_ACTS
    circumstances = mood(_ruling(match), scene.lexicon, words=match.words, conditional_is_actual=provides, performed=speaks)
    polarity = _polarity(entry, circumstances)
    modality = Modality(entry.modality) if entry.modality else _settled(entry, polarity, circumstances)
    where = place_of((match.head, *match.words))
    place = next((r for r in scene.references(number, where) if r.type in {EntityType.PLACE, EntityType.STATE}), None)
    fact = Fact(
        id="",
        sentence=located(doc, match.head.sent.start, match.head.sent.end),
        relation=entry.relation,
        trigger=_trigger(match),
        agent=fillers(match.head, parties.agents),
        target=fillers(match.head, parties.targets),
        theme=next(iter(fillers(match.head, parties.themes)), None),
        theme_text=None if content is None else words(scene, number, located(doc, *content)),
        date=_date(scene, number, match.head),
        place=place.entity if place and place.entity not in {t.entity for t in parties.targets} else None,
        polarity=polarity,
        modality=modality,
        rule=match.key,
    )
    return Draft(fact=fact, head=match.head, content=content)


def _ruling(match: Match) -> Token:
    """The word whose place in the sentence gives the mood: of "sanctions imposed by X" the noun."""
    head = match.head
    return head.head if head.dep_ == "acl" and head.head in match.words and grammar.negation(head) is None else head


def _trigger(match: Match) -> Span:
    """The words of the trigger from first to last, without markers and distant prepositions at its ends."""
    found = list(match.words)
    while len(found) > 1 and (found[-1].dep_ == "mark" or (found[-1].dep_ == "case" and found[-1].i - found[-2].i > 1)):
        found.pop()
    while len(found) > 1 and found[0].dep_ in {"mark", "case"} and found[1].i - found[0].i > 1:
        found.pop(0)
    first, last, doc = found[0].i, found[-1].i, match.head.doc
    while _hyphen(doc, first - 1):
        first -= 2
    while _hyphen(doc, last + 1):
        last += 2
    return located(doc, first, last + 1)


def _hyphen(doc: Doc, at: int) -> bool:
    """Whether a word goes on on both sides: "co-operation"."""
    return 0 < at < len(doc) - 1 and doc[at].text == "-" and not doc[at].whitespace_ and not doc[at - 1].whitespace_


def _settled(entry: Entry, polarity: Polarity, circumstances: Mood) -> Modality:
    """Who will not talk or will not give way has refused, now: no plan.

    Source: gold guidelines, decision 16.
    """
    refused = (entry.relation == "negotiate" and polarity is Polarity.NEGATIVE) or (
        entry.relation == "reject" and entry.polarity == "-" and polarity is Polarity.POSITIVE
    )
    return Modality.ACTUAL if refused and circumstances.modality is Modality.INTENDED else circumstances.modality


def _polarity(entry: Entry, circumstances: Mood) -> Polarity:
    negative = (circumstances.polarity is Polarity.NEGATIVE) ^ (entry.polarity == "-")
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE


def words(scene: Scene, number: int, span: Span) -> str:
    """The source's own words at a span of the document."""
    doc: Doc = scene.docs[number]
    start = grammar.offset(doc)
    source: str = doc.user_data.get("source", text_of(doc))
    return source[span.start - start : span.end - start]


def fillers(head: Token, references: Sequence[Reference]) -> tuple[Filler, ...]:
    """Role fillers; the span is None where the phrase stands outside the sentence."""
    found = []
    for r in references:
        inside = r.token.doc is head.doc and r.token.sent.start == head.sent.start
        first, last = party(r.token) if inside else (0, 0)
        found.append(Filler(entity=r.entity, span=located(head.doc, first, last) if inside else None))
    return tuple(found)


def _date(scene: Scene, number: int, head: Token) -> str | None:
    doc = scene.docs[number]
    time = date_of(doc, head, scene.times[number])
    if time is not None:
        return fact_date(time.value)
    heading: str | None = doc.user_data.get("heading_date")
    return heading
