"""A figure with its thresholds, and the table of all of them; made by the other modules here, printed by `bench/score.py`.

The thresholds are those that the project set itself; a figure without them is printed for the reader's sake.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

EXAMPLES: Final = "gold examples"
SEEDS: Final = "all five seeds"
POLNEAR: Final = "PolNeAR dev"
DATES: Final = "GUM dev, dates"
EVENTS: Final = "PLOVER dev"
CHAIN: Final = "re3d dev"
POLITICS: Final = "CrossNER politics dev"
NAMES: Final = "GUM dev, names"
TREES: Final = "GUM dev, raw text"
PRONOUNS: Final = "GUM dev, pronouns"
AUDIT: Final = "audit"

THRESHOLDS: Final = {
    (EXAMPLES, "mentions"): (0.88, 0.95),
    (EXAMPLES, "entities"): (0.82, 0.92),
    (EXAMPLES, "attributions"): (0.70, 0.85),
    (EXAMPLES, "triggers"): (0.62, 0.78),
    (EXAMPLES, "facts"): (0.52, 0.68),
    (EXAMPLES, "strict"): (0.33, 0.50),
    (EXAMPLES, "date"): (0.65, 0.85),
    (EXAMPLES, "holder"): (0.60, 0.80),
    (EXAMPLES, "negation"): (0.60, 0.85),
    (EXAMPLES, "modality"): (0.50, 0.75),
    (EXAMPLES, "meta"): (0.80, 0.95),
    (SEEDS, "entities"): (0.82, 0.92),
    (POLNEAR, "content"): (0.72, 0.82),
    (POLNEAR, "who_said"): (0.56, 0.68),
    (DATES, "value"): (0.72, 0.85),
    (EVENTS, "type"): (0.60, 0.75),
    (EVENTS, "full"): (0.42, 0.58),
    (CHAIN, "rel.core"): (0.15, 0.30),
    (CHAIN, "kg.core"): (0.15, 0.30),
    (POLITICS, "mapped"): (0.72, 0.82),
    (NAMES, "F1"): (0.70, 0.78),
    (PRONOUNS, "antecedent right"): (0.78, 0.86),
    (TREES, "TAG"): (95.5, 97.0),
    (TREES, "UAS"): (87.0, 91.0),
    (TREES, "LAS"): (84.0, 88.0),
    (TREES, "sentences"): (88.0, 94.0),
    (AUDIT, "precision"): (0.70, 0.85),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value. `note` says what else there is to know of it: precision and recall, numbers, an interval."""

    data: str
    measure: str
    value: float
    note: str = ""

    @property
    def least(self) -> float | None:
        """What it should reach."""
        return THRESHOLDS.get((self.data, self.measure), (None, None))[0]

    @property
    def aim(self) -> float | None:
        """What would be good."""
        return THRESHOLDS.get((self.data, self.measure), (None, None))[1]

    @property
    def verdict(self) -> str:
        """aim, reached or below; nothing where there is no threshold."""
        if self.least is None or self.aim is None:
            return ""
        return "aim" if self.value >= self.aim else "reached" if self.value >= self.least else "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What could not be measured, and what it would take."""

    data: str
    reason: str


def row(item: Figure | Missing) -> dict[str, Any]:
    """For --json."""
    if isinstance(item, Missing):
        return asdict(item)
    return {**asdict(item), "at_least": item.least, "aim": item.aim, "verdict": item.verdict}


def table(items: Iterable[Figure | Missing]) -> Iterator[str]:
    """Lines for the terminal: each figure with its thresholds, then what is missing."""
    items = list(items)
    yield f"{'data':<22} {'measure':<22} {'figure':>7} {'at least':>8} {'aim':>6}  {'':<8}"
    for f in items:
        if isinstance(f, Figure):
            least, aim = ("" if x is None else _number(x) for x in (f.least, f.aim))
            yield f"{f.data:<22} {f.measure:<22} {_number(f.value):>7} {least:>8} {aim:>6}  {f.verdict:<8} {f.note}".rstrip()
    missing = [m for m in items if isinstance(m, Missing)]
    if missing:
        yield ""
        yield "not measured:"
        yield from (f"  {m.data}: {m.reason}" for m in missing)


def _number(value: float) -> str:
    return f"{value:.1f}" if value > 1 else f"{value:.3f}"
