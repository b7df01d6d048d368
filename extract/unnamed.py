"""Actors that a document only describes: "Lutetian rebels", "a senior official"; called by `extract.annotate`.

They become entities of their document, marked as anonymous, so that what they say or do is not lost and is nobody else's.
Source: gold guidelines, decision 4 (groups that are only described get an entity where they fill a role).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from extract import grammar
from extract.records import Entity, EntityType, Mention, MentionKind, Span

PERSONS = ("persons", "officials", "titles", "captives", "casualties")
CROWDS = ("groups", "forces", "protesters", "armed")
BODIES = ("actors_org",)
LONGEST = 8


@dataclass(slots=True)
class Unnamed:
    """The unnamed actors of one document; `digest` keeps their ids apart from those of other documents."""

    digest: str
    classes: Mapping[str, frozenset[str]]
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)
    _latest: dict[str, str] = field(default_factory=dict)

    def source(self, token: Token) -> Entity:
        """The entity of an unnamed source, whatever its noun."""
        plural = token.tag_ in {"NNS", "NNPS"}
        return self._entity(token, EntityType.GROUP if plural else EntityType.PERSON)

    def actor(self, token: Token) -> Entity | None:
        """The entity of a noun that denotes actors, or None: of a name, a thing, or a body that is only "the government"."""
        if token.ent_type_ or not (token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.is_lower)):
            return None
        kind = self._kind(token)
        if kind is None:
            return None
        bare = not any(c.i < token.i and c.dep_ in {"amod", "compound", "nummod", "nmod", "nmod:poss"} for c in token.children)
        definite = any(c.lower_ in {"the", "this", "these", "those"} for c in token.children)
        known = self._latest.get(token.lemma_.lower()) if bare and definite else None
        if known is not None:
            return self.entities[known]
        if bare and token.tag_ != "NNS" and not self._of(token.lemma_.lower(), ("forces",)):
            return None
        return self._entity(token, kind)

    def mention(self, token: Token, entity: Entity) -> None:
        """Note where a role is filled by an unnamed actor."""
        start, end = _core(token)
        at, last = grammar.offset(token.doc), token.doc[end - 1]
        span = Span(at + token.doc[start].idx, at + last.idx + len(last))
        self.mentions[span.start, span.end] = Mention(span=span, type=entity.type, entity=entity.id, kind=MentionKind.NOMINAL)

    def _entity(self, token: Token, kind: EntityType) -> Entity:
        start, end = grammar.phrase(token)
        if end - start > LONGEST:
            start, end = _core(token)
        words = [t for t in token.doc[start:end] if not (t.i == start and t.pos_ == "DET")]
        slug = "-".join(t.lower_ for t in words if t.is_alpha) or "source"
        entity = Entity(id=f"anonymous-{slug}-{self.digest}", type=kind, name=" ".join(t.text for t in words), anonymous=True)
        self._latest[token.lemma_.lower()] = entity.id
        return self.entities.setdefault(entity.id, entity)

    def _kind(self, token: Token) -> EntityType | None:
        lemma, plural = token.lemma_.lower(), token.tag_ in {"NNS", "NNPS"}
        if self._of(lemma, CROWDS) and (plural or not self._of(lemma, PERSONS)):
            return EntityType.GROUP
        if self._of(lemma, PERSONS):
            return EntityType.GROUP if plural else EntityType.PERSON
        return EntityType.ORGANIZATION if self._of(lemma, BODIES) else None

    def _of(self, lemma: str, names: tuple[str, ...]) -> bool:
        return any(lemma in self.classes[c] for c in names)


def _core(token: Token) -> tuple[int, int]:
    """The noun with what stands in front of it but for articles."""
    start, _ = grammar.phrase(token)
    while start < token.i and token.doc[start].pos_ in {"DET", "PUNCT", "ADV"}:
        start += 1
    return start, token.i + 1
