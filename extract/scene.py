"""What is known of a document while its facts are being found: paragraphs, entities, referents, reports, times.

Made by `extract.annotate`, read by `extract.facts`; it holds spaCy objects and never leaves the package.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution import Report
from extract.coreference import Referents
from extract.entities import DocumentEntities
from extract.lexicon import Lexicon
from extract.listing import behind_colon, companions, inside_name, joined_apart, stands_beside
from extract.records import EntityType, Span, Time
from extract.unnamed import Unnamed

NAMING: Final = frozenset({"name", "call", "identify", "know"})
ESPECIALLY: Final = frozenset({"notably", "namely", "particularly", "especially", "including"})
ACTING_APART: Final = frozenset({"Person", "Organization", "Group"})
AREAS: Final = frozenset(
    {
        "city",
        "town",
        "state",
        "commonwealth",
        "republic",
        "kingdom",
        "province",
        "island",
        "territory",
        "area",
        "region",
        "district",
        "zone",
    }
)
NAMED: Final = frozenset({"Person", "State", "Organization"})
# Classes of nouns for who can act.
ACTING: Final = ("persons", "groups", "forces", "actors_state", "actors_org", "officials", "protesters", "armed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An entity with the noun or pronoun that names it here."""

    entity: str
    type: EntityType | None
    token: Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One document under analysis; the sequences run parallel to `docs`."""

    docs: Sequence[Doc]
    entities: DocumentEntities
    referents: Referents
    reports: Sequence[Sequence[Report]]
    times: Sequence[Sequence[Time]]
    lexicon: Lexicon
    unnamed: Unnamed
    _known: dict[tuple[int, int], list[Reference]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def references(self, paragraph: int, token: Token | None) -> list[Reference]:
        """The entities of a phrase, distributed over what is coordinated in it; several slots and needs ask for the same one."""
        if token is None:
            return []
        at = paragraph, token.i
        if at not in self._known:  # kept here and not in the Doc: a Doc that holds its own tokens is freed late
            self._known[at] = self._read(paragraph, antecedent(token))
        return list(self._known[at])

    def _read(self, paragraph: int, token: Token) -> list[Reference]:
        first: dict[str, Reference] = {}
        together = grammar.conjuncts(token)
        for t in [*(t for t in together if not _shared(t, together)), *companions(token), *joined_apart(token)]:
            for reference in self._listed(paragraph, t) or self._one(paragraph, t):
                first.setdefault(reference.entity, reference)
            beside = self._among(paragraph, t) if t.tag_ in {"NNS", "NNPS"} else self._hung_low(paragraph, t)
            first |= {r.entity: r for r in beside if r.entity not in first}
        return list(first.values())

    def _among(self, paragraph: int, token: Token) -> list[Reference]:
        """Who is named as one of several: "other states, notably A and B"."""
        doc, at = token.doc, token.right_edge.i + 1
        inside = [c for c in token.children if c.i > token.i and grammar.case(c) in ESPECIALLY]
        if not inside and at + 2 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ in ESPECIALLY:
            named = doc[at + 2 + (doc[at + 2].lower_ == "the")]
            inside = [t for t in (named, *grammar.ancestors(named)) if not inside_name(t)][:1]
        return [r for c in inside for t in grammar.conjuncts(c) if t.ent_type_ in NAMED for r in self._one(paragraph, t)]

    def _hung_low(self, paragraph: int, token: Token) -> list[Reference]:
        """What the tree joins to a state, but the sentence to its government: "the government of Chad and the rebels"."""
        state = None if token.ent_type_ else grammar.oblique(token, "of")
        if state is None or not any(token.lemma_.lower() in self.lexicon.classes[name] for name in ("actors_state", "persons")):
            return []
        inner = grammar.oblique(state, "of")  # "of the Republic of Chad"
        others = [t for noun in (state, inner) if noun is not None for t in grammar.conjuncts(noun)[1:]]
        if not any(r.type is EntityType.STATE for r in self._one(paragraph, state)):
            return []
        return [r for t in others for r in self._one(paragraph, t) if r.type is not None and r.type.value in ACTING_APART]

    def _listed(self, paragraph: int, token: Token) -> list[Reference]:
        """Who is named behind an unnamed description: the members of "two ministers, A and B", the name in "a man named A".

        Source: gold guidelines, decision 10 (a collective followed by its listed members: only the members).
        """
        entity = self.entities.entity_at(token.doc, token)
        people = token.tag_ in {"NNS", "NNPS"} and token.ent_type_ in {"State", "Group"}  # "three Chadians, A, B and C"
        if entity is None or (entity not in self.unnamed.entities and not people):
            return []
        listed = [c for c in token.children if c.i > token.i and (c.dep_ == "appos" or (c.dep_ == "flat" and c.ent_iob_ == "B"))]
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        listed += [after] if after.head == token.head and after.dep_ == token.dep_ and after.ent_iob_ == "B" else []
        listed += [c for verb in token.children if verb.dep_ == "acl" and verb.lemma_ in NAMING for c in verb.children]
        listed += behind_colon(token)
        listed += [c for c in token.children if c.i > token.i and any(w.lower_ == "namely" for w in c.children)]
        if any(c.lower_ == "such" for c in token.children):  # "such a body as the council"
            listed += [c for c in token.children if c.i > token.i and grammar.case(c) == "as"]
        return [
            r
            for c in listed
            for t in grammar.conjuncts(c)
            if t.ent_type_ in (NAMED if not people else {"Person"})
            for r in self._one(paragraph, t)
            if r.type is not None and (people or _alike(r.type, self.entities.type_of(entity)))
        ]

    def _holder(self, token: Token) -> Token:
        """The person beside a body that the tree takes for the head: "met Green Party nominee NAME"."""
        doc, at = token.doc, token.i + 1
        start = next((i for i in range(token.i, -1, -1) if doc[i].ent_iob_ != "I"), token.i)
        if start > 1 and doc[start - 1].lower_ == "of" and len(grammar.children(token, "case")) > 1:
            titled = self.entities.entity_at(doc, doc[start - 2])
            if titled is not None and self.entities.type_of(titled) is EntityType.PERSON:
                return doc[start - 2]
        while at < len(doc) and doc[at].ent_iob_ == "I":
            at += 1
        while at < len(doc) and doc[at].pos_ == "ADJ" and not doc[at].ent_type_:
            at += 1
        person = doc[at] if token.ent_type_ == "Organization" and at < len(doc) else token
        beside = person.head == token.head and person.pos_ == "NOUN" and not grammar.case(person)
        named = grammar.child(person, "appos") if beside and person != token else None
        if named is not None and named.ent_type_ == "Person":  # "Fox News anchor NAME"
            return named
        if beside and person.i > token.i and person.lemma_.lower() in self.lexicon.classes["persons"]:
            return person
        entity = self.entities.entity_at(doc, person) if beside else None
        return person if entity is not None and self.entities.type_of(entity) is EntityType.PERSON else token

    def acts_in_words(self, token: Token | None) -> bool:
        """Whether a pronoun goes back to somebody who acts, though he is no entity: "a nation ... when they decide"."""
        noun = token._.antecedent_noun if token is not None and token.pos_ == "PRON" else ""
        return any(noun in self.lexicon.classes[name] for name in ACTING)

    def _one(self, paragraph: int, token: Token) -> list[Reference]:
        token = self._holder(token)
        ids = self.referents.get((paragraph, token.i))
        if ids is None:
            entity = self.entities.entity_at(token.doc, token)
            ids = () if entity is None else (entity,)
        if not ids and token.lemma_.lower() in self.lexicon.classes["treaties"]:  # "the SALT II treaty"
            nouns = (c for c in grammar.children(token, "compound", "nmod") if c.i < token.i)
            front = [e for c in nouns if (e := self.entities.entity_at(token.doc, c))]
            ids = tuple(e for e in front if self.entities.type_of(e) is EntityType.INSTRUMENT)[:1]
        if not ids and token.lemma_.lower() in AREAS and (of := grammar.oblique(token, "of")) is not None:  # "the city of Lima"
            entity = self.entities.entity_at(token.doc, of)
            ids = () if entity is None else (entity,)
        if not ids and token.lemma_.lower() in AREAS:  # "the Gulf area"
            before = (self.entities.entity_at(token.doc, c) for c in grammar.children(token, "compound"))
            ids = tuple(e for e in before if e is not None)[:1]
        if not ids:
            named = next((c for c in token.children if stands_beside(c) and self.entities.entity_at(token.doc, c)), None)
            beside = grammar.conjuncts(named) if named is not None else []
            ids = tuple(
                e for t in beside[: None if token.tag_ in {"NNS", "NNPS"} else 1] if (e := self.entities.entity_at(t.doc, t))
            )
        return [Reference(entity=e, type=self.entities.type_of(e), token=token) for e in ids if e]


def _shared(noun: Token, coordinated: list[Token]) -> bool:
    """Whether a noun is the head that states in front of it share: "the French and Soviet Governments"."""
    return noun.i > 0 and noun.lower_ == "governments" and noun.nbor(-1) in coordinated


def _alike(one: EntityType, other: EntityType | None) -> bool:
    """Whether a name of one type can stand for a description of the other: persons and states are members of groups."""
    return one is other or other is EntityType.GROUP


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.lower_ in grammar.RELATIVIZERS and token.pos_ in {"PRON", "DET", "SCONJ"}:
        for governor in grammar.ancestors(token):
            if governor.dep_ == "acl:relcl":
                return governor.head
        return _right_before(token) or token
    return token


def _right_before(pronoun: Token) -> Token | None:
    """The noun before the comma before "which", where the tree has no relative clause: "the deal, which he left"."""
    if (
        pronoun.lower_ != "which"
        or pronoun.i < 2
        or pronoun.nbor(-1).text != ","
        or pronoun.nbor(-2).pos_ not in {"NOUN", "PROPN"}
    ):
        return None
    noun = pronoun.nbor(-2)
    while noun.dep_ in {"flat", "compound"} and noun.head.i < pronoun.i:
        noun = noun.head
    return noun


def located(doc: Doc, first: int, last: int) -> Span:
    """Tokens `first` to `last`, end exclusive, as a span of the document."""
    start = grammar.offset(doc)
    return Span(start + doc[first].idx, start + doc[last - 1].idx + len(doc[last - 1]))
