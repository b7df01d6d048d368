"""What the graph holds on one entity, in plain English and never as fact; called by `quoth show`.

Each line is one passage: who holds the claim, in which document, of which date, and the sentence. Whoever reads one line out of
its place still reads that somebody says it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from graph.identity import normal_name
from graph.reading import (
    ClaimNode,
    DocumentNode,
    EntityNode,
    EvidenceNode,
    Graph,
    claims_by_entity,
    claims_by_holder,
    documents_by_iri,
    entities_by_iri,
    find_entity,
)
from graph.wording import inflected, listed, many, plain, statement, verb
from ontology.errors import UsageError

NEAR: Final = 8
SIMILAR: Final = 0.7
POLARITIES: Final = {"positive": "affirmed", "negative": "denied"}
MODALITIES: Final = {
    "actual": "as actual",
    "intended": "as intended",
    "hypothetical": "as possible",
    "demanded": "as demanded",
}
HEADINGS: Final = {
    "done": "What {name} is said to have done",
    "undergone": "What is said to have been done to or with {name}",
    "said": "What {name} says",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A passage that shows a claim. `text` names who says it; `polarity` and `modality` are words for people."""

    text: str
    holder: str
    polarity: str
    modality: str
    date: str | None
    document: str
    title: str | None
    published: str | None
    through: tuple[str, ...]
    sentence: str
    claim: str
    evidence: str
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The lines of one relation under one heading; `part` is a key of `HEADINGS`."""

    part: str
    relation: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An entity and all that is said of it and by it; of a text also the names of its package and of its parts."""

    entity: EntityNode
    sections: tuple[Section, ...]
    whole: str | None = None
    parts: tuple[str, ...] = ()


def identify(graph: Graph, words: str) -> EntityNode:
    """The one entity that `words` names, by id, name or alias.

    Raises: UsageError with the candidates where several have the name, with the nearest names where none has.
    """
    by_id = [entity for entity in graph.entities if words in (entity.id, entity.iri)]
    found = by_id or find_entity(graph, words) or _named(graph, words)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{words!r} names {len(found)} entities; take the id of one:\n{_listed(found)}")
    near = _near(graph, words)
    if not near:
        raise UsageError(f"no entity is called {words!r}: look for it with `quoth search`")
    raise UsageError(f"no entity is called {words!r}; these come near:\n{_listed(near)}")


def account(graph: Graph, entity: EntityNode) -> Account:
    """All that is said of the entity and by it: by part, then relation, then document and place in its text."""
    teller = _Teller(graph)
    involved = claims_by_entity(graph).get(entity.iri, ())
    done = [claim for claim in involved if entity.iri in claim.agents]
    undergone = [claim for claim in involved if entity.iri not in claim.agents]
    said = claims_by_holder(graph).get(entity.iri, ())
    parts = {"done": done, "undergone": undergone, "said": said}
    sections = tuple(section for part, claims in parts.items() for section in teller.sections(part, claims))
    return Account(
        entity=entity,
        sections=sections,
        whole=next((e.name for e in graph.entities if e.iri == entity.part_of), None),
        parts=tuple(sorted(e.name for e in graph.entities if e.part_of == entity.iri)),
    )


class _Teller:
    def __init__(self, graph: Graph) -> None:
        self.entities: Mapping[str, EntityNode] = entities_by_iri(graph)
        self.documents: Mapping[str, DocumentNode] = documents_by_iri(graph)

    def sections(self, part: str, claims: Iterable[ClaimNode]) -> Iterator[Section]:
        """One for each relation, sorted by its verb."""
        relations: dict[str, list[ClaimNode]] = {}
        for claim in claims:
            relations.setdefault(claim.relation, []).append(claim)
        for relation in sorted(relations, key=lambda r: (verb(r), r)):
            pairs = [(evidence, claim) for claim in relations[relation] for evidence in claim.evidence]
            pairs.sort(key=lambda pair: (self._doc_id(pair[0]), pair[0].start, pair[0].end, pair[0].iri))
            yield Section(part=part, relation=verb(relation), lines=tuple(self.line(claim, e) for e, claim in pairs))

    def line(self, claim: ClaimNode, evidence: EvidenceNode) -> Line:
        document = self.documents.get(evidence.document)
        through = tuple(self._name(iri) for iri in evidence.reported_in)
        said = plain(statement(claim, self.entities), self.entities)
        return Line(
            text=f"{self._opening(claim, evidence)}: {said}.",
            holder=self._holder(claim),
            polarity=POLARITIES.get(claim.polarity, claim.polarity),
            modality=MODALITIES.get(claim.modality, claim.modality),
            date=evidence.date,
            document=self._doc_id(evidence),
            title=document.title if document else None,
            published=document.published if document else None,
            through=through,
            sentence=evidence.sentence,
            claim=claim.iri,
            evidence=evidence.iri,
            corrected=evidence.corrected,
        )

    def _opening(self, claim: ClaimNode, evidence: EvidenceNode) -> str:
        """Who says it, and who reports that: "Interfax reports that the United States says"."""
        speakers = [*reversed(evidence.reported_in), *([claim.holder] if claim.holder else [])]
        verbs = ["report that" for _ in evidence.reported_in] + ["say" for _ in speakers[len(evidence.reported_in) :]]
        words = " ".join(self._speaks(iri, base) for iri, base in zip(speakers, verbs, strict=True))
        if not claim.holder:
            holder = self._holder(claim)
            words = f"{words} {holder[:1].lower()}{holder[1:]} says" if words else f"{holder} says"
        return words[:1].upper() + words[1:]

    def _speaks(self, iri: str, base: str) -> str:
        """A speaker and what it does, in agreement."""
        if iri not in self.entities:
            return f"an unknown entity {inflected(base, plural=False)}"
        return f"{plain(listed((iri,), self.entities), self.entities)} {inflected(base, plural=many(self.entities[iri]))}"

    def _holder(self, claim: ClaimNode) -> str:
        if claim.holder is not None:
            return self._name(claim.holder)
        return "The document itself" if claim.narrator is not None else "A speaker who could not be made out"

    def _name(self, iri: str) -> str:
        return self.entities[iri].name if iri in self.entities else "an unknown entity"

    def _doc_id(self, evidence: EvidenceNode) -> str:
        document = self.documents.get(evidence.document)
        return evidence.document if document is None else document.doc_id


def _named(graph: Graph, words: str) -> tuple[EntityNode, ...]:
    """The entities with the name, accents and punctuation aside."""
    wanted = normal_name(words)
    return tuple(e for e in graph.entities if wanted and wanted in {normal_name(n) for n in (e.name, *e.aliases)})


def _near(graph: Graph, words: str) -> list[EntityNode]:
    """The entities whose names hold the words or are spelt alike, the nearest first."""
    wanted = normal_name(words)
    by_name: dict[str, list[EntityNode]] = {}
    for entity in graph.entities:
        for name in (entity.name, *entity.aliases):
            by_name.setdefault(normal_name(name), []).append(entity)
    holding = sorted(name for name in by_name if wanted and f" {wanted}" in f" {name}")
    alike = get_close_matches(wanted, sorted(by_name), n=NEAR, cutoff=SIMILAR)
    found = [entity for name in (*alike, *holding) for entity in by_name[name]]
    return list(dict.fromkeys(found))[:NEAR]


def _listed(entities: Iterable[EntityNode]) -> str:
    return "\n".join(f"  {e.id}  ({e.type}, {e.name})" for e in entities)
