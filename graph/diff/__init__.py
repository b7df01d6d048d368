"""What is claimed in one graph and not in another, or otherwise, and why; called by `quoth diff`.

Claims are the same where their ids are: hashes of event, holder, polarity and modality. What has no counterpart by id is compared
by its passages: one that is read differently now (another holder, polarity, object) has changed, and did not vanish to appear
anew. Bases of IRIs do not matter, ids are compared without them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.diff.causes import Cause, causes
from graph.diff.readings import differences, passages, readings
from graph.diff.sides import Side
from graph.index import local_name
from graph.reading import ClaimNode
from graph.sourcing import Source, in_order, source

KINDS: Final = ("changed", "appeared", "vanished")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A claim that "changed", "appeared" or "vanished".

    `english` is the claim as it is now, or was at last, `holder` who says it, `before` how it was where that reads otherwise,
    `what` the differences; `old` and `new` are its ids on the two sides.

    `sources` are the passages that the change is about, those of the old graph where it vanished.
    """

    kind: str
    english: str
    holder: str
    before: str | None
    what: tuple[str, ...]
    because: tuple[Cause, ...]
    old: str | None
    new: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """All changes, by kind and wording; `same` claims did not change. Documents by doc_id."""

    changes: tuple[Change, ...]
    same: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]

    def count(self, kind: str) -> int:
        """The number of changes of a kind."""
        return sum(change.kind == kind for change in self.changes)


def diff(old: Side, new: Side) -> Diff:
    """What differs between two graphs."""
    before, after = ({local_name(c.iri): c for c in side.graph.claims} for side in (old, new))
    pairs = [(before[id_], after[id_]) for id_ in sorted(before.keys() & after.keys())]
    gone, come = ([side[id_] for id_ in sorted(side.keys() - other.keys())] for side, other in ((before, after), (after, before)))
    reread = _reread(gone, come, old, new)
    left, right = {a.iri for a, _ in reread}, {b.iri for _, b in reread}
    changes = [change for a, b in (*pairs, *reread) if (change := _changed(a, b, old, new))]
    changes += [_one(c, old, new) for c in come if c.iri not in right]
    changes += [_one(c, old, new, vanished=True) for c in gone if c.iri not in left]
    changes.sort(key=lambda c: (KINDS.index(c.kind), c.english, c.holder, c.new or "", c.old or ""))
    shared = old.documents.keys() & new.documents.keys()
    return Diff(
        changes=tuple(changes),
        same=len(pairs) + len(reread) - sum(change.kind == "changed" for change in changes),
        added=tuple(sorted(new.documents.keys() - old.documents.keys())),
        removed=tuple(sorted(old.documents.keys() - new.documents.keys())),
        edited=tuple(sorted(d for d in shared if old.documents[d].sha256 != new.documents[d].sha256)),
    )


def _reread(gone: Sequence[ClaimNode], come: Sequence[ClaimNode], old: Side, new: Side) -> list[tuple[ClaimNode, ClaimNode]]:
    """Pairs of claims that one passage showed then and shows now, those that differ least first; each claim in one pair."""
    places: defaultdict[tuple[str, str, str], list[ClaimNode]] = defaultdict(list)
    for claim in come:
        for place in {(new.doc_id(e.document), e.sentence, e.trigger) for e in claim.evidence}:
            places[place].append(claim)
    found = {
        (len(differences(a, b, old, new)), a.iri, b.iri): (a, b)
        for a in gone
        for e in a.evidence
        for b in places.get((old.doc_id(e.document), e.sentence, e.trigger), ())
    }
    pairs: list[tuple[ClaimNode, ClaimNode]] = []
    used: set[tuple[str, str]] = set()
    for key in sorted(found):
        a, b = found[key]
        if ("old", a.iri) not in used and ("new", b.iri) not in used:
            used |= {("old", a.iri), ("new", b.iri)}
            pairs.append((a, b))
    return pairs


def _one(claim: ClaimNode, old: Side, new: Side, *, vanished: bool = False) -> Change:
    side, id_ = (old if vanished else new), local_name(claim.iri)
    shown = [(claim, e) for e in claim.evidence]
    found = in_order(source(claim, e, side.names) for e in claim.evidence)
    return Change(
        kind="vanished" if vanished else "appeared",
        english=side.names.statement(claim),
        holder=side.names.teller(claim),
        before=None,
        what=(),
        because=causes(old, new, shown if vanished else (), () if vanished else shown),
        old=id_ if vanished else None,
        new=None if vanished else id_,
        sources=found,
    )


def _changed(a: ClaimNode, b: ClaimNode, old: Side, new: Side) -> Change | None:
    """None where nothing differs but ids and offsets."""
    lost, gained, kept = passages(a, b, old, new)
    what = [f"{name}: {was}, now {now}" for name, was, now in differences(a, b, old, new)]
    altered = [(x, y) for x, y in kept if list(readings(x, y, old, new))]
    what += [f"{name}: {was}, now {now}" for x, y in altered for name, was, now in readings(x, y, old, new)]
    what += [f"a passage more, in {new.doc_id(e.document)}" for e in gained]
    what += [f"a passage less, in {old.doc_id(e.document)}" for e in lost]
    if not what:
        return None
    whole = bool(differences(a, b, old, new))
    before = [(a, e) for e in (a.evidence if whole else (*lost, *(x for x, _ in altered)))]
    after = [(b, e) for e in (b.evidence if whole else (*gained, *(y for _, y in altered)))]
    was, now = old.names.english(a), new.names.english(b)
    shown = [source(b, e, new.names) for _, e in after] or [source(a, e, old.names) for _, e in before]
    return Change(
        kind="changed",
        english=new.names.statement(b),
        holder=new.names.teller(b),
        before=was if was != now else None,
        what=tuple(dict.fromkeys(what)),
        because=causes(old, new, before, after),
        old=local_name(a.iri),
        new=local_name(b.iri),
        sources=in_order(shown),
    )
