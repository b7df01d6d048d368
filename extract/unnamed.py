"""Actors without a name, by their ids: those that `extract.actors` found and the sources of reports; asked by later extractors."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from extract import grammar
from extract.records import Entity, EntityType

LONGEST = 8


@dataclass(slots=True)
class Unnamed:
    """The unnamed actors of one document; `digest` keeps their ids apart from those of other documents."""

    digest: str
    entities: dict[str, Entity] = field(default_factory=dict)

    def source(self, token: Token) -> Entity:
        """The entity of an unnamed source, whatever its noun."""
        start, end = grammar.phrase(token)
        start, end = (start, end) if end - start <= LONGEST else (token.i, token.i + 1)
        words = [t for t in token.doc[start:end] if not (t.i == start and t.pos_ == "DET")]
        slug = "-".join(t.lower_ for t in words if t.is_alpha) or "source"
        plural = token.tag_ in {"NNS", "NNPS"}
        entity = Entity(
            id=f"anonymous-{slug}-{self.digest}",
            type=EntityType.GROUP if plural else EntityType.PERSON,
            name=" ".join(t.text for t in words),
            anonymous=True,
        )
        return self.entities.setdefault(entity.id, entity)
