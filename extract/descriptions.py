"""What is only described: "the alliance", "Russian officials", "its demands"; called by `extract.entities` after the names.

Each description is tied to the last thing that its words can mean, or begins a chain of its own where it is a text that somebody
owns or that recurs. Bodies of a state ("US troops") act for it. Only definite and owned phrases look back.
Source: gold guidelines (entities, descriptions); the order of the sieves follows Lee et al. (2013).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from extract import gazetteer, grammar
from extract.classes import common_nouns
from extract.phrases import core, in_front, is_definite, narrowed
from extract.records import EntityType
from extract.texts import Description, Named, Texts, kinds_of

SPOKEN_OF: Final = ("actors_org", "actors_state", "instruments", "happenings", "treaties")
# What a capital means where the United Nations are spoken of.
UN_BODIES: Final = {"assembly": "united-nations-general-assembly", "council": "united-nations-security-council"}
UN: Final = "united-nations"
REACH: Final = 12
ANOTHER: Final = frozenset(
    {"former", "late", "new", "next", "then", "deputy", "vice", "acting", "other", "previous", "first", "second"}
)
VAGUE: Final = frozenset(
    {"military", "western", "international", "entire", "whole", "same", "latter", "former", "regional", "global", "transatlantic"}
)


@dataclass(slots=True, kw_only=True)
class _Reader:
    named: Named
    classes: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    at: dict[tuple[int, int], str]
    texts: Texts
    recent: list[str] = field(default_factory=list)
    found: list[Description] = field(default_factory=list)


def describe(docs: Sequence[Doc], named: Named, classes: Mapping[str, frozenset[str]]) -> list[Description]:
    """Descriptions in text order."""
    words, at = gazetteer.load().words, dict(named.at)
    reader = _Reader(named=named, classes=classes, words=words, at=at, texts=Texts(named=named, words=words, at=at))
    common = common_nouns()
    for doc in docs:
        start = grammar.offset(doc)
        for token in doc:
            entity = named.at.get((start, token.i))
            if entity is not None:
                if not token.i or named.at.get((start, token.i - 1)) != entity:
                    reader.recent.append(entity)
                reader.texts.last[entity] = start + token.idx
            elif (token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.lower_ in common)) and not _compounds(token):
                _read(reader, token)
    return sorted([*reader.found, *reader.texts.described()], key=lambda d: (grammar.offset(d.phrase.doc), d.head.i))


def _read(reader: _Reader, token: Token) -> None:
    entity = _body(reader, token) or _person(reader, token) or _known(reader, token)
    if entity is not None:
        reader.found.append(Description(head=token, phrase=core(token), entity=entity, type=reader.named.types[entity]))
        reader.at[grammar.offset(token.doc), token.i] = entity
        reader.recent.append(entity)
        return
    kinds = kinds_of(token, reader.words)
    if kinds:
        reader.texts.add(token, kinds)


def _compounds(token: Token) -> bool:
    """Whether another noun follows that the token only modifies: "draft" in "draft treaty"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is not None and after.pos_ == "NOUN" and after.tag_ != "POS"


def _at(reader: _Reader, token: Token | None) -> str | None:
    return None if token is None else reader.at.get((grammar.offset(token.doc), token.i))


def _body(reader: _Reader, token: Token) -> str | None:
    """Whom "Russian officials", "the Johnson government" or "troops of the alliance" act for."""
    lemma = token.lemma_.lower()
    if lemma not in reader.words["bodies"] and lemma not in reader.words["ranks"]:
        return None
    if lemma in reader.classes["persons"] and token.tag_ not in {"NNS", "NNPS"}:
        return None
    owner = _at(reader, in_front(core(token)))
    for noun in (token, *grammar.conjuncts(token)[1:]):  # "the government and the people of the island"
        if owner is None and (of := grammar.oblique(noun, "of")) is not None:
            owner = _at(reader, of)
    if owner is None and token.i + 3 < len(token.doc) and token.nbor(1).lower_ == "of":
        named = token.nbor(3 if token.nbor(2).lower_ == "the" else 2)
        other = named.dep_ in {"amod", "compound"} and named.head.i > named.i and not named.head.ent_type_
        owner = None if other else _at(reader, named)  # not "of the Turkish community"
    if owner is None or _of_two(reader, token):
        return None
    kind = reader.named.types.get(owner)
    if kind is EntityType.PERSON:
        return _state_of(reader, owner, lemma) if lemma in reader.words["headed"] else None
    return owner if kind is EntityType.ORGANIZATION or (kind is EntityType.STATE and lemma in reader.words["bodies"]) else None


def _of_two(reader: _Reader, token: Token) -> bool:
    """Whether two peoples are named in front, so that it is a body of neither: "Turkish Cypriot leadership"."""
    named = [_at(reader, t) for t in token.lefts if t.dep_ in {"amod", "compound"} or t.ent_type_]
    return len({e for e in named if e is not None and reader.named.types.get(e) is EntityType.STATE}) > 1


def _state_of(reader: _Reader, person: str, noun: str) -> str | None:
    """The state whose office a person holds in this document; "administration" alone speaks of the one that is usual for it."""
    held = reader.named.bodies.get(person, ())
    usual = reader.words["administrations"] & reader.named.types.keys() if noun == "administration" and not held else ()
    return next((b for b in (*held, *sorted(usual)) if reader.named.types.get(b) is EntityType.STATE), None)


def _person(reader: _Reader, token: Token) -> str | None:
    """ "the minister": the last person named with that title; a named owner has to stand for that person's body."""
    if token.tag_ not in {"NN", "NNP"} or token.lemma_.lower() not in reader.classes["persons"] or not is_definite(core(token)):
        return None
    if any(t.lower_ in ANOTHER for t in core(token)):
        return None
    here = grammar.offset(token.doc) + token.idx
    holders = [person for at, head, person in reader.named.titles if head == token.lemma_.lower() and at < here]
    owners = [_at(reader, noun) for noun in (in_front(core(token)), grammar.oblique(token, "of"), grammar.possessor(token))]
    named = {owner for owner in owners if owner is not None}
    fitting = [person for person in holders if named <= set(reader.named.bodies.get(person, ()))]
    return fitting[-1] if fitting else None


def _known(reader: _Reader, token: Token) -> str | None:
    """The last thing that a definite description fits: "the alliance", "the country", "the treaty"."""
    lemma = token.lemma_.lower()
    if not any(lemma in reader.classes[c] for c in SPOKEN_OF):
        return None
    if _ours(reader, token):
        return UN
    phrase = core(token)
    if token.tag_ in {"NNS", "NNPS"}:
        lemma = token.lower_
    if not is_definite(phrase) or any(t.lower_ not in VAGUE and t != token for t in phrase):
        return None
    if narrowed(token) or phrase.text.lower().endswith("international community"):
        return None
    other = reader.named.speaking if any(c.lower_ == "that" for c in token.children) else None  # "that country" is not one's own
    fitting = [
        entity
        for distance, entity in enumerate(reversed(reader.recent))
        if lemma in reader.named.nouns.get(entity, ())
        and entity != other
        and not (reader.named.types.get(entity) is EntityType.EVENT and distance > REACH)
    ]
    if token.text.istitle() and lemma in UN_BODIES and UN_BODIES[lemma] in fitting and UN in reader.recent:
        return UN_BODIES[lemma]
    if token.text.istitle() and not token.is_sent_start and lemma in {"organization", "organisation"}:
        return UN if UN in fitting else max(fitting, key=fitting.count, default=None)
    found = next(iter(fitting), None)
    return None if found is not None and reader.texts.nearer(token, found) else found


def _ours(reader: _Reader, token: Token) -> bool:
    """Whether members of the United Nations speak of them: "our Organization", "this universal Organization"."""
    if token.text not in {"Organization", "Organisation"} or UN not in reader.recent:
        return False
    return any(c.lower_ in {"our", "this"} for c in token.children) and not narrowed(token)
