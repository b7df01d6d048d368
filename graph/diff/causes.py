"""Why a claim is another in the new graph than in the old one; called by `graph.diff`.

The reason is looked for where it can be proved: in the document (new, gone, another text), in a correction, in the run that made
the passage (version, model, vocabulary, lexicon and rules). Where none of these differs, the other documents made the difference:
they decide which names are one entity, and how a content is worded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.diff.sides import Decision, Side
from graph.index import local_name
from graph.reading import ClaimNode, EvidenceNode

STATED: Final = ("title", "author", "publisher", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A reason: its kind ("document added", "document removed", "text changed", "metadata changed", "correction", "correction
    undone", "version of Quoth", "language model", "vocabulary", "model, lexicon or rules", "other documents"), and in English."""

    kind: str
    english: str


Shown = Sequence[tuple[ClaimNode, EvidenceNode]]


def causes(old: Side, new: Side, before: Shown, after: Shown) -> tuple[Cause, ...]:
    """The reasons for what differs between two lists of passages, either of which may be empty."""
    found = [*_corrections(old, new, before, after)]
    doc_ids = {old.doc_id(e.document) for _, e in before} | {new.doc_id(e.document) for _, e in after}
    for doc_id in sorted(doc_ids):
        documents = [*_document(old, new, doc_id)]
        passages = (_of(old, before, doc_id), _of(new, after, doc_id))
        found += documents or _runs(old, new, doc_id, *passages)
    return tuple(dict.fromkeys(found)) or (_others(old, new),)


def _of(side: Side, shown: Shown, doc_id: str) -> set[str]:
    return {run for _, e in shown if side.doc_id(e.document) == doc_id and (run := side.runs.get(local_name(e.iri)))}


def _document(old: Side, new: Side, doc_id: str) -> Iterator[Cause]:
    before, after = old.documents.get(doc_id), new.documents.get(doc_id)
    if before is None:
        yield Cause(kind="document added", english=f"{doc_id} was added")
    elif after is None:
        yield Cause(kind="document removed", english=f"{doc_id} was removed")
    elif before.sha256 != after.sha256:
        yield Cause(kind="text changed", english=f"the text of {doc_id} changed")
    elif stated := [name for name in STATED if getattr(before, name) != getattr(after, name)]:
        yield Cause(kind="metadata changed", english=f"{doc_id} has another {', '.join(stated)}")


def _runs(old: Side, new: Side, doc_id: str, before: set[str], after: set[str]) -> Iterator[Cause]:
    """What differs between the runs; where a passage has no counterpart, the runs of the whole document on that side."""
    first = before or old.analysed.get(doc_id, frozenset())
    last = after or new.analysed.get(doc_id, frozenset())
    if first == last or not first or not last:
        return
    one, other = (side.settings.get(min(runs), {}) for side, runs in ((old, first), (new, last)))
    for what in {**one, **other}:
        if one.get(what) != other.get(what):
            yield Cause(
                kind=what,
                english=f"{doc_id} was analysed with another {what} ({one.get(what) or '?'}, now {other.get(what) or '?'})",
            )


def _corrections(old: Side, new: Side, before: Shown, after: Shown) -> Iterator[Cause]:
    made = [new.decisions[id_] for id_ in sorted(new.decisions.keys() - old.decisions.keys())]
    undone = [old.decisions[id_] for id_ in sorted(old.decisions.keys() - new.decisions.keys())]
    if not made and not undone:
        return
    passages = {(old.doc_id(e.document), e.sentence, e.trigger) for _, e in before}
    passages |= {(new.doc_id(e.document), e.sentence, e.trigger) for _, e in after}
    names = {name for side, shown in ((old, before), (new, after)) for c, _ in shown for name in _names(side, c)}
    for kind, decisions in (("correction", made), ("correction undone", undone)):
        for decision in decisions:
            if _meant(decision, passages, names):
                yield Cause(kind=kind, english=f"{kind}: {decision.english}")


def _meant(decision: Decision, passages: Iterable[tuple[str, str, str]], names: set[str]) -> bool:
    return decision.passage in passages if decision.passage is not None else not decision.names.isdisjoint(names)


def _names(side: Side, claim: ClaimNode) -> Iterator[str]:
    for iri in (*claim.participants, *((claim.holder,) if claim.holder else ())):
        entity = side.names.entities.get(iri)
        if entity is not None:
            yield from (entity.name, *entity.aliases)


def _others(old: Side, new: Side) -> Cause:
    added, removed = (sorted(a.documents.keys() - b.documents.keys()) for a, b in ((new, old), (old, new)))
    changes = [f"{len(rows)} {word}" for rows, word in ((added, "added"), (removed, "removed")) if rows]
    why = f" ({', '.join(changes)})" if changes else ""
    english = f"names are brought together, or contents worded, otherwise with the other documents{why}"
    return Cause(kind="other documents", english=english)
