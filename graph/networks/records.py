"""The records of a projection: members, ties, and what was left out; made and measured in `graph.networks`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from graph.identity import slug
from graph.index import local_name
from graph.network import Voices
from graph.reading import ClaimNode
from graph.timeline.moments import Moment, moment
from ontology.errors import UsageError

UNDATED: Final = "passages without a date that could tell whether they lie in the window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who stands in a network; `iri` is None for a publisher, which is a name and no entity."""

    id: str
    label: str
    type: str
    iri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What joins two members, named by their ids. `weight` may be negative; `bond` is the part of it that brings them together.

    `claims` are the IRIs of the claims behind it, `details` what else a kind of network tells of its ties, in a fixed order.
    """

    source: str
    target: str
    weight: float
    bond: float
    claims: tuple[str, ...]
    documents: int
    details: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A network, its members and ties sorted by id. `rule` says in words what a tie and its weight are; `left_out` what is not
    in it, and how many."""

    kind: str
    rule: str
    directed: bool
    members: tuple[Member, ...]
    ties: tuple[Tie, ...]
    left_out: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time from `first` to `last`, both ISO days, inclusive; None where it is open."""

    first: str | None = None
    last: str | None = None

    @property
    def open(self) -> bool:
        """Whether it shuts nothing out."""
        return self.first is None and self.last is None

    def holds(self, when: Moment) -> bool:
        """Whether some day that the moment can mean lies in the window."""
        return when.placed and when.overlaps(Moment(edtf="", start=self.first, end=self.last, shown="", precision="range"))


def window(first: str | None, last: str | None) -> Window:
    """The window between two dates, to the day, month or year, both inclusive.

    Raises: UsageError for what is no date, and for a window that ends before it begins.
    """
    found = Window(first=None if first is None else _day(first).start, last=None if last is None else _day(last).end)
    if found.first and found.last and found.last < found.first:
        raise UsageError(f"the window from {first!r} to {last!r} ends before it begins: give the earlier date first")
    return found


def _day(value: str) -> Moment:
    found = moment(value)
    if found.start is None or found.end is None:
        raise UsageError(f"{value!r} is no date: write it as 2022-02-24, 2022-02 or 2022")
    return found


def within(claims: Iterable[ClaimNode], names: Voices, wanted: Window, *, told: bool) -> tuple[tuple[ClaimNode, ...], int]:
    """The claims with the evidence that lies in the window, and how many passages have no date to tell.

    With `told` the day counts on which a document was published (when it was said), else the date of what is told, and the day of
    publication where that has none.
    """
    if wanted.open:
        return tuple(claims), 0
    kept, undated = [], 0
    for claim in claims:
        dated = [(e, moment(date)) for e in claim.evidence if (date := _date(e.document, e.date, names, told=told))]
        undated += len(claim.evidence) - len(dated)
        inside = tuple(e for e, when in dated if wanted.holds(when))
        if inside:
            kept.append(replace(claim, evidence=inside))
    return tuple(kept), undated


def _date(document: str, given: str | None, names: Voices, *, told: bool) -> str | None:
    published = names.documents[document].published if document in names.documents else None
    return published if told or given is None or not moment(given).placed else given


def entity_member(iri: str, names: Voices) -> Member:
    """An entity as a member."""
    found = names.entities.get(iri)
    return Member(id=local_name(iri), label=names.name(iri), type=found.type if found else "Entity", iri=iri)


def document_member(iri: str, names: Voices, *, publisher: bool) -> Member:
    """A document, or with `publisher` who published it where that is known."""
    found = names.documents.get(iri)
    if publisher and found is not None and found.publisher:
        return Member(id=f"publisher-{slug(found.publisher)}", label=found.publisher, type="Publisher")
    return Member(id=local_name(iri), label=names.title(iri), type="Document", iri=iri)
