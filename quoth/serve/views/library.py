"""The graph in memory with what the views look up in it; made by `reader` for each state of the store.

Things are named by the last part of their IRI. Offsets are code points of a document's text, end exclusive.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from graph.compare import By, Comparison, compare
from graph.index import local_name
from graph.network import Voices, voices
from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph
from graph.store import Store
from graph.telling import identify
from graph.wording import Named, Statement, statement
from ontology.errors import UsageError

Row = dict[str, Any]
COMPARISONS, PICTURES = 8, 32  # kept in memory


class Unknown(UsageError):
    """`words` name nothing, or more than one thing; one may search for them."""

    def __init__(self, message: str, words: str) -> None:
        super().__init__(message)
        self.words = words


class NotThere(Unknown):
    """Nothing in the graph has that id."""


class Library:
    """A graph that was read, and the store that it was read from."""

    def __init__(self, store: Store, graph: Graph, base: str) -> None:
        self.store, self.graph, self.base = store, graph, base
        self._compared: dict[tuple[str, str | None], Comparison] = {}
        self._drawn: dict[tuple[object, ...], Row] = {}

    @cached_property
    def names(self) -> Voices:
        """The names of entities and documents."""
        return voices(self.graph)

    @cached_property
    def claims(self) -> Mapping[str, ClaimNode]:
        """The claims by id."""
        return {local_name(claim.iri): claim for claim in self.graph.claims}

    @cached_property
    def about(self) -> Mapping[str, tuple[ClaimNode, ...]]:
        """For each entity (IRI) the claims that it takes part in."""
        return _grouped((iri, claim) for claim in self.graph.claims for iri in claim.participants)

    @cached_property
    def held(self) -> Mapping[str, tuple[ClaimNode, ...]]:
        """For each speaker (IRI) the claims that it holds."""
        return _grouped((claim.holder, claim) for claim in self.graph.claims if claim.holder)

    @cached_property
    def told(self) -> Mapping[str, tuple[tuple[ClaimNode, EvidenceNode], ...]]:
        """For each document (IRI) its passages in the order of the text."""
        found: defaultdict[str, list[tuple[ClaimNode, EvidenceNode]]] = defaultdict(list)
        for claim in self.graph.claims:
            for evidence in claim.evidence:
                found[evidence.document].append((claim, evidence))
        return {iri: tuple(sorted(rows, key=lambda r: (r[1].start, r[1].end, r[1].iri))) for iri, rows in found.items()}

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """For each entity (IRI) the number of claims about it and by it."""
        return {e.iri: len({*self.about.get(e.iri, ()), *self.held.get(e.iri, ())}) for e in self.graph.entities}

    @cached_property
    def relations(self) -> list[str]:
        """The names of the relations of the claims."""
        return sorted({claim.relation for claim in self.graph.claims})

    @cached_property
    def types(self) -> list[str]:
        """The types of the entities, those of an ontology of one's own by their labels."""
        return sorted({kind for entity in self.graph.entities for kind in (entity.type, entity.subtype) if kind})

    @cached_property
    def publishers(self) -> list[str]:
        """The publishers of the documents."""
        return sorted({document.publisher for document in self.graph.documents if document.publisher})

    def entity(self, name: str) -> EntityNode:
        """The entity of that id.

        Raises: NotThere.
        """
        found = self.names.entities.get(self.base + name)
        if found is None:
            raise NotThere(f"no entity has the id {name!r}", name)
        return found

    def meant(self, words: str) -> EntityNode | None:
        """The entity that somebody means by an id or a name; None for no words.

        Raises: Unknown where that is none or more than one, with those that come near.
        """
        try:
            return identify(self.graph, words) if words.strip() else None
        except UsageError as error:
            raise Unknown(str(error), words) from error

    def document(self, name: str) -> DocumentNode:
        """The document of that id.

        Raises: NotThere.
        """
        found = self.names.documents.get(self.base + name)
        if found is None:
            raise NotThere(f"no document has the id {name!r}", name)
        return found

    def claim(self, name: str) -> ClaimNode:
        """The claim of that id.

        Raises: NotThere.
        """
        if name not in self.claims:
            raise NotThere(f"no claim has the id {name!r}", name)
        return self.claims[name]

    def compared(self, by: By, about: str | None) -> Comparison:
        """The comparison of sources, made once for each question."""
        key = (by, about)
        if key not in self._compared:
            if len(self._compared) > COMPARISONS:
                self._compared.clear()
            self._compared[key] = compare(self.graph, by=by, about=about)
        return self._compared[key]

    def drawn(self, key: tuple[object, ...], draw: Callable[[], Row]) -> Row:
        """A picture, drawn once for each question: places cost seconds."""
        if key not in self._drawn:
            if len(self._drawn) > PICTURES:
                self._drawn.clear()
            self._drawn[key] = draw()
        return self._drawn[key]

    @cached_property
    def documents_by_name(self) -> Mapping[str, DocumentNode]:
        """The documents by the name that they were read under."""
        return {document.doc_id: document for document in self.graph.documents}

    def words(self, statement: Statement) -> list[str | Row]:
        """A statement as words and entities."""
        return [word if isinstance(word, str) else self.named(word) for word in statement]

    def named(self, word: Named | str) -> Row:
        """An entity as views name it: `id`, `name`, `type`."""
        iri = word if isinstance(word, str) else word.iri
        entity = self.names.entities.get(iri)
        if entity is None:
            return {"id": local_name(iri), "name": "an unknown entity", "type": "Entity"}
        return {"id": entity.id, "name": entity.name, "type": entity.type}

    def source(self, document: DocumentNode) -> Row:
        """A document as views name it."""
        keys = ("title", "publisher", "author", "published")
        stated = {key: getattr(document, key) for key in keys if getattr(document, key)}
        return {"id": local_name(document.iri), "name": document.doc_id, **stated}

    def statement(self, claim: ClaimNode) -> Row:
        """A claim: what it says, who holds it, and how."""
        return {
            "id": local_name(claim.iri),
            "event": local_name(claim.event),
            "relation": claim.relation,
            "says": self.words(statement(claim, self.names.entities)),
            "holder": self.named(claim.holder) if claim.holder else None,
            "according": self.names.teller(claim),
            "polarity": claim.polarity,
            "modality": claim.modality,
        }

    def passage(self, claim: ClaimNode, evidence: EvidenceNode) -> Row:
        """A claim with the words of one document that show it."""
        document = self.names.documents.get(evidence.document)
        source = (
            {"id": local_name(evidence.document), "name": "an unknown document"} if document is None else self.source(document)
        )
        return {
            **self.statement(claim),
            "evidence": local_name(evidence.iri),
            "document": source,
            "through": [self.named(iri) for iri in evidence.reported_in],
            "sentence": evidence.sentence,
            "sentence_start": evidence.sentence_start,
            "start": evidence.start,
            "end": evidence.end,
            "exact": evidence.exact,
            "trigger": evidence.trigger,
            "cue": evidence.cue,
            "date": evidence.date,
            "place": self.named(evidence.place) if evidence.place else None,
            "stance": evidence.stance,
            "rule": evidence.rule,
            "confidence": evidence.confidence,
            "corrected": list(evidence.corrected),
        }


def _grouped(pairs: Iterable[tuple[str, ClaimNode]]) -> dict[str, tuple[ClaimNode, ...]]:
    groups: defaultdict[str, list[ClaimNode]] = defaultdict(list)
    for key, claim in pairs:
        groups[key].append(claim)
    return {key: tuple(claims) for key, claims in groups.items()}
