"""One side of a comparison: what a folder or file holds, with what each passage was made by; called by `graph.diff`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph import given
from graph.index import Index, local_name
from graph.network import Voices, voices
from graph.reading import DocumentNode, Graph, graph_of
from graph.store import open_store
from graph.turtle import Triple
from ontology import terms
from ontology.errors import UsageError

CAPITAL: Final = re.compile("(?<=[a-z])[A-Z]")
SETTINGS: Final = {
    "version of Quoth": terms.VERSION,
    "language model": terms.MODEL,
    "vocabulary": terms.VOCABULARY,
    "model, lexicon or rules": terms.PIPELINE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A correction: what it says of itself, the passage that it names (doc_id, sentence, trigger), and the entities' names."""

    english: str
    passage: tuple[str, str, str] | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A graph, names, documents by doc_id; the run of each evidence by id, the runs of each document by doc_id, the settings of
    each run; the corrections by id."""

    graph: Graph
    names: Voices
    documents: Mapping[str, DocumentNode]
    runs: Mapping[str, str]
    analysed: Mapping[str, frozenset[str]]
    settings: Mapping[str, Mapping[str, str]]
    decisions: Mapping[str, Decision]

    def doc_id(self, iri: str) -> str:
        """The doc_id of a document."""
        return self.names.documents[iri].doc_id if iri in self.names.documents else local_name(iri)


def read_side(path: Path) -> Side:
    """What an output folder, or a file of triples or quads, holds.

    Raises: UsageError if there is neither, QuothError if a file cannot be parsed, StoreDamaged.
    """
    if not path.exists():
        raise UsageError(f"there is no {str(path)!r}: give the folder of a graph, or a file of one ({', '.join(given.FORMATS)})")
    if path.is_dir():
        with open_store(path / "store", write=False) as store:
            return _side(store.triples())
    if path.suffix.casefold() not in given.FORMATS:
        raise UsageError(f"cannot compare {str(path)!r}: give a folder, or a file of one of the kinds {', '.join(given.FORMATS)}")
    return _side(quad[:3] for quad in given.parsed(path))


def _side(triples: Iterable[Triple]) -> Side:
    index = Index(triples)
    graph = graph_of(index)
    runs = {
        local_name(evidence): run
        for evidence in index.of_type(terms.EVIDENCE)
        if (run := index.iri(evidence, terms.PROV_WAS_GENERATED_BY)) is not None
    }
    names = voices(graph)
    doc_ids = {document.iri: document.doc_id for document in graph.documents}
    analysed: defaultdict[str, set[str]] = defaultdict(set)
    for claim in graph.claims:
        for e in claim.evidence:
            if (run := runs.get(local_name(e.iri))) is not None:
                analysed[doc_ids.get(e.document, local_name(e.document))].add(run)
    return Side(
        graph=graph,
        names=names,
        documents={document.doc_id: document for document in graph.documents},
        runs=runs,
        analysed={doc_id: frozenset(found) for doc_id, found in analysed.items()},
        settings={run: {what: index.words(run, iri) for what, iri in SETTINGS.items()} for run in index.of_type(terms.RUN)},
        decisions={local_name(iri): _decision(index, iri) for iri in index.of_type(terms.CORRECTION)},
    )


def _decision(index: Index, iri: str) -> Decision:
    nodes = [node for p in (terms.CORRECTS, terms.COMPARED_WITH) if (node := index.iri(iri, p)) is not None]
    by = index.words(index.iri(iri, terms.PROV_WAS_ASSOCIATED_WITH) or "", terms.RDFS_LABEL) or "somebody"
    when, why = index.text(iri, terms.DCT_CREATED), index.text(iri, terms.RDFS_COMMENT)
    target = nodes[0] if nodes else ""
    trigger = index.text(target, terms.ADDRESS_TRIGGER)
    place = (index.words(target, terms.ADDRESS_DOCUMENT), index.words(target, terms.ADDRESS_SENTENCE), trigger or "")
    names = frozenset(name for node in nodes if (name := index.text(node, terms.ADDRESS_NAME)))
    kind = CAPITAL.sub(lambda m: f" {m[0].lower()}", index.name(iri, terms.KIND))
    english = f"{kind} by {by}{f' on {when}' if when else ''}{f': {why}' if why else ''}"
    return Decision(english=english, passage=place if trigger is not None else None, names=names)
