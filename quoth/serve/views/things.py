"""One thing at a time: an entity, what lies around it, a claim with its evidence, a document with its passages."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from graph.index import local_name
from graph.reading import ClaimNode, EntityNode
from graph.wording import verb
from quoth.serve.views.library import Library, NotThere, Row
from quoth.serve.views.parameters import Given, number

FEW: Final = 3
NEAR: Final = 12
PARTS: Final = ("done", "undergone", "said")
BATCH: Final = 40_000  # characters of a text that one page shows, more or less


def thing(library: Library, given: Given) -> Row:
    """What has that id: an entity, a claim, a document, or the claims about an event.

    Raises: NotThere.
    """
    name = given["id"]
    iri = library.base + name
    if iri in library.names.entities:
        return {"kind": "entity", **entity(library, given)}
    if iri in library.names.documents:
        return {"kind": "document", **document(library, given)}
    if name in library.claims:
        return {"kind": "claim", **claim(library, given)}
    found = [c for c in library.graph.claims if c.event == iri or any(e.iri == iri for e in c.evidence)]
    if not found:
        raise NotThere(f"no page shows {name!r}", name)
    return {"kind": "claim", **claim(library, {"id": local_name(found[0].iri)})}


def entity(library: Library, given: Given) -> Row:
    """An entity: who it is, what is said of it and by it, beginning with a few passages of each relation."""
    found = library.entity(given["id"])
    about, said = library.about.get(found.iri, ()), library.held.get(found.iri, ())
    parts = {
        "done": [c for c in about if found.iri in c.agents],
        "undergone": [c for c in about if found.iri not in c.agents],
        "said": list(said),
    }
    few = number(given, "few", FEW, 100, 1)
    return {
        **library.named(found.iri),
        "iri": found.iri,
        "aliases": list(found.aliases),
        "anonymous": found.anonymous,
        "links": [list(link) for link in found.links],
        "corrected": list(found.corrected),
        "claims": library.weights[found.iri],
        "sections": [section for part in PARTS for section in _sections(library, part, parts[part], few)],
        "documents": _documents(library, (*about, *said)),
        "neighbours": _neighbours(library, found, (*about, *said))[:NEAR],
    }


def neighbours(library: Library, given: Given) -> Row:
    """What stands beside an entity in claims, with how many claims and documents join them."""
    found = library.entity(given["id"])
    start, limit = number(given, "start", 0, 10**9), number(given, "limit", 50, 500, 1)
    rows = _neighbours(library, found, (*library.about.get(found.iri, ()), *library.held.get(found.iri, ())))
    wanted = given.get("type")
    rows = [row for row in rows if not wanted or row["type"] == wanted]
    return {
        "entity": library.named(found.iri),
        "types": dict(sorted(Counter(row["type"] for row in rows).items())),
        "total": len(rows),
        "start": start,
        "limit": limit,
        "neighbours": rows[start : start + limit],
    }


def claim(library: Library, given: Given) -> Row:
    """A claim with all passages that show it, and what others hold of the same event."""
    found = library.claim(given["id"])
    others = [c for c in library.graph.claims if c.event == found.event and c.iri != found.iri]
    return {
        **library.statement(found),
        "iri": found.iri,
        "passages": [library.passage(found, evidence) for evidence in found.evidence],
        "others": [library.passage(other, evidence) for other in others for evidence in other.evidence[:1]],
    }


def document(library: Library, given: Given) -> Row:
    """A document: its text in batches, its passages, its speakers, and what stands at the span that is asked for."""
    found = library.document(given["id"])
    text = found.text or ""
    start, end = number(given, "start", 0, len(text)), number(given, "end", 0, len(text))
    batches = _batches(text)
    batch = number(given, "batch", _at(batches, start), len(batches), 1) if batches else 0
    told = library.told.get(found.iri, ())
    passages = [library.passage(*row) for row in told]
    here = batches[batch - 1] if batches else (0, 0)
    return {
        **library.source(found),
        "iri": found.iri,
        "url": found.url,
        "sha256": found.sha256,
        "coverage": found.coverage,
        "has_text": found.text is not None,
        "batch": batch,
        "batches": len(batches),
        "from": here[0],
        "text": text[here[0] : here[1]],
        "skipped": [list(part) for part in found.skipped],
        "selected": [start, end] if end > start else None,
        "speakers": _speakers(library, [c for c, _ in told]),
        "passages": [row for row in passages if row["start"] < here[1] and row["end"] > here[0]],
        "total": len(passages),
    }


def _sections(library: Library, part: str, claims: Iterable[ClaimNode], few: int) -> list[Row]:
    """One for each relation, those with most claims first."""
    relations: defaultdict[str, list[ClaimNode]] = defaultdict(list)
    for found in claims:
        relations[found.relation].append(found)
    rows = []
    for relation in sorted(relations, key=lambda r: (-len(relations[r]), r)):
        pairs = [(c, e) for c in relations[relation] for e in c.evidence]
        pairs.sort(key=lambda pair: (-len(pair[0].evidence), pair[1].document, pair[1].start, pair[1].iri))
        shown = [library.passage(*pair) for pair in pairs[:few]]
        rows.append({"part": part, "relation": relation, "verb": verb(relation), "total": len(pairs), "passages": shown})
    return rows


def _documents(library: Library, claims: Iterable[ClaimNode]) -> list[Row]:
    counted = Counter(e.document for c in dict.fromkeys(claims) for e in c.evidence)
    known = [(library.names.documents[iri], count) for iri, count in counted.items() if iri in library.names.documents]
    known.sort(key=lambda pair: (-pair[1], pair[0].published or "9999", pair[0].doc_id))
    return [{**library.source(found), "passages": count} for found, count in known]


def _neighbours(library: Library, found: EntityNode, claims: Iterable[ClaimNode]) -> list[Row]:
    beside: Counter[str] = Counter()
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for row in dict.fromkeys(claims):
        others = dict.fromkeys((*row.participants, *((row.holder,) if row.holder else ())))
        for iri in others:
            if iri != found.iri:
                beside[iri] += 1
                documents[iri].update(e.document for e in row.evidence)
    ordered = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{**library.named(iri), "claims": count, "documents": len(documents[iri])} for iri, count in ordered]


def _speakers(library: Library, claims: Iterable[ClaimNode]) -> list[Row]:
    """Who speaks in a document, most first; what the document says itself comes as `id` None."""
    counted = Counter(c.holder or "" for c in claims)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    nobody: Row = {"id": None, "name": "the document itself, or an unclear speaker", "type": "Document"}
    return [{**(library.named(iri) if iri else nobody), "passages": count} for iri, count in ordered]


def _batches(text: str) -> list[tuple[int, int]]:
    """Parts of a text that end at the end of a line, as far as lines are short enough."""
    found, start = [], 0
    while start < len(text):
        end = text.find("\n", start + BATCH)
        end = len(text) if end < 0 else min(end + 1, start + 2 * BATCH)
        found.append((start, end))
        start = end
    return found


def _at(batches: list[tuple[int, int]], offset: int) -> int:
    return next((number for number, (start, end) in enumerate(batches, 1) if start <= offset < end), 1)
