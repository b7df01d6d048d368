"""What is only described: "the alliance", "Russian officials", "its demands"; called by `extract.entities` after the names.

Each description is tied to the last thing that its words can mean, or begins a chain of its own where it is a text that somebody
owns or that recurs. Bodies of a state ("US troops") act for it. Only definite and owned phrases look back.
Source: gold guidelines (entities, descriptions); the order of the sieves follows Lee et al. (2013).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract import gazetteer, grammar
from extract.classes import common_nouns
from extract.gazetteer import slug
from extract.records import EntityType

OWNING: Final = frozenset({EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.PERSON})
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both", "said"})
SPOKEN_OF: Final = ("actors_org", "actors_state", "instruments", "happenings", "treaties")
KINDS: Final = ("proposed", "agreed", "answered", "any", "other", "loose")
APART: Final = frozenset({"other", "loose"})
REACH: Final = 12
VAGUE: Final = frozenset(
    {"military", "western", "international", "entire", "whole", "same", "latter", "former", "regional", "global", "transatlantic"}
)
CORE: Final = frozenset({"amod", "compound", "nmod:unmarked", "nmod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun with the core of its phrase and the entity that it means; `owner` and `name` only for a chain of its own."""

    head: Token
    phrase: Span
    entity: str
    type: EntityType
    owner: str | None = None
    name: str = ""


@dataclass(slots=True, kw_only=True)
class _Chain:
    """Descriptions of one text."""

    kinds: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    owners: tuple[str, ...] = ()
    members: list[tuple[Token, Span]] = field(default_factory=list)
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the names of the document gave: the entity at (offset of paragraph, token), its type, the nouns that can stand for it,
    (offset, head word, person) of offices, whom persons speak for, the state that a body belongs to by its name."""

    at: Mapping[tuple[int, int], str]
    types: Mapping[str, EntityType]
    nouns: Mapping[str, frozenset[str]]
    titles: Sequence[tuple[int, str, str]]
    bodies: Mapping[str, tuple[str, ...]]
    homes: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class _Reader:
    named: Named
    classes: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    at: dict[tuple[int, int], str]
    recent: list[str] = field(default_factory=list)
    chains: list[_Chain] = field(default_factory=list)
    found: list[Description] = field(default_factory=list)


def describe(docs: Sequence[Doc], named: Named, classes: Mapping[str, frozenset[str]]) -> list[Description]:
    """Descriptions in text order."""
    reader = _Reader(named=named, classes=classes, words=gazetteer.load().words, at=dict(named.at))
    common = common_nouns()
    for doc in docs:
        start = grammar.offset(doc)
        for token in doc:
            entity = named.at.get((start, token.i))
            if entity is not None:
                if not token.i or named.at.get((start, token.i - 1)) != entity:
                    reader.recent.append(entity)
            elif (token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.lower_ in common)) and not _compounds(token):
                _read(reader, token)
    return sorted([*reader.found, *_chained(reader)], key=lambda d: (grammar.offset(d.phrase.doc), d.head.i))


def _read(reader: _Reader, token: Token) -> None:
    entity = _body(reader, token) or _person(reader, token) or _known(reader, token)
    if entity is not None:
        reader.found.append(Description(head=token, phrase=core(token), entity=entity, type=reader.named.types[entity]))
        reader.at[grammar.offset(token.doc), token.i] = entity
        reader.recent.append(entity)
        return
    kinds = _kinds(reader, token)
    if kinds:
        _chain(reader, token, kinds)


def _compounds(token: Token) -> bool:
    """Whether another noun follows that the token only modifies: "draft" in "draft treaty"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is not None and after.pos_ == "NOUN" and after.tag_ != "POS"


def core(head: Token) -> Span:
    """The noun with its adjectives and compounds, without article, number, owner and names."""
    start = head.i
    while start > head.sent.start:
        before = head.doc[start - 1]
        joined = before.text == "-" and start > 1 and not before.whitespace_
        if before.ent_type_ or not (joined or (before.pos_ in {"ADJ", "NOUN", "VERB"} and _inside(before, head))):
            break
        start -= 1
    while start < head.i and (head.doc[start].text == "-" or head.doc[start].lower_ in {"such", "other", "same", "own"}):
        start += 1
    return head.doc[start : head.i + 1]


def _inside(token: Token, head: Token) -> bool:
    return (token.head == head and token.dep_ in CORE) or (
        token.head.head == head and token.dep_ in CORE and token.head.i < head.i
    )


def _before_core(phrase: Span) -> Token | None:
    doc, at = phrase.doc, phrase.start
    while at > phrase.sent.start and doc[at - 1].pos_ in {"NUM", "ADJ"} and not doc[at - 1].ent_type_:
        at -= 1
    return doc[at - 1] if at > phrase.sent.start else None


def _definite(phrase: Span) -> bool:
    before = _before_core(phrase)
    return before is not None and before.lower_ in DEFINITE


def _entity(reader: _Reader, token: Token) -> str | None:
    return reader.at.get((grammar.offset(token.doc), token.i))


def _modifier(reader: _Reader, phrase: Span) -> str | None:
    """The actor named right in front: "Russian", "NATO", "Moscow's"."""
    doc, at = phrase.doc, phrase.start
    while (at > 0 and doc[at - 1].lower_ in {"'s", "'"}) or (at > 1 and doc[at - 1].pos_ == "NUM"):
        at -= 1
    if not at or not (doc[at - 1].head in phrase or at < phrase.start or doc[at - 1].pos_ == "ADJ"):
        return None
    return _entity(reader, doc[at - 1])


def _body(reader: _Reader, token: Token) -> str | None:
    """Whom "Russian officials", "the Johnson government" or "troops of the alliance" act for."""
    lemma = token.lemma_.lower()
    if lemma not in reader.words["bodies"]:
        return None
    if lemma in reader.classes["persons"] and token.tag_ not in {"NNS", "NNPS"}:
        return None
    owner = _modifier(reader, core(token))
    if owner is None and (of := grammar.oblique(token, "of")) is not None:
        owner = _entity(reader, of)
    if owner is None:
        return None
    kind = reader.named.types.get(owner)
    if kind is EntityType.PERSON:
        return _state_of(reader, owner) if lemma in reader.words["headed"] else None
    return owner if kind in {EntityType.STATE, EntityType.ORGANIZATION} else None


def _state_of(reader: _Reader, person: str) -> str | None:
    """The state whose office a person holds in this document."""
    return next((b for b in reader.named.bodies.get(person, ()) if reader.named.types.get(b) is EntityType.STATE), None)


def _person(reader: _Reader, token: Token) -> str | None:
    """ "the minister": the last person named with that title; a named owner has to stand for that person's body."""
    if token.tag_ not in {"NN", "NNP"} or token.lemma_.lower() not in reader.classes["persons"] or not _definite(core(token)):
        return None
    here = grammar.offset(token.doc) + token.idx
    holders = [person for at, head, person in reader.named.titles if head == token.lemma_.lower() and at < here]
    return holders[-1] if holders else None


def _known(reader: _Reader, token: Token) -> str | None:
    """The last thing that a definite description fits: "the alliance", "the country", "the treaty"."""
    phrase = core(token)
    lemma = token.lemma_.lower()
    if token.tag_ in {"NNS", "NNPS"}:
        lemma = token.lower_
    if not _definite(phrase) or any(t.lower_ not in VAGUE and t != token for t in phrase):
        return None
    if any(marker in {"of", "between", "with", "in"} for marker, noun in grammar.obliques(token) if noun.i > token.i):
        return None
    if phrase.text.lower().endswith("international community") or not any(
        token.lemma_.lower() in reader.classes[c] for c in SPOKEN_OF
    ):
        return None
    for distance, entity in enumerate(reversed(reader.recent)):
        if reader.named.types.get(entity) is EntityType.EVENT and distance > REACH:
            continue
        if lemma in reader.named.nouns.get(entity, ()):
            return entity
    return None


def _kinds(reader: _Reader, token: Token) -> frozenset[str]:
    """What sort of text a noun means; none for "in response to"."""
    lemma = token.lemma_.lower()
    kinds = {k for k in KINDS if lemma in reader.words[k]}
    if "answered" in kinds and token.i and token.nbor(-1).lower_ == "in":
        return frozenset()
    if kinds and any(t.lower_ in reader.words["unfinished"] for t in core(token)):
        kinds.add("proposed")
    return frozenset(kinds)


def _owners(reader: _Reader, token: Token, kinds: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """Whose text it is, and whether a pronoun owns it."""
    phrase = core(token)
    poss = grammar.possessor(token)
    if poss is not None:
        ids = tuple(e for t in grammar.conjuncts(poss) if (e := _entity(reader, t)) is not None)
        return _actors(reader, ids), not ids
    front = _modifier(reader, phrase)
    ids = _actors(reader, (front,) if front else ())
    if not ids:
        for marker in ("by", "from", "of"):
            noun = grammar.oblique(token, marker)
            if noun is not None:
                ids = ids or _actors(reader, tuple(e for t in grammar.conjuncts(noun) if (e := _entity(reader, t))))
    if not ids and kinds != {"agreed"}:
        ids = _author(reader, token)
    return ids, False


def _author(reader: _Reader, token: Token) -> tuple[str, ...]:
    """Who presents, sends or publishes the text: "X shared drafts", "a draft presented by X"."""
    given = token.dep_ == "obl" and grammar.case(token) == "with" and token.head.lemma_ in {"present", "provide"}
    verbs = [token.head] if given or token.dep_ in {"obj", "nsubj:pass"} else []
    for verb in [*verbs, *(c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN")]:
        subject = grammar.logical_subject(verb) if verb.lemma_ in reader.words["authors"] else None
        if subject is not None and subject != token:
            return _actors(reader, tuple(e for t in grammar.conjuncts(subject) if (e := _entity(reader, t))))
    return ()


def _actors(reader: _Reader, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Owners among the entities; a ministry's text is its state's."""
    return tuple(dict.fromkeys(reader.named.homes.get(e, e) for e in ids if reader.named.types.get(e) in OWNING))


def _chain(reader: _Reader, token: Token, kinds: frozenset[str]) -> None:
    """Put a text into the chain that it continues, or begin one."""
    phrase = core(token)
    owners, pronoun = _owners(reader, token, kinds)
    lemma = token.lemma_.lower()
    definite = _definite(phrase) or bool(owners) or pronoun
    best: tuple[float, int] | None = None
    for n, chain in enumerate(reader.chains):
        score = _fit(chain, lemma, kinds, owners, phrase, definite=definite)
        if score > 0 and (best is None or (score, n) >= best):
            best = score, n
    if best is None:
        reader.chains.append(_Chain())
        chain = reader.chains[-1]
    else:
        chain = reader.chains.pop(best[1])
        reader.chains.append(chain)
    chain.kinds |= kinds
    chain.heads.add(lemma)
    chain.owners = chain.owners or owners
    chain.members.append((token, phrase))
    chain.firm = chain.firm or bool(owners) or (definite and not pronoun)


def _fit(chain: _Chain, lemma: str, kinds: frozenset[str], owners: tuple[str, ...], phrase: Span, *, definite: bool) -> float:
    """How well a description continues a chain; 0 where it cannot."""
    if owners and chain.owners and not set(owners) & set(chain.owners):
        return 0
    same = lemma in chain.heads
    if not definite:
        words = [t.lower_ for t in phrase]
        return 1 if same and len(words) > 1 and any(words == [t.lower_ for t in p] for _, p in chain.members) else 0
    shared = bool((kinds - APART) & chain.kinds) or ("any" in kinds | chain.kinds and APART.isdisjoint(kinds | chain.kinds))
    if not same and not shared:
        return 0
    return 2.0 * same + shared + bool(owners and chain.owners)


def _chained(reader: _Reader) -> list[Description]:
    """The chains that are worth an entity: owned, or named more than once and definite somewhere."""
    taken: set[str] = set(reader.named.types)
    found = []
    for chain in sorted(reader.chains, key=lambda c: (grammar.offset(c.members[0][1].doc), c.members[0][0].i)):
        once = len(chain.members) < 2
        if not chain.firm or (once and (not chain.owners or chain.kinds == {"loose"})):
            continue
        counts = Counter(p.text.lower() for _, p in chain.members)
        words = min(counts, key=lambda w: (-counts[w], len(w), w))
        stem = slug("-".join((*chain.owners[:1], words)))
        names = (stem, *(f"{stem}-{n}" for n in range(2, len(reader.chains) + 3)))
        entity = next(n for n in names if n not in taken)
        taken.add(entity)
        base = Description(
            head=chain.members[0][0], phrase=chain.members[0][1], entity=entity, type=EntityType.INSTRUMENT,
            owner=chain.owners[0] if chain.owners else None, name=_name(chain, words),
        )  # fmt: skip
        found += [replace(base, head=head, phrase=phrase) for head, phrase in chain.members]
    return found


def _name(chain: _Chain, words: str) -> str:
    known = gazetteer.load().known
    owner = chain.owners[0] if chain.owners else None
    if owner is None:
        return words
    name = known[owner].name if owner in known else owner.replace("-", " ").title()
    return f"{name}'{'' if name.endswith('s') else 's'} {words}"
