"""Facts of belonging that no trigger states: "troops from the Alliance"; called by `extract.facts`."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.drafts import Draft, fillers
from extract.records import EntityType, Fact
from extract.scene import Reference, Scene, located

MEMBERS: Final = ("forces", "armed")
KINDS: Final = frozenset({EntityType.PERSON, EntityType.GROUP})


def find_memberships(scene: Scene, number: int, doc: Doc) -> Iterator[Draft]:
    """One fact for each phrase of troops who come "from" a body that is named."""
    lemmas = grammar.lemmas_of(doc) if "from" in grammar.words_of(doc) else []
    known = [scene.lexicon.classes[c] for c in MEMBERS]
    for noun in (doc[i] for i, lemma in enumerate(lemmas) if any(lemma in nouns for nouns in known)):
        body = _origin(noun)
        if body is None:
            continue
        members = [r for r in scene.references(number, noun) if r.type in KINDS and r.token == noun]
        bodies = [r for r in scene.references(number, body) if _is_named_body(scene, r)]
        if not members or not bodies or {m.entity for m in members} & {b.entity for b in bodies}:
            continue
        marker = next(c for c in body.children if c.dep_ == "case")
        fact = Fact(
            id="",
            sentence=located(doc, noun.sent.start, noun.sent.end),
            relation="member_of",
            trigger=located(doc, marker.i, marker.i + 1),
            agent=fillers(noun, members),
            target=fillers(noun, bodies),
            rule="membership:from",
        )
        yield Draft(fact=fact, head=noun)


def _origin(noun: Token) -> Token | None:
    """What stands behind "from" after a word for troops."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_:
        return None
    return next((c for c in grammar.children(noun, "nmod") if c.i > noun.i and grammar.case(c) == "from"), None)


def _is_named_body(scene: Scene, reference: Reference) -> bool:
    return reference.type is EntityType.ORGANIZATION and reference.entity not in scene.unnamed.entities
