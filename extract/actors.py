"""People and bodies that are only described: "Lutetian rebels", "the protesters", "a leader of the opposition".

Called by `extract.entities` after names and other descriptions. Each becomes an entity of its document, marked as anonymous; a
later description of the same head that adds nothing new goes back to it. `extract.annotate` keeps those that say or do something.
Source: gold guidelines, decision 4 (groups that are only described get an entity where they fill a role).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract import gazetteer, grammar, lexicon
from extract.classes import noun_classes
from extract.phrases import party
from extract.records import EntityType

Words = Mapping[str, frozenset[str]]
PERSONS: Final = ("persons", "officials", "titles", "captives", "casualties")
CROWDS: Final = ("groups", "protesters", "armed")
PLURAL: Final = frozenset({"NNS", "NNPS"})
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
FRONT: Final = frozenset({"amod", "compound", "nmod", "nmod:unmarked", "nmod:desc", "nmod:poss", "flat"})
HYPHENS: Final = frozenset({"-", "–"})
UNTOLD: Final = frozenset(
    {"many", "several", "same", "such", "own", "few", "various", "some", "most", "certain", "numerous", "more"}
)
OTHER: Final = frozenset({"other", "others", "such", "another"})
ARMED: Final = frozenset({"police", "army", "military", "militia", "rebel", "government"})  # "the police killing of"
DEEDS: Final = frozenset({"killing", "shooting", "attack", "raid", "bombing", "shelling", "offensive", "crackdown", "airstrike"})
FEASTS: Final = frozenset(
    {"graduation", "birthday", "dinner", "wedding", "house", "garden", "tea", "cocktail", "pool", "holiday"}
)
REACH: Final = 40
LONGEST: Final = 6
LISTED: Final = 12  # "the peoples of Chad, Mali and Peru"


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
    if token.ent_type_ or not (token.pos_ == "NOUN" or (token.pos_ == "PROPN" and (token.tag_ in PLURAL or _office(token)))):
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
    marks = frozenset(t.lower_ for t in phrase if t != token) | _complement_words(token) | _told_apart(token)
    definite = any(c.lower_ in DEFINITE or c.dep_ == "nmod:poss" for c in token.children)
    definite = definite and not any(c.lower_ == "all" for c in token.children)
    again = _earlier(reader, lemma, marks, plural=plural, definite=definite)
    if again is None:
        if not marks - UNTOLD - OTHER and (lemma in reader.words["faceless"] or _is_other(token)):
            return None
        name, told = _name(token, phrase)
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


def described(token: Token) -> Span:
    """The noun with what stands right in front of it but for articles, numbers and owners that are pronouns."""
    doc, start, first = token.doc, token.i, token.sent.start
    while start > first:
        if start - 1 > first and doc[start - 1].text in HYPHENS and not doc[start - 2].whitespace_:
            start -= 2
        elif _belongs(doc[start - 1], token):
            start -= 1
        else:
            break
    while start < token.i and _loose(doc[start]):
        start += 1
    while start > first and doc[start].ent_iob_ == "I":  # a name is kept whole
        start -= 1
    return doc[start : _hyphenated(token)]


def _hyphenated(token: Token) -> int:
    """Where a noun ends that goes on behind its hyphen: "Secretary-General"."""
    doc, end = token.doc, token.i + 1
    joined = end + 1 < len(doc) and doc[end].text in HYPHENS and not token.whitespace_ and not doc[end].whitespace_
    return end + 2 if joined and doc[end + 1].head == token and doc[end + 1].text.istitle() else end


def _loose(first: Token) -> bool:
    """Whether a description can begin without a word: "many", "same", an owner's "'s"."""
    return first.is_punct or first.tag_ == "POS" or first.pos_ in {"ADV", "CCONJ"} or first.lower_ in UNTOLD


def _belongs(before: Token, noun: Token) -> bool:
    """Whether a word in front is part of the description: its own modifiers, and theirs."""
    if before.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "CCONJ", "PART", "X"} and before.tag_ not in {"VBN", "VBG", "HYPH"}:
        return False
    while before.head != noun and before.head.i > before.i and before.head.i < noun.i:
        before = before.head
    chained = before.head != noun and before.head.dep_ in FRONT and before.head.head == noun
    return before.dep_ not in {"case", "mark"} and (before.head == noun or chained) and (chained or before.dep_ in FRONT)


def amount_of(token: Token, words: Words) -> Token | None:
    """Of whom "dozens" or "a group" counts: refugees in "scores of refugees"."""
    if token.lemma_.lower() not in words["amounts"]:
        return None
    return grammar.oblique(token, "of")


def _complement(token: Token) -> Token | None:
    found = (c for c in token.children if c.i > token.i and grammar.case(c) in {"of", "for", "from", "in"})
    return next((c for c in found if token.doc[token.i + 1].text != ","), None)


def _complement_words(token: Token) -> frozenset[str]:
    noun = _complement(token)
    if noun is None:
        return frozenset()
    first, last = grammar.phrase(noun)
    return frozenset({noun.lower_}) | {t.lower_ for t in token.doc[first:last] if t.pos_ in {"ADJ", "NOUN", "PROPN"}}


def _told_apart(token: Token) -> frozenset[str]:
    """The words of the clause right behind the noun, which says which ones are meant: "the countries bordering on the lake"."""
    clause = _clause(token)
    words = clause.subtree if clause is not None else ()
    return frozenset({t.lemma_.lower() for t in words if t.pos_ in {"VERB", "NOUN", "PROPN"}})


def _clause(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in {"acl", "acl:relcl"} and c.left_edge.i == token.i + 1), None)


def _names_it(clause: Token) -> bool:
    """Whether a clause is short and plain enough to be part of a name: no infinitive, no gerund with a preposition."""
    if clause.dep_ == "acl:relcl":
        return clause.left_edge.lower_ in grammar.RELATIVIZERS
    return clause.tag_ in {"VBG", "VBN"} and grammar.child(clause, "mark", "case", *grammar.SUBJECTS) is None


def _name(token: Token, phrase: Span) -> tuple[str, str]:
    """The words of the phrase, with what "of" and a clause join to it where that is short.

    A clause that says what somebody does is a statement of its own: it tells apart who is meant, and is no part of the name.
    """
    noun, end = _complement(token), phrase.end
    if noun is not None and grammar.case(noun) in {"of", "for"}:
        joined = [n for n in grammar.conjuncts(noun) if n.ent_type_ == noun.ent_type_]
        ends = (max(reach(n)[1] for n in joined) for reach in (grammar.phrase, party))
        whose = any(noun.lemma_.lower() in noun_classes().get(c, ()) for c in (*PERSONS, *CROWDS, "actors_state"))
        for last in ends if noun.ent_type_ or whose else (next(ends),):
            if last - token.i <= (LISTED if noun.ent_type_ else LONGEST):
                end = last
                break
    clause = _clause(token)
    if clause is not None and clause.right_edge.i - token.i <= LONGEST and _names_it(clause):
        told = token.doc[end : max(end, clause.right_edge.i + 1)]
        if clause.lemma_ not in lexicon.load().verbs:
            end = told.end
        else:
            return " ".join(token.doc[phrase.start : end].text.split()), " ".join(told.text.split())
    return " ".join(token.doc[phrase.start : end].text.split()), ""
