"""What speaks for and against an earlier phrase as that which a pronoun goes back to, as numbers of table cells.

Each feature of `PAIR` is a small table, one cell for each combination of the values that its parts take, and there is one set of
tables for each of he, she, it and they. A pair of pronoun and phrase picks one cell of each table, and the ranker adds what
stands in them. All candidates of a pronoun are looked at in one go.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import prod
from typing import Any, Final

import numpy as np

from extract.coreference.phrases import FORMS, GENDERS, KINDS, NUMBERS, ROLES
from extract.coreference.sorts import SORTS

Array = Any
CASES: Final = ("subject", "object", "possessive", "reflexive")
DISTANCES: Final = ("0", "1", "2", "3", "4", "later")
STEPS: Final = ("0", "1", "2", "3", "5", "9", "15", "27", "more")
STEP_ENDS: Final = np.array([0, 1, 2, 3, 5, 9, 15, 27])
COUNTS: Final = ("0", "1", "2", "4", "8", "more")
COUNT_ENDS: Final = np.array([0, 1, 2, 4, 8])
PLACES: Final = (
    "elsewhere", "own subject", "around", "same clause", "clause above", "two above", "further above", "same governor",
    "joined before", "joined clause",
)  # fmt: skip
REPORTS: Final = (
    "none", "reported phrase", "direct source", "indirect source", "mixed source", "same words", "reported pronoun", "both",
)  # fmt: skip
FITS: Final = tuple(str(n / 2) for n in range(-6, 5))
YES: Final = ("no", "yes")
NEAR: Final = ("0", "1", "2")
UNSORTED: Final = (*SORTS, "unknown")
VALUES: Final[Mapping[str, Sequence[str]]] = {
    "form": FORMS, "role": ROLES, "number": NUMBERS, "gender": GENDERS, "kind": KINDS, "sort": UNSORTED,
    "own role": ROLES, "own sort": UNSORTED, "case": CASES, "opens": YES, "distance": DISTANCES, "near": NEAR,
    "rank": STEPS, "words": STEPS, "paragraph": YES, "count": COUNTS, "total": COUNTS, "last": YES,
    "conflict": YES, "place": PLACES, "governor": YES, "main": YES, "opening": YES, "predicate": YES, "conjunct": YES,
    "report": REPORTS, "fit": FITS, "named": YES, "meant number": NUMBERS, "meant form": FORMS, "meant kind": KINDS,
    "meant sort": UNSORTED, "subject before": YES, "subject of sentence": YES, "first": YES, "acts": YES,
}  # fmt: skip
PAIR: Final = (
    ("distance",), ("form",), ("role",), ("number",), ("kind",), ("gender",), ("own role", "role", "near"), ("rank", "near"),
    ("paragraph", "near"), ("count", "first"), ("conflict",), ("last", "near"), ("predicate", "near"), ("place", "case"),
    ("place", "own role", "role"), ("place", "named"), ("governor", "case", "role"), ("main", "role", "near"),
    ("opening", "near"), ("opens", "role", "near"), ("conjunct", "number"), ("report",), ("named", "form"), ("words",),
    ("number", "role", "near"), ("number", "sort"), ("meant number", "meant form"), ("meant kind",), ("meant sort",),
    ("own sort", "meant sort"), ("fit", "near"), ("total", "near"), ("subject before", "own role"), ("kind", "own role"),
    ("kind", "acts"), ("sort", "acts"),
    ("subject of sentence", "own role", "near"),
)  # fmt: skip
NOBODY: Final = (
    ("case",), ("expletive",), ("governs clause", "governor is"), ("passive", "governs clause"), ("own role", "next"),
    ("opens",), ("few",), ("own sort",),
)  # fmt: skip
OF_PRONOUN: Final[Mapping[str, Sequence[str]]] = {
    "case": CASES, "own role": ROLES, "own sort": UNSORTED, "opens": YES, "acts": YES, "expletive": YES, "governs clause": YES,
    "passive": YES, "governor is": ("VERB", "ADJ", "NOUN", "AUX", "other"), "few": STEPS,
    "next": ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PUNCT", "ADP", "other"),
}  # fmt: skip


class Tables:
    """Where each feature's table begins in a row of weights, and which cell of it a combination of values is."""

    def __init__(self, features: Sequence[tuple[str, ...]], values: Mapping[str, Sequence[str]]) -> None:
        self.features = features
        self.values = values
        sizes = [prod(len(values[part]) for part in parts) for parts in features]
        self.starts = [0, *accumulate(sizes)]
        self.parts = sorted({part for parts in features for part in parts})
        self._strides = np.zeros((len(self.parts), len(features)), dtype=np.int64)
        for n, parts in enumerate(features):
            stride = 1
            for part in reversed(parts):
                self._strides[self.parts.index(part), n] = stride
                stride *= len(values[part])
        self._starts = np.array(self.starts[:-1])

    @property
    def size(self) -> int:
        """Cells of all tables."""
        return self.starts[-1]

    def cells(self, codes: Mapping[str, Array | int]) -> Array:
        """[candidates, features]: the cell that each candidate picks of each table; codes are numbers of values."""
        return np.array([codes[part] for part in self.parts]).T @ self._strides + self._starts
