"""All corrections of a build: applied to each document as it passes, to the entities, and told in a graph of their own.

Called by `graph.writing`. A plan remembers where each correction found what it corrects, so that those that no longer find
anything can be named.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.records import Annotation
from graph.corrections.applying import Applied, apply, means
from graph.corrections.records import JUDGEMENTS, Correction, EntityAddress, Kind, in_order
from graph.corrections.triples import correction_triples
from graph.identity import normal_name
from graph.joining.clusters import Local
from graph.rdf import Base
from graph.resolve import Judgements, Resolution
from graph.statements import statements
from graph.turtle import Triple
from ontology import terms

Place = tuple[str, str]
LIMIT: Final = 60


class Plan:
    """The corrections, by what they have to be asked for."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self.corrections = in_order(list(corrections))
        self.places: dict[str, set[Place]] = {correction.id: set() for correction in self.corrections}
        self._types = [c for c in self.corrections if c.kind is Kind.TYPE]
        self._passages: defaultdict[str, list[Correction]] = defaultdict(list)
        for correction in self.corrections:
            if correction.passage is not None:
                for name in {correction.passage.document, correction.passage.sha256}:
                    self._passages[name].append(correction)

    def annotations(self, found: Iterable[Annotation]) -> Iterator[Annotation]:
        """The annotations, corrected."""
        return (self.applied(annotation).annotation for annotation in found) if self.corrections else iter(found)

    def applied(self, annotation: Annotation) -> Applied:
        """One annotation, corrected."""
        document = annotation.document
        passages = [*self._passages.get(document.doc_id, ()), *self._passages.get(document.sha256, ())]
        applied = apply(annotation, in_order(passages), self._types)
        for id_, correction in (*applied.facts, *applied.entities):
            self.places[correction].add((document.doc_id, id_))
        for correction in applied.gone:
            self.places[correction].add((document.doc_id, ""))
        return applied

    def judge(self, locals_: Sequence[Local]) -> Judgements:
        """What the corrections say of entities."""
        same, apart, names = [], [], []
        known = _Known(locals_) if any(c.entity is not None for c in self.corrections) else _Known(())
        for correction in self.corrections:
            if correction.entity is None or correction.kind is Kind.TYPE:
                continue
            meant = known.meant(correction.entity)
            other = frozenset[Place]() if correction.other is None else known.meant(correction.other)
            if meant and (other or correction.kind not in JUDGEMENTS):
                self.places[correction.id] |= meant | other
            if correction.kind is Kind.SAME:
                same.append((meant, other))
            elif correction.kind in JUDGEMENTS:
                apart.append((meant, other - meant))
            elif correction.value is not None:
                names.append((meant, correction.value))
        return Judgements(same=tuple(same), apart=tuple(apart), names=tuple(names))

    def triples(self, get: Callable[[str], Annotation], resolution: Resolution, base: Base) -> list[Triple]:
        """The corrections, in how many places each found what it corrects, and what it made of them.

        `get` gives a document's annotation by its doc_id.
        """
        triples = set(correction_triples(self.corrections, base))
        for correction in self.corrections:
            count = f'"{len(self.places[correction.id])}"^^<{terms.XSD_INTEGER}>'
            triples.add((base.term(correction.id), f"<{terms.PLACES}>", count))
            for place in self.places[correction.id] if correction.passage is None else ():
                if place in resolution.members:
                    triples.add(_by(resolution.members[place], correction.id, base))
        documents = {doc_id for c in self.corrections if c.passage is not None for doc_id, _ in self.places[c.id]}
        for doc_id in sorted(documents):
            triples |= self._evidence(get(doc_id), resolution, base)
        return sorted(triples)

    def _evidence(self, annotation: Annotation, resolution: Resolution, base: Base) -> set[Triple]:
        applied = self.applied(annotation)
        triples = set()
        for id_, correction in applied.facts:
            facts = tuple(fact for fact in applied.annotation.facts if fact.id == id_)
            for statement in statements(replace(applied.annotation, facts=facts), resolution):
                triples.add(_by(statement.evidence, correction, base))
        return triples

    def lost(self) -> tuple[Correction, ...]:
        """The corrections that found nothing."""
        return tuple(correction for correction in self.corrections if not self.places[correction.id])


def _by(id_: str, correction: str, base: Base) -> Triple:
    return base.term(id_), f"<{terms.CORRECTED_BY}>", base.term(correction)


class _Known:
    """All entities by name and code."""

    def __init__(self, locals_: Sequence[Local]) -> None:
        self._rows: defaultdict[str, list[Local]] = defaultdict(list)
        for local in locals_:
            entity = local.entity
            for name in {normal_name(name) for name in (entity.name, *entity.aliases)}:
                self._rows[f"={name}"].append(local)
            for scheme, value in entity.links:
                self._rows[f"{scheme}:{value}"].append(local)

    def meant(self, address: EntityAddress) -> frozenset[Place]:
        """The entities that an address means; of several types of that name its own, if any has it."""
        names = (f"={normal_name(name)}" for name in (address.name, *address.others))
        rows = (local for key in (*names, *address.codes) for local in self._rows.get(key, ()))
        found = [local for local in rows if means(address, local.entity, local.doc_id)]
        exact = [local for local in found if local.entity.type.value == address.type]
        return frozenset((local.doc_id, local.entity.id) for local in exact or found)


def told(correction: Correction) -> str:
    """A correction in one line of English."""
    if correction.passage is not None:
        words = " ".join(correction.passage.words.split())
        shown = words if len(words) <= LIMIT else f"{words[: LIMIT - 1]}…"
        said = f"“{shown}” in {correction.passage.document}"
        new = correction.speaker.name if correction.speaker is not None else correction.value or "none"
        return f"drop {said}" if correction.kind is Kind.DROP else f"{correction.kind} of {said}: {new}"
    one = _named(correction.entity)
    if correction.other is not None:
        verb = {Kind.SAME: "is", Kind.NOT_SAME: "is not", Kind.UNSURE: "may or may not be"}[correction.kind]
        return f"{one} {verb} {_named(correction.other)}"
    return f"{correction.kind} of {one}: {correction.value}"


def _named(address: EntityAddress | None) -> str:
    if address is None:
        return "nobody"
    kind = f" ({address.type})" if address.type else ""
    return f"{address.name}{kind}" + (f" in {address.document}" if address.document else "")
