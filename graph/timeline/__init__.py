"""Events in the order of their dates, each with who says so and where; called by `quoth timeline`, and `by_date` by the page.

An entry is an event as it is held: affirmed or denied, actual, intended, possible or demanded, at one date. The same event under
another date is another entry, which both name; nothing is dated by guess, and no date wins.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.identity import digest
from graph.index import local_name
from graph.network import Voices, voices
from graph.reading import ClaimNode, EntityNode, EvidenceNode, Graph
from graph.sourcing import Source, in_order, source
from graph.timeline.moments import RULE, Moment, moment
from ontology.relations import load

STAGES: Final = {
    "propose": "put forward",
    "disclose": "made public",
    "negotiate": "negotiated",
    "demand": "demanded",
    "support": "supported",
    "respond": "answered",
    "reject": "rejected",
    "agree": "agreed to",
    "sign": "signed",
    "ratify": "ratified",
    "establish": "established",
    "join": "joined",
    "implement": "carried out",
    "violate": "breached",
    "withdraw_from": "left",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as it is held, at one date. `event` is the last part of its IRI, `moment` None where no date is given.

    `others` are the dates that other passages give for the same, as they read; `clash` says that it can hold only once and that
    one of those cannot be the same day.
    """

    id: str
    event: str
    relation: str
    english: str
    polarity: str
    modality: str
    moment: Moment | None
    sources: tuple[Source, ...]
    others: tuple[str, ...] = ()
    clash: bool = False

    @property
    def placed(self) -> bool:
        """Whether its date has a place on a time line."""
        return self.moment is not None and self.moment.placed

    @property
    def reported(self) -> str | None:
        """The first day on which a document told of it."""
        return min((s.published for s in self.sources if s.published), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What an `Entry` tells, not yet in words: the first claim of the event as it is held, with the passages of this date.

    `others` are the dates that other passages give for the same, in the order of time.
    """

    claim: ClaimNode
    date: str | None
    moment: Moment | None
    passages: tuple[tuple[ClaimNode, EvidenceNode], ...]
    others: tuple[Moment, ...]

    @property
    def placed(self) -> bool:
        """Whether its date has a place on a time line."""
        return self.moment is not None and self.moment.placed

    @property
    def clash(self) -> bool:
        """Whether it can hold only once, and another date cannot be the same day."""
        known, own = load().get(self.claim.relation), self.moment
        return own is not None and known is not None and known.once and any(not own.overlaps(m) for m in self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step in the life of an instrument; `differences` tell, in English, where the sources do not agree."""

    name: str
    entries: tuple[Entry, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Entries by `rule`, those without a place in time apart; `history` is filled for an instrument."""

    entity: EntityNode | None
    rule: str
    dated: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    history: tuple[Stage, ...] = ()


def timeline(graph: Graph, entity: EntityNode | None = None, *, held: bool = False) -> Timeline:
    """The events that an entity takes part in, with `held` also those that it speaks of, or all events."""
    chosen = [c for c in graph.claims if entity is None or entity.iri in c.participants or (held and c.holder == entity.iri)]
    entries = tuple(_entries(chosen, voices(graph)))
    ordered = _in_time(entries)
    dated = tuple(entry for entry in ordered if entry.placed)
    is_instrument = entity is not None and entity.type == "Instrument"
    history = _history(entity.iri, chosen, entries) if entity is not None and is_instrument else ()
    return Timeline(entity=entity, rule=RULE, dated=dated, undated=ordered[len(dated) :], history=history)


def _in_time(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By `RULE`, then those without a place in time, by the day on which they were reported."""
    found = list(entries)
    dated = sorted((e for e in found if e.placed), key=lambda e: (e.moment.key if e.moment else (), e.english, e.id))
    undated = sorted((e for e in found if not e.placed), key=lambda e: (e.reported or "9999", e.english, e.id))
    return (*dated, *undated)


def by_date(claims: Iterable[ClaimNode]) -> Iterator[Held]:
    """One for each event, polarity, modality and date, in no order that means anything."""
    groups: defaultdict[tuple[str, str, str], dict[str | None, list[tuple[ClaimNode, EvidenceNode]]]] = defaultdict(dict)
    for claim in claims:
        for evidence in claim.evidence:
            dates = groups[claim.event, claim.polarity, claim.modality]
            dates.setdefault(evidence.date, []).append((claim, evidence))
    known: dict[str, Moment] = {}
    for dates in groups.values():
        first = next(iter(dates.values()))[0][0]
        moments = {date: known.get(date) or known.setdefault(date, moment(date)) for date in dates if date is not None}
        for date, found in dates.items():
            own = moments.get(date or "")
            others = sorted((m for m in moments.values() if m != own), key=lambda m: m.key)
            yield Held(claim=first, date=date, moment=own, passages=tuple(found), others=tuple(others))


def _entries(claims: Iterable[ClaimNode], names: Voices) -> Iterator[Entry]:
    for row in by_date(claims):
        event = local_name(row.claim.event)
        yield Entry(
            id=digest(event, row.claim.polarity, row.claim.modality, row.date),
            event=event,
            relation=row.claim.relation,
            english=names.statement(row.claim),
            polarity=row.claim.polarity,
            modality=row.claim.modality,
            moment=row.moment,
            sources=in_order(source(claim, evidence, names) for claim, evidence in row.passages),
            others=tuple(m.shown for m in row.others),
            clash=row.clash,
        )


def _history(instrument: str, claims: Iterable[ClaimNode], entries: Iterable[Entry]) -> tuple[Stage, ...]:
    """The stages in their usual order; within one, entries in the order of time, undated ones last."""
    acts = {local_name(c.event) for c in claims if instrument in (c.theme, *c.targets)}
    by_stage: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.event in acts and entry.relation in STAGES:
            by_stage[entry.relation].append(entry)
    stages = []
    for relation, name in STAGES.items():
        found = _in_time(by_stage[relation])
        if found:
            stages.append(Stage(name=name, entries=found, differences=tuple(_differences(found))))
    return tuple(stages)


def _differences(entries: Iterable[Entry]) -> Iterator[str]:
    """What is affirmed and denied, and what has several dates that cannot be the same day."""
    events: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.modality == "actual":
            events[entry.event].append(entry)
    for group in events.values():
        yes, no = ([e for e in group if e.polarity == p] for p in ("positive", "negative"))
        if yes and no:
            yield f"“{yes[0].english}” is affirmed by {_tellers(yes)} and denied by {_tellers(no)}"
        dated = [e for e in yes if e.placed]
        if any(not a.moment.overlaps(b.moment) for a in dated for b in dated if a.moment and b.moment):
            given = "; ".join(f"{e.moment.shown} by {_tellers([e])}" for e in dated if e.moment)
            yield f"“{yes[0].english}” is dated {given}"


def _tellers(entries: Iterable[Entry]) -> str:
    return ", ".join(dict.fromkeys(f"{s.according} ({s.document})" for e in entries for s in e.sources))
