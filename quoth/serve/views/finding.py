"""Where one begins: what the graph holds, search, names as they are typed, documents, and claims by facets."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Final

from graph.index import local_name
from graph.page.comparison import of_each_subject
from graph.page.part import touching
from graph.reading import ClaimNode, EvidenceNode
from graph.search import KINDS, fold, search
from quoth.serve.views.library import Library, Row
from quoth.serve.views.parameters import Given, choice, number

TOP: Final = 24
DISAGREEMENTS: Final = 4
NAMES: Final = 10
MOST: Final = 500
PAGE: Final = 25
FACETS: Final = ("relation", "holder", "document", "publisher", "year", "polarity", "modality")
VALUES: Final = 12
UNNAMED: Final = {  # values of the facet `holder` that are no entities
    "documents": "documents themselves",
    "unclear": "unclear speakers",
}
YEAR: Final = re.compile(r"\d{4}")


def home(library: Library, _: Given) -> Row:
    """Counts, the entities that most is said of, and the most telling disagreements."""
    graph = library.graph
    ranked = sorted(graph.entities, key=lambda e: (-library.weights[e.iri], e.id))
    return {
        "counts": {"documents": len(graph.documents), "entities": len(graph.entities), "claims": len(graph.claims)},
        "rule": "most claims about it and by it first",
        "entities": [{**library.named(e.iri), "claims": library.weights[e.iri]} for e in ranked[:TOP]],
        "disagreements": [
            {
                "kind": row.kind,
                "left": library.passage(row.left.claim, row.left.evidence),
                "right": library.passage(row.right.claim, row.right.evidence),
            }
            for row in islice(of_each_subject(library.compared("document", None).contradictions), DISAGREEMENTS)
        ],
    }


def suggest(library: Library, given: Given) -> Row:
    """Entities whose names begin, at some word, as what was typed; the best known first."""
    typed = fold(given.get("q", "")[:200])
    found = []
    for entity in library.graph.entities:
        names = [fold(name) for name in (entity.name, *entity.aliases)]
        if typed and any(f" {typed}" in f" {name}" for name in names):
            whole = typed in names
            found.append((not whole, not names[0].startswith(typed), -library.weights[entity.iri], entity.id, entity))
    ranked = [row[-1] for row in sorted(found, key=lambda row: row[:-1])]
    return {
        "entities": [{**library.named(e.iri), "claims": library.weights[e.iri]} for e in ranked[:NAMES]],
        "found": len(ranked),
    }


def find(library: Library, given: Given) -> Row:
    """Entities, claims and sentences by full text."""
    words = given.get("q", "").strip()[:500]
    kind = choice(given, "kind", ("", *KINDS))
    limit = number(given, "limit", 10, 200, 1)
    if not fold(words):
        return {"q": words, "kind": kind, "hits": []}
    hits = search(library.store, words, (kind,) if kind else KINDS, limit)
    return {
        "q": words,
        "kind": kind,
        "limit": limit,
        "hits": [_hit(library, hit.kind, hit.id, hit.text, hit.where) for hit in hits],
    }


def documents(library: Library, given: Given) -> Row:
    """All documents with how much was found in each."""
    start, limit = number(given, "start", 0, 10**9), number(given, "limit", 100, MOST, 1)
    ordered = sorted(library.graph.documents, key=lambda d: (d.published or "9999", d.doc_id))
    rows = [
        {**library.source(d), "passages": len(library.told.get(d.iri, ())), "coverage": d.coverage}
        for d in ordered[start : start + limit]
    ]
    return {"documents": rows, "start": start, "limit": limit, "total": len(ordered)}


def claims(library: Library, given: Given) -> Row:
    """Passages by facets: about an entity, held by a speaker, of a relation, in a document, and so on, with their counts."""
    start, limit = number(given, "start", 0, 10**9), number(given, "limit", PAGE, MOST, 1)
    chosen = {name: given[name] for name in ("about", *FACETS) if given.get(name)}
    about, beside = library.meant(given.get("about", "")), library.meant(given.get("with", ""))
    pool = library.graph.claims if about is None else library.about.get(about.iri, ())
    if beside is not None:
        pool = tuple(claim for claim in pool if beside.iri in touching(claim))
    rows = [(claim, evidence) for claim in pool for evidence in claim.evidence if _fits(library, claim, evidence, chosen)]
    rows.sort(key=lambda row: (_published(library, row[1]), row[1].document, row[1].start, row[1].iri))
    return {
        "about": library.named(about.iri) if about else None,
        "with": library.named(beside.iri) if beside else None,
        "chosen": chosen | ({"about": about.id} if about else {}) | ({"with": beside.id} if beside else {}),
        "total": len(rows),
        "start": start,
        "limit": limit,
        "facets": {name: _counted(library, rows, name) for name in FACETS},
        "passages": [library.passage(*row) for row in rows[start : start + limit]],
    }


def fitting(library: Library, chosen: Given) -> list[ClaimNode]:
    """The claims of which some evidence fits values of facets."""
    if not chosen:
        return list(library.graph.claims)
    return [c for c in library.graph.claims if any(_fits(library, c, e, chosen) for e in c.evidence)]


def _fits(library: Library, claim: ClaimNode, evidence: EvidenceNode, chosen: Given) -> bool:
    return all(name == "about" or _VALUES[name](library, claim, evidence)[0] == value for name, value in chosen.items())


def _counted(library: Library, rows: list[tuple[ClaimNode, EvidenceNode]], facet: str) -> list[Row]:
    """The most frequent values, each with its name."""
    counted = Counter(_VALUES[facet](library, claim, evidence) for claim, evidence in rows)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:VALUES]
    return [{"value": value, "name": name, "count": count} for (value, name), count in ordered if value]


def _holder(library: Library, claim: ClaimNode, _: EvidenceNode) -> tuple[str, str]:
    if claim.holder:
        return local_name(claim.holder), library.names.name(claim.holder)
    value = "documents" if claim.narrator else "unclear"
    return value, UNNAMED[value]


def _document(library: Library, _: ClaimNode, evidence: EvidenceNode) -> tuple[str, str]:
    found = library.names.documents.get(evidence.document)
    return local_name(evidence.document), (found.title or found.doc_id) if found else "an unknown document"


def _publisher(library: Library, _: ClaimNode, evidence: EvidenceNode) -> tuple[str, str]:
    found = library.names.documents.get(evidence.document)
    name = (found.publisher if found else None) or ""
    return name, name


def _year(_: Library, __: ClaimNode, evidence: EvidenceNode) -> tuple[str, str]:
    """The year that the passage dates it to, a range by its first; "" where it gives none."""
    found = YEAR.match(evidence.date or "")
    return (found[0], found[0]) if found else ("", "")


_VALUES: Final[dict[str, Callable[[Library, ClaimNode, EvidenceNode], tuple[str, str]]]] = {
    "relation": lambda _, claim, __: (claim.relation, claim.relation.replace("_", " ")),
    "polarity": lambda _, claim, __: (claim.polarity, claim.polarity),
    "modality": lambda _, claim, __: (claim.modality, claim.modality),
    "year": _year,
    "holder": _holder,
    "document": _document,
    "publisher": _publisher,
}


def _published(library: Library, evidence: EvidenceNode) -> str:
    found = library.names.documents.get(evidence.document)
    return (found.published if found else None) or "9999"


def _hit(library: Library, kind: str, id_: str, text: str, where: str) -> Row:
    document = library.documents_by_name.get(where)
    row: Row = {"kind": kind, "id": id_, "text": text, "where": where}
    if document is not None and document.title:
        row["title"] = document.title
    if kind == "sentence":
        for claim, evidence in library.told.get(document.iri, ()) if document else ():
            if evidence.sentence == text:
                return {**row, "passage": library.passage(claim, evidence)}
        if document is not None:
            at = (document.text or "").find(text)
            row["document"] = {**library.source(document), "start": max(at, 0), "end": max(at, 0) + len(text)}
    return row
