"""Where one begins: what the graph holds, search, names as they are typed, documents, and claims by facets."""

from itertools import islice
from typing import Final

from graph.page.comparison import of_each_subject
from graph.page.part import touching
from graph.reading import EvidenceNode
from graph.search import KINDS, fold, search
from quoth.serve.views.facets import FACETS, counted, fits
from quoth.serve.views.library import Library, Row
from quoth.serve.views.parameters import Given, choice, number

TOP: Final = 24
DISAGREEMENTS: Final = 4
NAMES: Final = 10
MOST: Final = 500
PAGE: Final = 25


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
    chosen = {name: given[name] for name in FACETS if given.get(name)}
    about, beside = library.meant(given.get("about", "")), library.meant(given.get("with", ""))
    pool = library.graph.claims if about is None else library.about.get(about.iri, ())
    if beside is not None:
        pool = tuple(claim for claim in pool if beside.iri in touching(claim))
    rows = [(claim, evidence) for claim in pool for evidence in claim.evidence if fits(library, (claim, evidence), chosen)]
    rows.sort(key=lambda row: (_published(library, row[1]), row[1].document, row[1].start, row[1].iri))
    return {
        "about": library.named(about.iri) if about else None,
        "with": library.named(beside.iri) if beside else None,
        "chosen": chosen | ({"about": about.id} if about else {}) | ({"with": beside.id} if beside else {}),
        "total": len(rows),
        "start": start,
        "limit": limit,
        "facets": {name: counted(library, rows, facet) for name, facet in FACETS.items()},
        "passages": [library.passage(*row) for row in rows[start : start + limit]],
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
