"""Texts that are parts of a package: "two draft accords, one with Chile and the other with Peru"; called by `extract.entities`.

A package is a described text; its parts are told by the party that each is with. What is said of a part in passing stays said of
the package; the part is an entity of its own that names it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span, Token

from extract import grammar
from extract.gazetteer import slug
from extract.records import Entity, EntityType
from extract.texts import OWNING, Description, kinds_of

FIRST = frozenset({"one", "first"})
OTHER = frozenset({"other", "another", "second"})
REACH = 5  # tokens from "with" to the party's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A text of a package: the words that tell of it, the whole, and the party on the other side, both as entities."""

    phrase: Span
    noun: str
    whole: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A word that is followed by "with" and a party."""

    token: Token
    last: int
    party: str


def find_parts(
    described: Sequence[Description],
    at: Mapping[tuple[int, int], str],
    types: Mapping[str, EntityType],
    words: Mapping[str, frozenset[str]],
) -> Iterator[Part]:
    """The parts of described texts that two parties tell apart, in text order, each once."""
    seen: set[tuple[str, str]] = set()
    for text in (d for d in described if d.owner is not None and kinds_of(d.head, words)):
        told = [*_told(text.head, at, types)]
        for one, other in pairwise(told):
            if one.party == other.party or text.owner in (one.party, other.party):
                continue
            if _shared_out(one, other) or _side_by_side(text.head, one, other, words):
                for part in (one, other):
                    if (text.entity, part.party) not in seen:
                        seen.add((text.entity, part.party))
                        yield _part(text, part)


def part_entities(parts: Iterable[Part], entities: Iterable[Entity]) -> Iterator[tuple[Entity, Part]]:
    """An entity for each part, named by its owner, its noun and its party: "Russia's draft accord with Norway"."""
    known = {e.id: e for e in entities}
    for part in parts:
        owner = known[part.whole].name.partition("'s ")[0]
        name = f"{owner}'s {part.noun} with {known[part.party].name}"
        entity = Entity(id=slug(name), type=EntityType.INSTRUMENT, name=name, part_of=part.whole, party=part.party)
        if entity.id not in known:
            known[entity.id] = entity
            yield entity, part


def _told(head: Token, at: Mapping[tuple[int, int], str], types: Mapping[str, EntityType]) -> Iterator[_Told]:
    """From the text's noun to the end of its sentence: the words that "with" joins to a party."""
    doc, start = head.doc, grammar.offset(head.doc)
    for token in doc[head.i : head.sent.end - 2]:
        if doc[token.i + 1].lower_ != "with":
            continue
        for after in doc[token.i + 2 : min(token.i + 2 + REACH, head.sent.end)]:
            party = at.get((start, after.i))
            if party is not None and types.get(party) in OWNING:
                last = after.i
                while last + 1 < head.sent.end and at.get((start, last + 1)) == party:
                    last += 1
                yield _Told(token=token, last=last + 1, party=party)
                break
            if after.pos_ in {"VERB", "PUNCT", "ADP"}:
                break


def _shared_out(one: _Told, other: _Told) -> bool:
    """ "one with X and the other with Y"."""
    return one.token.lower_ in FIRST and other.token.lower_ in OTHER


def _side_by_side(head: Token, one: _Told, other: _Told, words: Mapping[str, frozenset[str]]) -> bool:
    """ "a draft treaty with X and a draft agreement with Y"."""
    between = head.doc[one.last : other.token.i]
    return (
        one.token == head
        and other.token.tag_ == "NN"
        and bool(kinds_of(other.token, words))
        and any(t.dep_ == "cc" or t.lower_ == "and" for t in between)
        and not any(t.pos_ in {"VERB", "AUX"} for t in between)
    )


def _part(text: Description, told: _Told) -> Part:
    doc, token = text.head.doc, told.token
    own = token.pos_ == "NOUN" and token.lower_ not in FIRST | OTHER
    noun = token if own else text.head
    draft = noun.nbor(-1) if noun.i and noun.nbor(-1).lower_ == "draft" else None
    words = " ".join((*(["draft"] if draft is not None else []), noun.lemma_.lower()))
    start = draft.i if own and draft is not None else token.i
    return Part(phrase=Span(doc, start, told.last), noun=words, whole=text.entity, party=told.party)
