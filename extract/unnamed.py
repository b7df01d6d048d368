"""Actors without a name, by their ids; made by `extract.annotate`, asked by later extractors.

They become entities of their document, marked as anonymous, so that what they say is nobody else's. Who is an actor by his noun
is found by `extract.actors`. Source: gold guidelines, decision 4.
"""

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from extract import gazetteer, grammar
from extract.actors import kind_of
from extract.classes import noun_classes
from extract.records import Entity, EntityType

LONGEST = 8
COUNTRIES = frozenset({"country", "nation", "state", "kingdom", "republic"})


@dataclass(slots=True)
class Unnamed:
    """The unnamed actors of one document by id, those of `extract.actors` included; `digest` keeps their ids apart."""

    digest: str
    entities: dict[str, Entity] = field(default_factory=dict)

    def source(self, token: Token) -> Entity:
        """The entity of an unnamed source, whatever its noun."""
        plural = token.tag_ in {"NNS", "NNPS"}
        start, end = grammar.phrase(token)
        if end - start > LONGEST or any(c.dep_ == "acl" and c.tag_ == "VB" for c in token.children):
            start, end = _core(token)
        start += token.doc[start].pos_ == "DET" and start < token.i
        words = token.doc[start:end]
        slug = "-".join(t.lower_ for t in words if t.is_alpha) or "source"
        state = not plural and token.lemma_.lower() in COUNTRIES
        kind = EntityType.STATE if state else kind_of(token, noun_classes(), gazetteer.load().words)
        return self._kept(slug, kind or (EntityType.GROUP if plural else EntityType.PERSON), words)

    def body(self, token: Token) -> Entity:
        """The entity of an unnamed institution: "the fire service"."""
        start, end = _core(token)
        words = token.doc[start:end]
        return self._kept("-".join(t.lower_ for t in words if t.is_alpha), EntityType.ORGANIZATION, words)

    def _kept(self, slug: str, kind: EntityType, words: Span) -> Entity:
        entity = Entity(id=f"anonymous-{slug}-{self.digest}", type=kind, name=" ".join(words.text.split()), anonymous=True)
        return self.entities.setdefault(entity.id, entity)


def _core(token: Token) -> tuple[int, int]:
    """The noun with what stands in front of it but for articles."""
    start, _ = grammar.phrase(token)
    while start < token.i and token.doc[start].pos_ in {"DET", "PUNCT", "ADV"}:
        start += 1
    return start, token.i + 1
