"""Corrections of passages and types, applied to one document's annotation; called by `graph.corrections.plan`.

A passage is found again by its words: the fact whose trigger and sentence are those of the address. Where one trigger shows
several things, the words of the evidence choose, then the relation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.records import Annotation, Attribution, Entity, EntityType, Fact, Modality, Polarity, QuoteKind
from graph.corrections.records import DOCUMENT, Correction, EntityAddress, Kind, PassageAddress
from graph.identity import digest, normal_name
from graph.statements import span_of
from ontology import types

POLARITIES: Final = {"positive": Polarity.POSITIVE, "negative": Polarity.NEGATIVE}
MARK: Final = " (corrected)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A corrected annotation; `facts` and `entities` say which corrections each (by its id there) was touched by, `gone` which
    corrections dropped something."""

    annotation: Annotation
    facts: tuple[tuple[str, str], ...] = ()
    entities: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """An annotation while it is corrected."""

    annotation: Annotation
    facts: list[tuple[str, str]] = field(default_factory=list)
    entities: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def apply(annotation: Annotation, passages: Sequence[Correction], types: Sequence[Correction]) -> Applied:
    """The annotation with the corrections of its passages and of entities' types, in their order."""
    work = _Work(annotation)
    for correction in types:
        _retype(work, correction)
    found = [(c, [fact.id for fact in facts_at(annotation, c.passage)]) for c in passages if c.passage is not None]
    for correction, facts in found:
        for fact in facts:
            _change(work, fact, correction)
    return Applied(
        annotation=work.annotation, facts=tuple(work.facts), entities=tuple(work.entities), gone=tuple(sorted(set(work.gone)))
    )


def plain(text: str) -> str:
    """Words for comparison, as a literal can hold them."""
    return " ".join("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text).split())


def facts_at(annotation: Annotation, passage: PassageAddress) -> list[Fact]:
    """The facts that an address means, if any."""
    text = annotation.document.text
    sentence, trigger = plain(passage.sentence), plain(passage.trigger)
    found = [fact for fact in annotation.facts if _touch(plain(fact.trigger.of(text)), trigger)]
    equal = [fact for fact in found if plain(fact.sentence.of(text)) == sentence]
    found = equal or [fact for fact in found if _touch(plain(fact.sentence.of(text)), sentence)]
    if not found:
        return []
    near = min(found, key=lambda fact: (abs(fact.trigger.start - passage.offset), fact.trigger, fact.id))
    found = [fact for fact in found if fact.trigger == near.trigger]
    for same in (_has_words(text, plain(passage.words)), _has_relation(passage.relation)):
        if len(found) > 1:
            found = [fact for fact in found if same(fact)] or found
    return found


def _touch(one: str, other: str) -> bool:
    return bool(one and other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def _has_words(text: str, words: str) -> Callable[[Fact], bool]:
    return lambda fact: plain(span_of(text, fact).of(text)) == words


def _has_relation(relation: str) -> Callable[[Fact], bool]:
    return lambda fact: fact.relation == relation


def means(address: EntityAddress, entity: Entity, doc_id: str) -> bool:
    """Whether an address means an entity of a document, its type apart: by codes where both have some, else by name."""
    if address.document is not None and address.document != doc_id:
        return False
    codes = {f"{scheme}:{value}" for scheme, value in entity.links}
    if codes and address.codes:
        return not codes.isdisjoint(address.codes)
    names = {normal_name(name) for name in (address.name, *address.others)}
    return not names.isdisjoint(
        {normal_name(entity.name), *map(normal_name, (a for a in entity.aliases if " " in a or a.isupper()))}
    )


def _retype(work: _Work, correction: Correction) -> None:
    address, (kind, subtype) = correction.entity, _type(correction.value or "")
    if address is None or kind is None:
        return
    document = work.annotation.document
    meant = {
        e.id
        for e in work.annotation.entities
        if address.type in (None, e.type.value, kind.value) and means(address, e, document.doc_id)
    }
    if not meant:
        return
    work.entities += [(entity, correction.id) for entity in sorted(meant)]
    work.annotation = replace(
        work.annotation,
        entities=tuple(replace(e, type=kind, subtype=subtype) if e.id in meant else e for e in work.annotation.entities),
        mentions=tuple(replace(m, type=kind) if m.entity in meant else m for m in work.annotation.mentions),
    )


def _type(name: str) -> tuple[EntityType | None, str | None]:
    """The type of that name, and the finer one if it is one of one's own; no type where the ontology in use has none such."""
    added = types.load().get(name)
    if added is not None:
        return EntityType(added.above), added.name
    return (EntityType(name) if name in set(EntityType) else None), None


def _change(work: _Work, id_: str, correction: Correction) -> None:
    """Correct one fact, if an earlier correction has not dropped it."""
    facts = work.annotation.facts
    fact = next((fact for fact in facts if fact.id == id_), None)
    if fact is None or correction.kind is Kind.DROP:
        work.gone.append(correction.id)
        work.annotation = replace(work.annotation, facts=tuple(f for f in facts if f.id != id_))
        return
    new = _spoken(work, fact, correction) if correction.kind is Kind.SPEAKER else _changed(fact, correction)
    if not new.rule.endswith(MARK):
        new = replace(new, rule=f"{new.rule}{MARK}")
    work.facts.append((id_, correction.id))
    work.annotation = replace(work.annotation, facts=tuple(new if f.id == id_ else f for f in facts))


def _changed(fact: Fact, correction: Correction) -> Fact:
    value = correction.value
    if correction.kind is Kind.DATE:
        return replace(fact, date=value)
    if value is None:
        return fact
    if correction.kind is Kind.RELATION:
        return replace(fact, relation=value)
    if correction.kind is Kind.POLARITY:
        return replace(fact, polarity=POLARITIES[value])
    return replace(fact, modality=Modality(value)) if correction.kind is Kind.MODALITY else fact


def _spoken(work: _Work, fact: Fact, correction: Correction) -> Fact:
    """The fact with another speaker. The cue stays; the speaker of an attribution without source is the fact's own."""
    if correction.value == DOCUMENT:
        return replace(fact, attribution=None, holder=None)
    holder = None if correction.speaker is None else _speaker(work, correction.speaker)
    old = next((a for a in work.annotation.attributions if a.id == fact.attribution), None)
    new = Attribution(id="", source=None, source_span=None, cue=(), content=(fact.sentence,), kind=QuoteKind.INDIRECT)
    id_ = f"corrected-{fact.id}"
    own = replace(old or new, id=id_, source=None, source_span=None)
    kept = (a for a in work.annotation.attributions if a.id != id_)
    work.annotation = replace(work.annotation, attributions=(*kept, own))
    return replace(fact, attribution=id_, holder=holder)


def _speaker(work: _Work, address: EntityAddress) -> str:
    """The local id of the speaker, who joins the document's entities where it does not name them."""
    doc_id = work.annotation.document.doc_id
    found = [e for e in work.annotation.entities if means(address, e, doc_id)]
    exact = [e for e in found if e.type.value == address.type]
    if exact or found:
        return min(e.id for e in exact or found)
    links = tuple(sorted((scheme, value) for scheme, _, value in (code.partition(":") for code in address.codes)))
    kind = EntityType(address.type) if address.type else EntityType.PERSON
    entity = Entity(id=f"corrected-{digest(address.name, kind.value)}", type=kind, name=address.name, links=links)
    work.annotation = replace(work.annotation, entities=(*work.annotation.entities, entity))
    return entity.id
