"""All that the page works with, as plain JSON values; called by `graph.page`.

The whole stays below a size; what does not fit is left out from the end and counted, texts of documents first.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from graph import wording
from graph.page.comparison import comparison
from graph.page.embedding import size
from graph.page.lines import Line
from graph.page.moments import moments
from graph.page.sheet import Row, Sheet, units
from graph.reading import ENTITY_TYPES, Graph
from ontology import terms
from ontology.relations import load

MOST_BYTES: Final = 10_000_000
CODE_BYTES: Final = 700_000  # the library, our script and style, the drawn network


def data(filled: Sheet, found: Iterable[Line], title: str, picture: Row) -> Row:
    """The page's data; `picture` says how many nodes are drawn out of how many."""
    graph = filled.graph
    rows: Row = {
        "title": title,
        "prefixes": {name: terms.PREFIXES[name] for name in ("q", "dct")},
        "base": next((entity.iri.removesuffix(entity.id) for entity in graph.entities), terms.DATA),
        "types": {name: iri for iri, name in ENTITY_TYPES.items()},
        "generation": graph.generation,
        "picture": picture,
        "totals": {"entities": len(graph.entities), "documents": len(graph.documents), "claims": len(graph.claims)},
        "relations": _relations(graph),
        "entities": filled.entities,
        "documents": filled.documents,
        "claims": filled.claims,
        "evidence": filled.evidence,
        "sentences": filled.sentences,
        "timeline": moments(filled),
        **comparison(filled),
    }
    _add_texts(filled, MOST_BYTES - CODE_BYTES - size(rows))
    return rows


def _relations(graph: Graph) -> Row:
    """The IRI of each relation, and how it reads, by polarity and modality, for one actor."""
    known = load()
    return {
        name: {"iri": known[name].iri if name in known else terms.NAMESPACE + name}
        | {
            f"{polarity} {modality}": wording.predicate(name, polarity, modality)
            for polarity in wording.POLARITIES
            for modality in wording.MODALITIES
        }
        for name in sorted({claim.relation for claim in graph.claims})
    }


def _add_texts(filled: Sheet, room: int) -> None:
    """Texts of documents, those with most passages first, as long as there is room."""
    passages: defaultdict[int, int] = defaultdict(int)
    for row in filled.evidence:
        passages[filled.sentences[row["sentence"]]["document"]] += 1
    known = {filled.document_numbers[d.iri]: d for d in filled.graph.documents}
    for number in sorted(known, key=lambda n: (-passages[n], n)):
        text = known[number].text
        if text is None:
            filled.documents[number]["missing"] = "store"
            continue
        skipped = [[units(text, start), units(text, end), why] for start, end, why in known[number].skipped]
        cost = size(text) + size(skipped)
        if cost > room:
            filled.documents[number]["missing"] = "size"
            continue
        room -= cost
        filled.documents[number]["text"] = text
        if skipped:
            filled.documents[number]["skipped"] = skipped
