"""How two claims, and two readings of one passage, differ; called by `graph.diff`.

Names are shown, ids compared, without their base.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from graph.diff.sides import Side
from graph.index import local_name
from graph.reading import ClaimNode, EvidenceNode

READINGS: Final = ("date", "place", "cue", "stance", "reported_in", "confidence", "rule")
NAMES: Final = {"theme_text": "content", "reported_in": "reported by", "place": "place"}

Difference = tuple[str, str, str]
Passages = tuple[list[EvidenceNode], list[EvidenceNode], list[tuple[EvidenceNode, EvidenceNode]]]


def passages(a: ClaimNode, b: ClaimNode, old: Side, new: Side) -> Passages:
    """Those only in the old claim, those only in the new one, and the pairs; a passage is its document, sentence and trigger."""
    rest: defaultdict[tuple[str, str, str], list[EvidenceNode]] = defaultdict(list)
    for e in b.evidence:
        rest[new.doc_id(e.document), e.sentence, e.trigger].append(e)
    lost, kept = [], []
    for e in a.evidence:
        found = rest[old.doc_id(e.document), e.sentence, e.trigger]
        if found:
            kept.append((e, found.pop(0)))
        else:
            lost.append(e)
    return lost, [e for found in rest.values() for e in found], kept


def differences(a: ClaimNode, b: ClaimNode, old: Side, new: Side) -> list[Difference]:
    """What two claims say differently; names are shown, ids compared."""
    rows = [
        ("relation", a.relation, b.relation),
        ("polarity", a.polarity, b.polarity),
        ("modality", a.modality, b.modality),
        ("content", a.theme_text or "none", b.theme_text or "none"),
    ]
    entities = {
        "agents": (a.agents, b.agents),
        "targets": (a.targets, b.targets),
        "theme": ((a.theme,) if a.theme else (), (b.theme,) if b.theme else ()),
        "holder": ((a.holder,) if a.holder else (), (b.holder,) if b.holder else ()),
    }
    for name, (was, now) in entities.items():
        if _locals(was) != _locals(now):
            rows.append((name, *_told(was, now, old, new)))
    if (a.narrator is None) != (b.narrator is None):
        rows.append(("voice", "a speaker", "the document") if b.narrator else ("voice", "the document", "a speaker"))
    return [row for row in rows if row[1] != row[2] or row[0] in entities]


def readings(x: EvidenceNode, y: EvidenceNode, old: Side, new: Side) -> Iterator[Difference]:
    """What two readings of one passage say differently."""
    for field in READINGS:
        was, now = getattr(x, field), getattr(y, field)
        if field in ("place", "reported_in"):
            was, now = (((value,) if isinstance(value, str) else value or ()) for value in (was, now))
            if _locals(was) != _locals(now):
                yield NAMES[field], *_told(was, now, old, new)
        elif was != now:
            yield NAMES.get(field, field), _word(was), _word(now)


def _word(value: object) -> str:
    return "none" if value is None else str(value)


def _locals(iris: Iterable[str]) -> list[str]:
    return sorted(local_name(iri) for iri in iris)


def _told(was: Iterable[str], now: Iterable[str], old: Side, new: Side) -> tuple[str, str]:
    """Both by name, or by id where the names are the same."""
    names = _listed(was, old), _listed(now, new)
    return names if names[0] != names[1] else (", ".join(_locals(was)), ", ".join(_locals(now)))


def _listed(iris: Iterable[str], side: Side) -> str:
    return ", ".join(sorted(side.names.name(iri) for iri in iris)) or "none"
