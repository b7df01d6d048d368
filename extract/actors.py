"""People and bodies that are only described: "Lutetian rebels", "the protesters", "a leader of the opposition".

Called by `extract.entities` after names and other descriptions. Each becomes an entity of its document, marked as anonymous; a
later description of the same head that adds nothing new goes back to it. `extract.annotate` keeps those that say or do something.
Source: gold guidelines, decision 4 (groups that are only described get an entity where they fill a role).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract import gazetteer, grammar
from extract.callings import CROWDS, PERSONS, UNTOLD, called, complement_words, described, told_apart
from extract.classes import noun_classes
from extract.records import EntityType

Words = Mapping[str, frozenset[str]]
PLURAL: Final = frozenset({"NNS", "NNPS"})
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
OTHER: Final = frozenset({"other", "others", "such", "another"})
ARMED: Final = frozenset({"police", "army", "military", "militia", "rebel", "government"})  # "the police killing of"
DEEDS: Final = frozenset({"killing", "shooting", "attack", "raid", "bombing", "shelling", "offensive", "crackdown", "airstrike"})
FEASTS: Final = frozenset(
    {"graduation", "birthday", "dinner", "wedding", "house", "garden", "tea", "cocktail", "pool", "holiday"}
)
REACH: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A noun with the core of its phrase and the entity that it means; `name` is None where the entity has a name of its own."""

    head: Token
    phrase: Span
    entity: str
    type: EntityType
    name: str | None


@dataclass(slots=True, kw_only=True)
class _Reader:
    at: Mapping[tuple[int, int], str]
    types: Mapping[str, EntityType]
    classes: Words
    words: Words
    digest: str
    seen: list[tuple[str, bool, frozenset[str], Actor]] = field(default_factory=list)


def find_actors(
    docs: Sequence[Doc],
    at: Mapping[tuple[int, int], str],
    types: Mapping[str, EntityType],
    classes: Words,
    words: Words,
    digest: str,
) -> Iterator[Actor]:
    """The actors that no name and no other description stands for, in text order.

    `at` gives the entity at (offset of paragraph, token), `digest` keeps the ids apart from those of other documents.
    """
    reader = _Reader(at=at, types=types, classes=classes, words=words, digest=digest)
    for doc in docs:
        start = grammar.offset(doc)
        for token in doc:
            if (start, token.i) not in at and _is_noun(token, words):
                kind = kind_of(token, classes, words)
                if kind is not None and grammar.child(token, "cop") is None:
                    actor = _read(reader, token, kind)
                    if actor is not None:
                        yield actor


def _is_noun(token: Token, words: Words) -> bool:
    if token.ent_type_ or (token.tag_ == "JJ" and token.dep_ == "amod"):  # "a firm commitment"
        return False
    if not (token.pos_ == "NOUN" or (token.pos_ == "PROPN" and (token.tag_ in PLURAL or _office(token)))):
        return False
    lemma = token.lemma_.lower()
    if _other_sense(token, lemma) or amount_of(token, words) is not None:
        return False
    if token.dep_ not in {"compound", "nmod:unmarked", "fixed"}:
        return True
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    free = after is None or after.pos_ not in {"NOUN", "PROPN"}
    return free or (lemma in ARMED and after is not None and after == token.head and after.lemma_ in DEEDS)


def _other_sense(token: Token, lemma: str) -> bool:
    """Whether a noun for actors means something else: "the family of nations", "opposition to", "justice"."""
    if lemma == "family":
        of = grammar.oblique(token, "of")
        return of is not None and (of.ent_type_ == "Organization" or of.lemma_ == "nation")
    if lemma == "leadership":  # how somebody leads
        owner = grammar.possessor(token)
        return owner is not None and (owner.pos_ == "PRON" or owner.ent_type_ == EntityType.PERSON)
    if lemma == "opposition":
        return grammar.oblique(token, "to") is not None
    return lemma == "justice" and token.tag_ == "NN" and not _counted(token)


def _office(token: Token) -> bool:
    """Whether a capital owes itself to an office or a party: "the President of Ruritania", "my Government", "a Liberal"."""
    lemma, classes = token.lemma_.lower(), noun_classes()
    if lemma in classes["groups"] and any(c.lower_ in {"a", "an", "any", "another", "no"} for c in token.children):
        return True
    return _counted(token) and any(lemma in classes[c] for c in ("persons", "titles", "actors_state"))


def _counted(token: Token) -> bool:
    return any(c.dep_ in {"det", "nmod:poss"} for c in token.children)


def kind_of(token: Token, classes: Words, words: Words) -> EntityType | None:
    """What sort of actor a noun denotes, None for things."""
    lemma, plural = token.lemma_.lower(), token.tag_ in PLURAL
    if any(lemma in classes.get(c, ()) for c in PERSONS) or lemma in words["humans"]:
        return EntityType.GROUP if plural else EntityType.PERSON
    if lemma in words["crowds"] or any(lemma in classes.get(c, ()) for c in CROWDS):
        return EntityType.GROUP
    if lemma in classes["actors_org"] and token.lower_ != "funds" and not _is_feast(token):
        return EntityType.GROUP if plural else EntityType.ORGANIZATION
    if lemma in classes["actors_state"] and lemma in {"government", "authority", "regime", "administration", "leadership"}:
        return EntityType.ORGANIZATION
    if not plural and lemma in {"country", "nation", "state"} and _one_of_many(token):
        return EntityType.STATE
    return EntityType.GROUP if plural and lemma in classes["actors_state"] else None


def _is_feast(token: Token) -> bool:
    """ "A graduation party"."""
    return token.lemma_ == "party" and any(c.lower_ in FEASTS for c in token.children)


def _one_of_many(token: Token) -> bool:
    """ "An African nation", "another member state": one that is not named."""
    told = any(c.dep_ in {"amod", "compound"} for c in token.children)
    return told and any(c.lower_ in {"a", "an", "another", "one"} for c in token.children)


def _read(reader: _Reader, token: Token, kind: EntityType) -> Actor | None:
    phrase = described(token)
    beside = _beside(reader, token, kind)
    if beside is not None:
        return Actor(head=token, phrase=phrase, entity=beside, type=reader.types[beside], name=None)
    lemma, plural = token.lemma_.lower(), token.tag_ in PLURAL
    marks = frozenset(t.lower_ for t in phrase if t != token) | complement_words(token) | told_apart(token)
    definite = any(c.lower_ in DEFINITE or c.dep_ == "nmod:poss" for c in token.children)
    definite = definite and not any(c.lower_ == "all" for c in token.children)
    again = _earlier(reader, lemma, marks, plural=plural, definite=definite)
    if again is None:
        if not marks - UNTOLD - OTHER and (lemma in reader.words["faceless"] or _is_other(token)):
            return None
        name, told = called(token, phrase)
        words = f"{name} {told}".lower().split()
        slug = "-".join(words) if all(w.isalpha() for w in words) else gazetteer.slug(" ".join(words))
        found = Actor(head=token, phrase=phrase, entity=f"anonymous-{slug}-{reader.digest}", type=kind, name=name)
        had = marks
    else:
        found, had = again
    actor = Actor(head=token, phrase=phrase, entity=found.entity, type=found.type, name=found.name)
    reader.seen.append((lemma, plural, had, actor))
    return actor


def _is_other(token: Token) -> bool:
    return any(c.lower_ in OTHER for c in token.children)


def _beside(reader: _Reader, token: Token, kind: EntityType) -> str | None:
    """The person or body that the noun stands beside: "Omar, a farmer", "his wife Ana", "Baltic states"."""
    before = reader.at.get((grammar.offset(token.doc), token.i - 1))
    if before is not None and reader.types.get(before) is kind is EntityType.GROUP:
        return before if token.lemma_.lower() in reader.words["plural_actors"] else None
    around = [token.head] if token.dep_ == "appos" else []
    around += [c for c in grammar.children(token, "appos", "flat") if c.i > token.i]
    for other in around:
        entity = reader.at.get((grammar.offset(token.doc), other.i))
        if entity is not None and reader.types.get(entity) is kind and kind is not EntityType.GROUP:
            return entity
    return None


def _earlier(
    reader: _Reader, lemma: str, marks: frozenset[str], *, plural: bool, definite: bool
) -> tuple[Actor, frozenset[str]] | None:
    """The last description with the same head that says at least as much, or, without article, just the same; and its words.

    "Other countries" are not those that were spoken of without the word.
    """
    for other, many, had, actor in reversed(reader.seen[-REACH:]):
        fits = marks <= had and marks & OTHER == had & OTHER if definite and "and" not in had else marks == had
        if other == lemma and many == plural and fits:
            return (actor, had) if definite or plural else None
    return None


def amount_of(token: Token, words: Words) -> Token | None:
    """Of whom "dozens" or "a group" counts: refugees in "scores of refugees"."""
    if token.lemma_.lower() not in words["amounts"]:
        return None
    return grammar.oblique(token, "of")
