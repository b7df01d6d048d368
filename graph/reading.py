"""The read model: what the store holds as frozen records, joined once.

`quoth show`, the page, the exports and the comparison of sources use it; nobody but this module and the shipped queries looks at
triples. `read_graph` fills it from a store in one scan and joins in memory: a few seconds for 300,000 triples.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.index import Index, local_name
from graph.store import Store, generation
from ontology import terms
from ontology.types import SHIPPED

ENTITY_TYPES: Final = SHIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityNode:
    """A thing that is spoken of. `id` is the last part of `iri`; `links` are (scheme, value) pairs such as ("iso3166", "RU").

    `subtype` is a finer type of an ontology of one's own, as its label, `part_of` the IRI of the package that a text is part of;
    `corrected` tells who decided something about it, when and why.
    """

    iri: str
    id: str
    type: str
    name: str
    subtype: str | None = None
    part_of: str | None = None
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    links: tuple[tuple[str, str], ...] = ()
    corrected: tuple[str, ...] = ()


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
    EDTF); `place` an entity IRI; `reported_in` the outer speakers, innermost first, as entity IRIs;
    `corrected` tells who corrected what was read there, when and why.
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
    corrected: tuple[str, ...] = ()


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


def read_graph(store: Store) -> Graph:
    """All that the store holds."""
    return graph_of(Index(store.triples()), generation(store.digests()))


def graph_of(index: Index, generation: str = "") -> Graph:
    """All that triples hold."""
    evidence = {subject: _evidence(index, subject) for subject in index.of_type(terms.EVIDENCE)}
    finer = _subtypes(index)
    return Graph(
        entities=tuple(_entity(index, subject, type_, finer.get(subject)) for type_, subject in _entities(index)),
        documents=_documents(index),
        claims=tuple(_claim(index, subject, evidence) for subject in index.of_type(terms.CLAIM)),
        occurrences=tuple(_occurrence(index, subject) for subject in index.of_type(terms.OCCURRENCE)),
        generation=generation,
    )


def _entities(index: Index) -> list[tuple[str, str]]:
    pairs = [(type_, subject) for type_ in ENTITY_TYPES for subject in index.of_type(type_)]
    return sorted(pairs, key=lambda pair: pair[1])


def _subtypes(index: Index) -> dict[str, str]:
    """The label of the type of one's own of each entity that has one."""
    added = sorted({*index.of_type(terms.OWL_CLASS), *index.of_type(terms.RDFS_CLASS)})
    return {subject: index.words(kind, terms.RDFS_LABEL) or local_name(kind) for kind in added for subject in index.of_type(kind)}


def _entity(index: Index, subject: str, type_: str, subtype: str | None) -> EntityNode:
    links = (code.partition(":") for code in index.texts(subject, terms.CODE))
    return EntityNode(
        iri=subject,
        id=local_name(subject),
        type=ENTITY_TYPES[type_],
        name=index.words(subject, terms.RDFS_LABEL),
        subtype=subtype,
        part_of=index.iri(subject, terms.PART_OF),
        aliases=index.texts(subject, terms.SKOS_ALT_LABEL),
        anonymous=index.text(subject, terms.ANONYMOUS) == "true",
        links=tuple((scheme, value) for scheme, _, value in links),
        corrected=_corrected(index, subject),
    )


def _documents(index: Index) -> tuple[DocumentNode, ...]:
    skipped: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for part in index.of_type(terms.SKIPPED_PART):
        row = (index.number(part, terms.START), index.number(part, terms.END), index.words(part, terms.REASON))
        skipped[index.iri(part, terms.IN_DOCUMENT) or ""].append(row)
    return tuple(_document(index, subject, tuple(sorted(skipped[subject]))) for subject in index.of_type(terms.DOCUMENT))


def _document(index: Index, subject: str, skipped: tuple[tuple[int, int, str], ...]) -> DocumentNode:
    return DocumentNode(
        iri=subject,
        doc_id=index.words(subject, terms.DCT_IDENTIFIER),
        title=index.text(subject, terms.DCT_TITLE),
        author=index.text(subject, terms.DCT_CREATOR),
        publisher=index.text(subject, terms.DCT_PUBLISHER),
        published=index.text(subject, terms.DCT_ISSUED),
        url=index.text(subject, terms.URL),
        sha256=index.words(subject, terms.SHA256),
        text=index.text(subject, terms.FULL_TEXT),
        skipped=skipped,
        source=index.words(subject, terms.DCT_SOURCE),
        coverage=float(index.text(subject, terms.COVERAGE) or 0),
    )


def _evidence(index: Index, subject: str) -> EvidenceNode:
    sentence = index.iri(subject, terms.IN_SENTENCE) or ""
    position, quote = f"{subject}-pos", f"{subject}-quote"
    return EvidenceNode(
        iri=subject,
        document=index.iri(subject, terms.IN_DOCUMENT) or "",
        sentence=index.words(sentence, terms.TEXT),
        sentence_index=index.number(sentence, terms.INDEX),
        sentence_start=index.number(sentence, terms.START),
        start=index.number(position, terms.OA_START),
        end=index.number(position, terms.OA_END),
        exact=index.words(quote, terms.OA_EXACT),
        trigger=index.words(subject, terms.TRIGGER),
        cue=index.text(subject, terms.CUE),
        date=index.text(subject, terms.EDTF),
        place=index.iri(subject, terms.AT_PLACE),
        stance=index.name(subject, terms.STANCE),
        reported_in=index.iris(subject, terms.REPORTED_IN),
        confidence=float(index.text(subject, terms.CONFIDENCE) or 0),
        rule=index.words(subject, terms.RULE),
        corrected=_corrected(index, subject),
    )


def _corrected(index: Index, subject: str) -> tuple[str, ...]:
    """Who corrected it, when and why, one line for each correction."""
    rows = []
    for iri in index.iris(subject, terms.CORRECTED_BY):
        agent = index.iri(iri, terms.PROV_WAS_ASSOCIATED_WITH) or ""
        why = index.text(iri, terms.RDFS_COMMENT)
        said = f"{index.words(agent, terms.RDFS_LABEL)} on {index.words(iri, terms.DCT_CREATED)}"
        rows.append(said if why is None else f"{said}: {why}")
    return tuple(sorted(set(rows)))


def _claim(index: Index, subject: str, evidence: dict[str, EvidenceNode]) -> ClaimNode:
    event = index.iri(subject, terms.ABOUT) or ""
    shown = [evidence[iri] for iri in index.iris(subject, terms.HAS_EVIDENCE) if iri in evidence]
    return ClaimNode(
        iri=subject,
        event=event,
        relation=index.name(event, terms.RELATION),
        agents=index.iris(event, terms.AGENT),
        targets=index.iris(event, terms.TARGET),
        theme=index.iri(event, terms.THEME),
        theme_text=index.text(event, terms.THEME_TEXT),
        holder=index.iri(subject, terms.HOLDER),
        narrator=index.iri(subject, terms.NARRATOR),
        polarity=index.name(subject, terms.POLARITY),
        modality=index.name(subject, terms.MODALITY),
        evidence=tuple(sorted(shown, key=lambda e: (e.document, e.start, e.end, e.iri))),
    )


def _occurrence(index: Index, subject: str) -> OccurrenceNode:
    return OccurrenceNode(
        iri=subject,
        event=index.iri(subject, terms.OCCURRENCE_OF) or "",
        start=index.words(subject, terms.SEM_HAS_BEGIN_TIME_STAMP),
        end=index.words(subject, terms.SEM_HAS_END_TIME_STAMP),
    )
