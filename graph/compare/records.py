"""The records of a comparison; filled by the modules of `graph.compare`, read by `quoth compare` and the page.

Nothing in them says what is true. A position tells how a source speaks of an event, a contradiction that two passages do not go
together, and both name the words that show it.
"""

from dataclasses import dataclass
from typing import Final, Literal

from graph.reading import ClaimNode, EvidenceNode

Position = Literal["asserts", "denies", "hedges", "demands", "reports", "omits"]
Kind = Literal["polarity", "date", "number", "agent", "modality", "opposition", "accusation", "judgement", "position"]
KINDS: Final[tuple[Kind, ...]] = (
    "polarity", "date", "number", "agent", "modality", "opposition", "accusation", "judgement", "position",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document: its `doc_id`, and offsets in code points, end exclusive; `sentence` is what they stand in."""

    document: str
    start: int
    end: int
    text: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a source speaks of an event: `holders` are those whom it lets speak; `passage` is None where it omits the event.

    `dates` are all that the source gives for the event, as ISO 8601 or EDTF, sorted.
    """

    source: str
    position: Position
    holders: tuple[str, ...] = ()
    passage: Passage | None = None
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event with the ids of those that tell less, more or nearly the same, and the stand of each source.

    `similar` are (id, likeness from 0 to 1). `witnesses` counts sources that do not copy each other. `is_bare` where one
    participant is all that is known, so that two who tell it need not mean one happening.
    """

    id: str
    relation: str
    english: str
    narrower: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    similar: tuple[tuple[str, float], ...] = ()
    sources: tuple[Stand, ...] = ()
    witnesses: int = 0
    is_bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a contradiction: who holds it, as a name, the claim, and the evidence that shows it best."""

    holder: str
    claim: ClaimNode
    evidence: EvidenceNode
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims that do not go together; `score` is the rank, see `graph.compare.ranking`. `about` is an entity IRI or None."""

    kind: Kind
    english: str
    score: float
    left: Side
    right: Side
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of one speaker as two or more sources give them, the fullest first, and how the others differ from it."""

    holder: str | None
    versions: tuple[Passage, ...]
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that a comparison found: contradictions with the most telling first, the rest in the order of ids.

    `sources` are (key, name) of all that were compared; reprints are groups of `doc_id`s.
    """

    sources: tuple[tuple[str, str], ...]
    events: tuple[EventView, ...]
    contradictions: tuple[Contradiction, ...]
    reprints: tuple[tuple[str, ...], ...]
    quotes: tuple[Quote, ...]
