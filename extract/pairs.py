"""Whom "both sides", "the two countries", "Lutetian and Ruritanian envoys" mean; called by `extract.annotate` after the pronouns.

"Both" and "two" mean parties that were named shortly before: the last two that stand side by side ("Lutha and Grustark"), else
the only two of the fitting kind in the nearest sentences. Where there are three or more the phrase is left open.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from extract import gazetteer, grammar
from extract.coreference import Referents
from extract.entities import DocumentEntities
from extract.records import EntityType

WINDOW: Final = 3
DEFINITE: Final = frozenset({"the", "these", "those", "both"})
ONE_OF_TWO: Final = frozenset({"either", "neither"})
PLAIN: Final = frozenset(
    {"two", "other", "neighboring", "neighbouring", "rival", "warring", "opposing", "brotherly", "friendly", "nuclear"}
)
STATES: Final = frozenset({EntityType.STATE})
SIDES: Final = STATES | {EntityType.ORGANIZATION, EntityType.GROUP}
KINDS: Final[Mapping[str, frozenset[EntityType]]] = {
    **dict.fromkeys(
        ("country", "nation", "state", "government", "power", "superpower", "capital", "neighbor", "neighbour"), STATES
    ),
    **dict.fromkeys(("side", "party", "camp", "delegation"), SIDES),
    **dict.fromkeys(
        ("leader", "president", "minister", "premier", "man", "politician", "statesman"), frozenset({EntityType.PERSON})
    ),
}


@dataclass(slots=True)
class _Reader:
    entities: DocumentEntities
    referents: Referents
    servants: frozenset[str]
    sentences: list[list[str]] = field(default_factory=list)
    coordinated: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)

    def of(self, paragraph: int, start: int, word: int) -> tuple[str, ...]:
        """Whom a word names; `start` is where its paragraph begins."""
        known = self.referents.get((paragraph, word))
        if known is not None:
            return known
        entity = self.entities.entity_of(start, word)
        return () if entity is None else (entity,)


def resolve_pairs(docs: Sequence[Doc], entities: DocumentEntities, referents: Referents) -> Referents:
    """(paragraph, noun) of each phrase for two parties -> the entities that it means."""
    words = gazetteer.load().words
    reader, found = _Reader(entities, referents, words["bodies"] | words["ranks"]), Referents()
    for number, doc in enumerate(docs):
        start = grammar.offset(doc)
        for sentence in doc.sents:
            reader.sentences.append([])
            for token in sentence:
                kinds = _asked_for(token) if token.pos_ == "NOUN" else None
                pair = (_pair(reader, kinds) if kinds else ()) or _in_front(reader, number, token)
                if pair:
                    found[number, token.i] = pair
                named = pair or reader.of(number, start, token.i)
                if named:
                    _remember(reader, number, token, pair, named)
    return found


def _asked_for(token: Token) -> frozenset[EntityType]:
    """What kind of party a noun asks for, if it is a phrase for two."""
    kinds = KINDS.get(token.lemma_.lower())
    if kinds is None or grammar.children(token, "appos", "acl", "acl:relcl", "flat", "nmod:poss"):
        return frozenset()
    front = [c for c in token.children if c.i < token.i]
    words = {c.lower_ for c in front if c.dep_ in {"det", "det:predet", "nummod", "amod", "cc:preconj", "advmod"}}
    two = words & ONE_OF_TWO or "both" in words or ("two" in words and words & DEFINITE)
    narrowed = any(c.dep_ in {"amod", "compound", "nmod"} and c.lower_ not in PLAIN | DEFINITE for c in front)
    narrowed = narrowed or any(grammar.case(c) == "of" for c in grammar.children(token, "nmod"))
    return kinds if two and not narrowed and (token.tag_ == "NNS" or words & ONE_OF_TWO) else frozenset()


def _pair(reader: _Reader, kinds: frozenset[EntityType]) -> tuple[str, ...]:
    here = len(reader.sentences)
    for sentence, both in reversed(reader.coordinated):
        if here - sentence <= 1 and all(reader.entities.type_of(e) in kinds for e in both):
            return both
    near: list[str] = []
    for spoken_of in reversed(reader.sentences[-WINDOW - 1 :]):
        near += [e for e in spoken_of if e not in near and _fits(reader, e, kinds)]
        if len(near) > 1:
            return tuple(near) if len(near) == 2 else ()
    return ()


def _in_front(reader: _Reader, paragraph: int, token: Token) -> tuple[str, ...]:
    """For whom the people act that coordinated names stand beside: "US and NATO officials", "the leaders of Chad and Mali"."""
    if token.tag_ not in {"NNS", "NNPS"}:
        return ()
    singular = token.lower_.removesuffix("s") if token.pos_ == "PROPN" else token.lemma_.lower()
    if singular not in reader.servants:
        return ()
    for c in grammar.children(token, "amod", "compound", "nmod"):
        behind = c.i > token.i and grammar.case(c) == "of"
        both = [t for t in grammar.conjuncts(c) if (behind or c.i <= t.i < token.i) and t.ent_type_]
        start = grammar.offset(token.doc)
        named = tuple(dict.fromkeys(e for t in both for e in reader.of(paragraph, start, t.i)))
        if len(named) > 1 and all(reader.entities.type_of(e) in SIDES for e in named):
            return named
    return ()


def _fits(reader: _Reader, entity: str, kinds: frozenset[EntityType]) -> bool:
    return reader.entities.type_of(entity) in kinds and not reader.entities.is_medium(entity)


def _remember(reader: _Reader, paragraph: int, token: Token, pair: tuple[str, ...], named: tuple[str, ...]) -> None:
    reader.sentences[-1] += [e for e in named if e not in reader.sentences[-1]]
    if pair or (grammar.first_conjunct(token) == token):
        both = pair or tuple(_joined(reader, paragraph, token))
        if len(both) == 2:
            reader.coordinated.append((len(reader.sentences), both))


def _joined(reader: _Reader, paragraph: int, token: Token) -> Iterator[str]:
    """The different parties of a coordination."""
    start = grammar.offset(token.doc)
    yield from dict.fromkeys(e for t in grammar.conjuncts(token) for e in reader.of(paragraph, start, t.i))
