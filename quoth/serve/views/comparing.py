"""Several sources together: who contradicts whom, who omits what, what is said to have happened when, how two are connected."""

from dataclasses import asdict
from typing import Final, cast, get_args

from graph.compare.positions import By
from graph.compare.records import KINDS, Contradiction, EventView, Passage, Side
from graph.index import local_name
from graph.networks.paths import RULE, paths
from graph.timeline import Entry, timeline
from graph.timeline.drawing import svg
from ontology.errors import UsageError
from quoth.serve.views.library import Library, Row
from quoth.serve.views.parameters import Given, choice, flag, number

SOURCES: Final = 16
MOST: Final = 200


def compare(library: Library, given: Given) -> Row:
    """Contradictions, the most telling first, and the matrix of events by sources."""
    by = cast(By, choice(given, "by", get_args(By)))
    about = library.meant(given.get("about", ""))
    limit, sort = number(given, "limit", 20, MOST, 1), choice(given, "kind", ("", *KINDS))
    found = library.compared(by, about.iri if about else None)
    contradictions = [row for row in found.contradictions if not sort or row.kind == sort]
    shared = [event for event in found.events if sum(stand.position != "omits" for stand in event.sources) > 1]
    events = (shared or list(found.events))[:limit]
    used = {stand.source for event in events for stand in event.sources if stand.position != "omits"}
    return {
        "by": by,
        "about": library.named(about.iri) if about else None,
        "kind": sort,
        "limit": limit,
        "contradictions": [_contradiction(library, row) for row in contradictions[:limit]],
        "contradictions_total": len(contradictions),
        "kinds": [
            {"kind": kind, "count": count} for kind in KINDS if (count := sum(r.kind == kind for r in found.contradictions))
        ],
        "sources": [{"id": key, "name": name} for key, name in found.sources if key in used][:SOURCES],
        "sources_total": len(used),
        "events": [_event(library, event) for event in events],
        "events_total": len(shared or found.events),
        "reprints": [[_document(library, name) for name in group] for group in found.reprints[:MOST]],
        "reprints_total": len(found.reprints),
        "quotes": [
            {"holder": q.holder, "difference": q.difference, "versions": [_passage(library, found) for found in q.versions]}
            for q in found.quotes[:limit]
        ],
        "quotes_total": len(found.quotes),
    }


def chronology(library: Library, given: Given) -> Row:
    """What is said to have happened, in order of time; what has no place in time stands apart."""
    entity = library.meant(given.get("about", ""))
    start, limit = number(given, "start", 0, 10**9), number(given, "limit", 50, 500, 1)
    found = timeline(library.graph, entity, held=flag(given, "held"))
    return {
        "about": library.named(entity.iri) if entity else None,
        "held": flag(given, "held"),
        "rule": found.rule,
        "start": start,
        "limit": limit,
        "dated_total": len(found.dated),
        "undated_total": len(found.undated),
        "dated": [_entry(library, entry) for entry in found.dated[start : start + limit]],
        "undated": [_entry(library, entry) for entry in found.undated[:limit]],
        "history": [
            {"name": s.name, "entries": [_entry(library, e) for e in s.entries], "differences": list(s.differences)}
            for s in found.history
        ],
    }


def picture(library: Library, given: Given) -> str:
    """The timeline as SVG."""
    entity = library.meant(given.get("about", ""))
    return svg(timeline(library.graph, entity, held=flag(given, "held")))


def path(library: Library, given: Given) -> Row:
    """How two entities are connected, and according to whom; without two, only what could be asked."""
    speakers, every = flag(given, "speakers"), flag(given, "every")
    row: Row = {"rule": RULE, "speakers": speakers, "every": every, "from": None, "to": None, "paths": []}
    start, end = (library.meant(given.get(name, "")) for name in ("from", "to"))
    if start is None or end is None:
        return {**row, "from": library.named(start.iri) if start else None}
    if start == end:
        raise UsageError("from and to are the same entity: name two")
    found = paths(library.graph, start.iri, end.iri, most=number(given, "limit", 3, 20, 1), speakers=speakers, every=every)
    steps = [[{**asdict(step), "told": [_told(library, asdict(told)) for told in step.told]} for step in way] for way in found]
    return {**row, "from": library.named(start.iri), "to": library.named(end.iri), "paths": steps}


def _contradiction(library: Library, row: Contradiction) -> Row:
    return {
        "kind": row.kind,
        "english": row.english,
        "score": row.score,
        "about": library.named(row.about) if row.about else None,
        "left": _side(library, row.left),
        "right": _side(library, row.right),
    }


def _side(library: Library, side: Side) -> Row:
    return library.passage(side.claim, side.evidence)


def _event(library: Library, event: EventView) -> Row:
    stands = {
        stand.source: {"position": stand.position, "holders": list(stand.holders), "passage": _passage(library, stand.passage)}
        for stand in event.sources
    }
    return {"id": event.id, "relation": event.relation, "english": event.english, "witnesses": event.witnesses, "sources": stands}


def _passage(library: Library, found: Passage | None) -> Row | None:
    if found is None:
        return None
    return {"document": _document(library, found.document), "start": found.start, "end": found.end, "text": found.text}


def _document(library: Library, name: str) -> Row:
    document = library.documents_by_name.get(name)
    return {"id": None, "name": name} if document is None else library.source(document)


def _entry(library: Library, entry: Entry) -> Row:
    return {
        "id": entry.id,
        "event": entry.event,
        "relation": entry.relation,
        "english": entry.english,
        "polarity": entry.polarity,
        "modality": entry.modality,
        "when": entry.moment.shown if entry.moment else None,
        "date": entry.moment.edtf if entry.moment else None,
        "from": entry.moment.start if entry.moment else None,
        "to": entry.moment.end if entry.moment else None,
        "reported": entry.reported,
        "others": list(entry.others),
        "clash": entry.clash,
        "sources": [_source(library, asdict(source), source.according) for source in entry.sources],
    }


def _source(library: Library, row: Row, according: str) -> Row:
    keep = ("start", "end", "exact", "sentence", "published", "confidence")
    return {"according": according, "document": _document(library, row["document"]), **{key: row[key] for key in keep}}


def _told(library: Library, row: Row) -> Row:
    sources = []
    for found in row["sources"]:
        through = f", as reported by {', '.join(found['through'])}" if found["through"] else ""
        sources.append(_source(library, found, found["holder"] + through))
    return {**row, "claim": local_name(row["claim"]), "sources": sources}
