"""What pronouns refer to inside a document; called by `extract.annotate` after entities and reports are known.

A sieve by hand: agreement decides which entities are candidates, then subjecthood, distance and parallel position rank them.
First person inside reported words is the speaker; "we" is whom the speaker speaks for.

Source: the order of preferences follows the centering literature (Grosz, Joshi, Weinstein 1995) and the syntactic sieve of
Lappin and Leass (1994).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution import Report
from extract.entities import DocumentEntities
from extract.records import EntityType

FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
MALE: Final = frozenset({"he", "him", "his", "himself"})
NEUTER: Final = frozenset({"it", "its", "itself"})
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
SPEAKER: Final = frozenset({"i", "me", "my", "mine", "myself"})
SPEAKERS: Final = frozenset({"we", "us", "our", "ours", "ourselves"})
PRONOUNS: Final = FEMALE | MALE | NEUTER | PLURAL | SPEAKER | SPEAKERS
WINDOW: Final = 4
HOLDING: Final = frozenset({"make", "find", "consider", "deem", "think", "believe", "call"})
ACTORS: Final = frozenset({EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP})
ALLOWED: Final = {
    **dict.fromkeys(FEMALE | MALE, frozenset({EntityType.PERSON})),
    **dict.fromkeys(NEUTER, frozenset({EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.INSTRUMENT})),
    **dict.fromkeys(PLURAL, ACTORS | {EntityType.PERSON, EntityType.INSTRUMENT}),
}

Referents = dict[tuple[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One earlier phrase: its entities (several where coordinated), where it stood and as what."""

    entities: tuple[str, ...]
    types: frozenset[EntityType]
    plural: bool
    paragraph: int
    token: Token
    sentence: int
    role: int


@dataclass(slots=True)
class _Reader:
    entities: DocumentEntities
    referents: Referents = field(default_factory=dict)
    seen: list[Candidate] = field(default_factory=list)
    sentence: int = 0


def resolve_pronouns(docs: Sequence[Doc], entities: DocumentEntities, reports: Sequence[Sequence[Report]]) -> Referents:
    """(paragraph, token) of each pronoun that could be resolved -> the entities that it refers to."""
    reader = _Reader(entities)
    for number, doc in enumerate(docs):
        for sentence in doc.sents:
            reader.sentence += 1
            for token in sentence:
                if token.lower_ in PRONOUNS and token.pos_ in {"PRON", "DET"}:
                    found = _referent(reader, doc, number, token, reports[number])
                    if found:
                        reader.referents[number, token.i] = found
                        _remember(reader, number, token, found)
                elif token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
                    found = _phrase_entities(reader, doc, token)
                    if found:
                        _remember(reader, number, token, found)
    return reader.referents


def _phrase_entities(reader: _Reader, doc: Doc, token: Token) -> tuple[str, ...]:
    if token.dep_ == "conj" and token.head.pos_ in grammar.NOMINAL:
        return ()
    found = [e for t in grammar.conjuncts(token) if (e := reader.entities.entity_at(doc, t)) is not None]
    return tuple(dict.fromkeys(found))


def _remember(reader: _Reader, paragraph: int, token: Token, found: tuple[str, ...]) -> None:
    types = frozenset(t for e in found if (t := reader.entities.type_of(e)) is not None)
    plural = len(found) > 1 or token.tag_ in {"NNS", "NNPS"} or token.lower_ in PLURAL or reader.entities.is_plural(found[0])
    reader.seen.append(
        Candidate(
            entities=found,
            types=types,
            plural=plural,
            paragraph=paragraph,
            token=token,
            sentence=reader.sentence,
            role=_role(token),
        )
    )


def _role(token: Token) -> int:
    """3 subject, 2 object, 1 other, 0 possessor or modifier."""
    if token.dep_ in grammar.SUBJECTS:
        return 3
    if token.dep_ in {"obj", "iobj", "obl:agent"}:
        return 2
    return 0 if token.dep_ in {"nmod:poss", "compound", "amod"} else 1


def _referent(reader: _Reader, doc: Doc, paragraph: int, token: Token, reports: Sequence[Report]) -> tuple[str, ...]:
    word = token.lower_
    report = innermost(reports, token)
    if word in SPEAKER | SPEAKERS:
        return _speaker(reader, doc, paragraph, report, word in SPEAKERS) if report is not None else ()
    if word == "it" and (token.dep_ == "expl" or _empty(token) or _prop(token)):
        return ()
    beside = _beside(reader, doc, paragraph, token)
    best: tuple[float, Candidate] | None = None
    for seen in reversed(reader.seen):
        c = _share(seen, token)
        if reader.sentence - c.sentence > WINDOW:
            break
        if not _agrees(reader, c, token) or beside & set(c.entities):
            continue
        score = _score(c, token, reader.sentence, report)
        if score > 0 and (best is None or score > best[0]):
            best = score, c
    return best[1].entities if best is not None else ()


def _beside(reader: _Reader, doc: Doc, paragraph: int, token: Token) -> set[str]:
    """What the subject of the same verb refers to, which an object pronoun cannot: "she praised him"."""
    if token.dep_ not in {"obj", "iobj", "obl"} or token.lower_.endswith(("self", "selves")):
        return set()
    subject = grammar.child(token.head, *grammar.SUBJECTS)
    if subject is None:
        return set()
    return set(reader.referents.get((paragraph, subject.i)) or _phrase_entities(reader, doc, subject))


def _share(c: Candidate, token: Token) -> Candidate:
    """Inside a coordination "its" goes back to the first part: "the US and its allies"."""
    if len(c.entities) > 1 and token.lower_ in NEUTER and c.token.doc is token.doc and c.token in grammar.ancestors(token):
        return replace(c, entities=c.entities[:1], plural=False)
    return c


def _speaker(reader: _Reader, doc: Doc, paragraph: int, report: Report, plural: bool) -> tuple[str, ...]:
    if report.source is None:
        return ()
    source = report.source
    place = (paragraph, source.i) if source.doc is doc else (paragraph - 1, source.i)
    found = reader.referents.get(place) or _phrase_entities(reader, source.doc, source)
    if plural and found:
        return reader.entities.speaks_for(found[0]) or found
    return found


def innermost(reports: Sequence[Report], token: Token) -> Report | None:
    """The narrowest report whose content holds the token."""
    holding = [r for r in reports if r.holds(token.idx)]
    return min(holding, key=lambda r: r.content[-1].end - r.content[0].start, default=None)


def _empty(token: Token) -> bool:
    """ "it" that only fills the subject's place: weather, "it is clear that", "it seems"."""
    head = token.head
    if token.dep_ not in grammar.SUBJECTS:
        return False
    clause = any(c.dep_ in {"ccomp", "csubj", "advcl", "xcomp"} and c.i > head.i for c in head.children)
    return clause and (
        head.pos_ == "ADJ" or head.lemma_ in {"seem", "appear", "happen", "turn", "follow", "remain"} or grammar.is_passive(head)
    )


def _prop(token: Token) -> bool:
    """ "make it clear that", "find it possible to": the object that stands for a clause."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.head.lemma_ in HOLDING and after is not None and after.pos_ == "ADJ"


def _agrees(reader: _Reader, c: Candidate, token: Token) -> bool:
    word = token.lower_
    if not c.types & ALLOWED[word]:
        return False
    if word in NEUTER and (c.plural or len(c.entities) > 1):
        return False
    if word in PLURAL and not c.plural and c.types & {EntityType.PERSON, EntityType.INSTRUMENT, EntityType.STATE}:
        return False
    if word in FEMALE | MALE:
        gender = reader.entities.gender_of(c.entities[0])
        if gender and gender != ("f" if word in FEMALE else "m"):
            return False
    if token.dep_ == "nmod:poss" and token.head == c.token:
        return False
    return not (
        token.dep_ in {"obj", "obl"} and c.token.head == token.head and c.role == 3 and not word.endswith(("self", "selves"))
    )


def _score(c: Candidate, token: Token, sentence: int, report: Report | None) -> float:
    distance = sentence - c.sentence
    if distance > WINDOW:
        return -1.0
    score = 4.0 - distance + 0.9 * c.role
    if c.role == 3 and token.dep_ in {"nmod:poss", *grammar.SUBJECTS} and distance <= 1:
        score += 1.0
    if distance == 0 and token.dep_ == "nmod:poss" and _subject_of(token) == c.token:
        score += 3.0
    if report is not None and report.source is not None and report.source == c.token and report.kind.value == "direct":
        score -= 4.0
    if report is not None and report.source == c.token and report.kind.value == "indirect":
        score += 1.0
    if token.lower_ in PLURAL and not c.plural:
        score -= 1.5
    if token.lower_ in PLURAL and len(c.entities) > 1:
        score += 0.5
    if token.lower_ in NEUTER and EntityType.INSTRUMENT in c.types:
        score -= 0.7
    return score


def _subject_of(token: Token) -> Token | None:
    """Who is said to act in the clause of the pronoun, through control: Sudan in "asked Sudan to keep its word"."""
    return grammar.subject(grammar.clause_head(token))
