"""What pronouns refer to inside a document; called by `extract.annotate` after entities and reports are known.

A sieve by hand: agreement decides which earlier phrases are candidates, then subjecthood, distance, parallel position and how
often something was spoken of rank them. Things that are no entities compete as well: where one wins, the pronoun is left open.
First person inside reported words is the speaker; "we" is whom the speaker speaks for.

Source: the order of preferences follows the centering literature (Grosz, Joshi, Weinstein 1995) and the syntactic sieve of
Lappin and Leass (1994).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from extract import gazetteer, grammar
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
SOMEBODY: Final = frozenset(
    {"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "people", "those", "others"}
)
WINDOW: Final = 4
HOLDING: Final = frozenset({"make", "find", "consider", "deem", "think", "believe", "call"})
DISPOSED: Final = frozenset(
    {"ready", "willing", "able", "unable", "unwilling", "prepared", "determined", "eager", "reluctant", "open"}
)
ACTORS: Final = frozenset({EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP})
ALLOWED: Final = {
    **dict.fromkeys(FEMALE | MALE, frozenset({EntityType.PERSON})),
    **dict.fromkeys(NEUTER, ACTORS | {EntityType.INSTRUMENT, EntityType.PLACE, EntityType.EVENT}),
    **dict.fromkeys(PLURAL, ACTORS | {EntityType.PERSON, EntityType.INSTRUMENT}),
}
MAIN: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss"})
THINGS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "conj", "ROOT"})
MARGIN: Final = 0.7
WEIGHTS: Final = {
    "base": 5.5, "distance": 1.5, "role": 0.4, "parallel": 2.5, "own clause": 4.8, "direct speaker": -4.0,
    "indirect speaker": 1.0, "mixed speaker": -0.5, "pronoun": 0.6, "salience": 0.1, "thing": -0.5, "several": -1.0,
    "one as many": -1.5, "neuter": -0.2,
}  # fmt: skip

Referents = dict[tuple[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One earlier phrase: its entities (several where coordinated, none for a thing), where it stood and as what."""

    entities: tuple[str, ...]
    types: frozenset[EntityType]
    plural: bool
    token: Token
    sentence: int
    role: int


@dataclass(slots=True)
class _Reader:
    entities: DocumentEntities
    referents: Referents = field(default_factory=dict)
    seen: list[Candidate] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    genders: dict[str, str] = field(default_factory=dict)
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
                    if found is not None:
                        _remember(reader, token, found)
                        if found:
                            reader.referents[number, token.i] = found
                elif token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or token.lower_ in SOMEBODY:
                    for found in _phrases(reader, doc, token):
                        _remember(reader, token, found)
    return reader.referents


def _phrases(reader: _Reader, doc: Doc, token: Token) -> Iterator[tuple[str, ...]]:
    """What a noun can be gone back to as: its entity, and that of all that is coordinated; nothing known for a thing."""
    own = reader.entities.entity_at(doc, token)
    first = not (token.dep_ == "conj" and token.head.pos_ in grammar.NOMINAL)
    whole = _phrase_entities(reader, doc, token) if first else ()
    if own is not None and (token.i == 0 or reader.entities.entity_at(doc, doc[token.i - 1]) != own or token.dep_ in MAIN):
        yield (own,)
    if len(whole) > 1:
        yield whole
    if own is None and not whole and _thing(token):
        yield ()


def _thing(token: Token) -> bool:
    """Whether a noun that is no entity can still be what "it" or "they" means."""
    if token.lower_ in SOMEBODY:
        return True
    return token.pos_ in {"NOUN", "PROPN"} and token.dep_ in THINGS and not token.ent_type_


def _phrase_entities(reader: _Reader, doc: Doc, token: Token) -> tuple[str, ...]:
    found = [e for t in grammar.conjuncts(token) if (e := reader.entities.entity_at(doc, t)) is not None]
    return tuple(dict.fromkeys(found))


def _remember(reader: _Reader, token: Token, found: tuple[str, ...]) -> None:
    types = frozenset(t for e in found if (t := reader.entities.type_of(e)) is not None)
    plural = len(found) > 1 or token.tag_ in {"NNS", "NNPS"} or token.lower_ in PLURAL | SOMEBODY
    plural = plural or bool(found and reader.entities.is_plural(found[0])) or (not found and len(grammar.conjuncts(token)) > 1)
    reader.counts.update(found)
    if token.lower_ in FEMALE | MALE and len(found) == 1:
        reader.genders.setdefault(found[0], "f" if token.lower_ in FEMALE else "m")
    reader.seen.append(
        Candidate(entities=found, types=types, plural=plural, token=token, sentence=reader.sentence, role=_role(token))
    )


def _role(token: Token) -> int:
    """3 subject, 2 object, 1 other, 0 possessor or modifier."""
    first = grammar.first_conjunct(token)
    if first.dep_ in grammar.SUBJECTS:
        return 3
    if first.dep_ in {"obj", "iobj", "obl:agent"}:
        return 2
    return 0 if first.dep_ in {"nmod:poss", "compound", "amod"} else 1


def _referent(reader: _Reader, doc: Doc, paragraph: int, token: Token, reports: Sequence[Report]) -> tuple[str, ...] | None:
    """The entities that a pronoun goes back to; () where it goes back to a thing, None where that cannot be told."""
    word = token.lower_
    report = innermost(reports, token)
    if word in SPEAKER | SPEAKERS:
        return (_speaker(reader, doc, paragraph, report, word in SPEAKERS) or None) if report is not None else None
    if word == "it" and (token.dep_ == "expl" or _empty(token) or _prop(token)):
        return None
    ranked = _ranked(reader, doc, paragraph, token, report)
    if not ranked:
        return None
    best, first = ranked[0]
    rival = next((score for score, c in ranked if c.entities != first.entities), None)
    if word in NEUTER and rival is not None and best - rival < MARGIN:
        return None
    return first.entities


def _ranked(reader: _Reader, doc: Doc, paragraph: int, token: Token, report: Report | None) -> list[tuple[float, Candidate]]:
    """The candidates that agree, best first."""
    beside = _beside(reader, doc, paragraph, token)
    found: list[tuple[float, Candidate]] = []
    for c in reversed(reader.seen):
        if reader.sentence - c.sentence > WINDOW:
            break
        if _agrees(reader, c, token) and not beside & set(c.entities):
            score = _score(reader, c, token, report)
            if score > 0:
                found.append((score, c))
    return sorted(found, key=lambda row: -row[0])


def _beside(reader: _Reader, doc: Doc, paragraph: int, token: Token) -> set[str]:
    """What the subject of the same verb refers to, which an object pronoun cannot: "she praised him"."""
    if token.dep_ not in {"obj", "iobj", "obl"} or token.lower_.endswith(("self", "selves")):
        return set()
    subject = grammar.child(token.head, *grammar.SUBJECTS)
    if subject is None:
        return set()
    return set(reader.referents.get((paragraph, subject.i)) or _phrase_entities(reader, doc, subject))


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
        (head.pos_ == "ADJ" and head.lemma_ not in DISPOSED)
        or head.lemma_ in {"seem", "appear", "happen", "turn", "follow", "remain"}
        or grammar.is_passive(head)
    )


def _prop(token: Token) -> bool:
    """ "make it clear that", "find it possible to": the object that stands for a clause."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.head.lemma_ in HOLDING and after is not None and after.pos_ == "ADJ"


def _agrees(reader: _Reader, c: Candidate, token: Token) -> bool:
    word = token.lower_
    if not _kind_fits(reader, c, word):
        return False
    if token.dep_ == "nmod:poss" and token.head == c.token:
        return False
    return not (
        token.dep_ in {"obj", "obl"} and c.token.head == token.head and c.role == 3 and not word.endswith(("self", "selves"))
    )


def _kind_fits(reader: _Reader, c: Candidate, word: str) -> bool:
    """Number, gender and kind."""
    if not c.entities:
        return word in (PLURAL if c.plural else NEUTER)
    if not c.types & ALLOWED[word]:
        return False
    if word in NEUTER and (c.plural or len(c.entities) > 1):
        return False
    if word in PLURAL and not c.plural and c.types & {EntityType.PERSON, EntityType.INSTRUMENT, EntityType.STATE}:
        return False
    if word in FEMALE | MALE:
        gender = _gender(reader, c)
        return len(c.entities) == 1 and gender in (None, "f" if word in FEMALE else "m")
    return True


def _gender(reader: _Reader, c: Candidate) -> str | None:
    if c.token.lower_ in FEMALE | MALE:
        return "f" if c.token.lower_ in FEMALE else "m"
    if c.token.pos_ == "NOUN":
        lemma, words = c.token.lemma_.lower(), gazetteer.load().words
        if lemma in words["men"]:
            return "m"
        if lemma in words["women"]:
            return "f"
    return reader.entities.gender_of(c.entities[0]) or reader.genders.get(c.entities[0])


def _score(reader: _Reader, c: Candidate, token: Token, report: Report | None) -> float:
    distance = reader.sentence - c.sentence
    score = WEIGHTS["base"] - WEIGHTS["distance"] * distance + WEIGHTS["role"] * c.role
    if c.role == 3 and token.dep_ in {"nmod:poss", *grammar.SUBJECTS} and distance <= 1:
        score += WEIGHTS["parallel"]
    if distance == 0 and token.dep_ == "nmod:poss" and _subject_of(token) == c.token:
        score += WEIGHTS["own clause"]
    if report is not None and report.source is not None and report.source == c.token:
        score += WEIGHTS[f"{report.kind.value} speaker"]
    if c.token.pos_ == "PRON":
        score += WEIGHTS["pronoun"] if _same_form(c.token.lower_, token.lower_) else 0.0
    if not c.entities:
        return score + WEIGHTS["thing"]
    score += WEIGHTS["salience"] * min(reader.counts[c.entities[0]], 5)
    if token.lower_ in PLURAL:
        score += WEIGHTS["several"] if len(c.entities) > 1 else 0.0 if c.plural else WEIGHTS["one as many"]
    if token.lower_ in NEUTER:
        score += WEIGHTS["neuter"] * bool(c.types & {EntityType.INSTRUMENT, EntityType.PLACE, EntityType.EVENT})
    return score


def _same_form(one: str, other: str) -> bool:
    return any(one in forms and other in forms for forms in (FEMALE, MALE, NEUTER, PLURAL))


def _subject_of(token: Token) -> Token | None:
    """Who is said to act in the clause of the pronoun, through control: Sudan in "asked Sudan to keep its word"."""
    return grammar.subject(grammar.clause_head(token))
