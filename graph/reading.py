"""The read model: what the store holds as frozen records, joined once.

`quoth show`, the page, the exports and the comparison of sources use it; nobody but this module and the shipped queries looks at
triples. `read_graph` fills it from a store in one scan.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityNode:
    """A thing that is spoken of. `id` is the last part of `iri`; `links` are (scheme, value) pairs such as ("iso3166", "RU")."""

    iri: str
    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNode:
    """A document. `skipped` are (start, end, reason) of the parts that are no prose; `text` is None where it was left out."""

    iri: str
    doc_id: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    sha256: str = ""
    text: str | None = None
    skipped: tuple[tuple[int, int, str], ...] = ()
    source: str = ""
    coverage: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceNode:
    """The words that show a claim. Offsets are code points into the document's text, end exclusive.

    `document` is an IRI; `sentence` the sentence's words, starting at `sentence_start`; `date` is as given there (ISO 8601 or
    EDTF); `place` an entity IRI; `reported_in` the outer speakers, innermost first, as entity IRIs.
    """

    iri: str
    document: str
    sentence: str
    sentence_index: int
    sentence_start: int
    start: int
    end: int
    exact: str
    trigger: str
    cue: str | None = None
    date: str | None = None
    place: str | None = None
    stance: str = "neutral"
    reported_in: tuple[str, ...] = ()
    confidence: float = 0.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNode:
    """An event as somebody holds it. Agents, targets, theme and holder are entity IRIs, narrator a document IRI.

    Where `holder` and `narrator` are both None the words are reported, but the speaker could not be made out. `polarity` is
    "positive" or "negative", `modality` "actual", "intended", "hypothetical" or "demanded", `relation` a name such as "reject".
    """

    iri: str
    event: str
    relation: str
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    theme: str | None = None
    theme_text: str | None = None
    holder: str | None = None
    narrator: str | None = None
    polarity: str = "positive"
    modality: str = "actual"
    evidence: tuple[EvidenceNode, ...] = ()

    @property
    def participants(self) -> tuple[str, ...]:
        """Agents, targets and theme, each once, in this order."""
        theme = () if self.theme is None else (self.theme,)
        return tuple(dict.fromkeys((*self.agents, *self.targets, *theme)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceNode:
    """One happening of a repeatable event: the joined date intervals of its evidence, as ISO dates, both inclusive."""

    iri: str
    event: str
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All that a store holds, each tuple sorted by IRI. `generation` changes when anything in the store does."""

    entities: tuple[EntityNode, ...] = ()
    documents: tuple[DocumentNode, ...] = ()
    claims: tuple[ClaimNode, ...] = ()
    occurrences: tuple[OccurrenceNode, ...] = ()
    generation: str = ""


def entities_by_iri(graph: Graph) -> dict[str, EntityNode]:
    """The entities by IRI."""
    return {entity.iri: entity for entity in graph.entities}


def documents_by_iri(graph: Graph) -> dict[str, DocumentNode]:
    """The documents by IRI."""
    return {document.iri: document for document in graph.documents}


def claims_by_entity(graph: Graph) -> dict[str, tuple[ClaimNode, ...]]:
    """For each entity that fills a role, the claims about it; what it only holds is in `claims_by_holder`."""
    return _grouped((iri, claim) for claim in graph.claims for iri in claim.participants)


def claims_by_holder(graph: Graph) -> dict[str, tuple[ClaimNode, ...]]:
    """For each speaker (entity IRI) or narrating document (document IRI) the claims it holds; "" for unclear speakers."""
    return _grouped((claim.holder or claim.narrator or "", claim) for claim in graph.claims)


def find_entity(graph: Graph, words: str) -> tuple[EntityNode, ...]:
    """The entities that `words` names, by IRI, id, name or alias; case does not matter; the best match first."""
    wanted = words.strip().casefold()
    exact = [e for e in graph.entities if words == e.iri or wanted in (e.id.casefold(), e.name.casefold())]
    alias = [e for e in graph.entities if any(wanted == a.casefold() for a in e.aliases)]
    return tuple(dict.fromkeys((*exact, *alias)))


def _grouped(pairs: Iterable[tuple[str, ClaimNode]]) -> dict[str, tuple[ClaimNode, ...]]:
    groups: defaultdict[str, list[ClaimNode]] = defaultdict(list)
    for key, claim in pairs:
        groups[key].append(claim)
    return {key: tuple(claims) for key, claims in groups.items()}
