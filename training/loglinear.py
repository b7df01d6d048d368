"""Log-linear models learned by stochastic steps: a layer over vectors, and the ranker of antecedents; for `training.pronouns`.

Source: marginal likelihood over all right antecedents as in Durrett and Klein (2013); Adam (Kingma and Ba 2015).
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from extract.coreference.features import Tables

Array = Any
SEED: Final = 7
SORT_PASSES: Final = 6
RANK_PASSES: Final = 6
BATCH: Final = 32
DECAY: Final = 0.007  # chosen on halves of the training data, as the features were
RATE: Final = 0.02

# What is expected where the data say little: subjects go on being subjects, above all in joined clauses, those act and own who
# can, and who is reported speaks of himself, but not in his own words. Source: the salience of subjects and of parallel roles in
# Lappin and Leass (1994).
EXPECTED: Final[Mapping[str, Mapping[str, float]]] = {
    "place + own role + role": {
        "joined clause + subject + subject": 1.0,
        "clause above + subject + subject": 0.5,
        "own subject + possessor + subject": 0.5,
        "elsewhere + subject + subject": 0.3,
    },
    "report": {"indirect source": 0.8, "mixed source": 0.3, "direct source": -1.0},
    "kind + acts": {
        "State + yes": 0.5,
        "Organization + yes": 0.5,
        "Instrument + yes": -0.3,
    },
    "kind + own role": {
        f"{kind} + {role}": 0.4 for kind in ("Person", "State", "Organization", "Group") for role in ("subject", "possessor")
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pronoun beside its candidates: cells of each, cells of nobody, and which are right (nobody last)."""

    pronoun: int
    cells: Array
    own: Array
    right: Array


def linear_layer(x: Array, y: Array, sorts: int) -> tuple[Array, Array]:
    """Multinomial logistic regression on scaled vectors; the scale is folded into the weights."""
    mean, scale = x.mean(0), x.std(0) + 1e-3
    x = ((x - mean) / scale).astype(np.float32)
    wanted = np.eye(sorts, dtype=np.float32)[y]
    weights, bias = np.zeros((x.shape[1], sorts), dtype=np.float32), np.zeros(sorts, dtype=np.float32)
    adam = [Adam(weights), Adam(bias)]
    order = np.random.default_rng(SEED)
    for _ in range(SORT_PASSES):
        for batch in np.array_split(order.permutation(len(x)), max(1, len(x) // 256)):
            likely = _softmax(x[batch] @ weights + bias)
            wrong = (likely - wanted[batch]) / len(batch)
            adam[0].step(x[batch].T @ wrong, 2e-3, 3e-3)
            adam[1].step(wrong.sum(0), 2e-3, 0.0)
    weights = weights / scale[:, None]
    return weights, bias - mean @ weights


def _softmax(scores: Array) -> Array:
    likely = np.exp(scores - scores.max(1, keepdims=True))
    return likely / likely.sum(1, keepdims=True)


class Adam:
    """Steps of Adam on one array, which is changed in place; `decay` draws it towards nought."""

    def __init__(self, values: Array) -> None:
        self.values, self.mean, self.square, self.steps = values, np.zeros_like(values), np.zeros_like(values), 0

    def step(self, slope: Array, rate: float, decay: float) -> None:
        """One step down the slope."""
        self.steps += 1
        self.mean += 0.1 * (slope - self.mean)
        self.square += 0.001 * (slope * slope - self.square)
        size = np.sqrt(self.square / (1 - 0.999**self.steps)) + 1e-8
        self.values -= rate * (self.mean / (1 - 0.9**self.steps) / size + decay * self.values)


def learn_ranks(given: Sequence[Case]) -> tuple[Array, Array]:
    """Weights of cells for each pronoun: what all pronouns share and what one has of its own, added."""
    from extract.coreference.ranker import EMPTY, PAIRS

    expected = [_expected(PAIRS), np.zeros((5, EMPTY.size))]
    tables = [table.copy() for table in expected]
    adam = [Adam(t) for t in tables]
    order = np.random.default_rng(SEED)
    for number in range(RANK_PASSES):
        lost = 0.0
        rate = RATE * (1 - number / RANK_PASSES)
        for batch in np.array_split(order.permutation(len(given)), max(1, len(given) // BATCH)):
            slopes = [np.zeros_like(t) for t in tables]
            for n in batch:
                lost += _slope(given[n], tables, slopes)
            for table, slope, wanted in zip(adam, slopes, expected, strict=True):
                table.step(slope / len(batch) + DECAY * (table.values - wanted), rate, 0.0)
        print(f"ranks: pass {number + 1}, loss {lost / len(given):.4f}", file=sys.stderr)
    pairs, nobody = (t[:4] + t[4] for t in tables)
    return pairs, nobody


def _expected(tables: "Tables") -> Array:
    """What the weights are drawn towards: `EXPECTED` for all pronouns, nought elsewhere."""
    from extract.coreference.ranker import labels

    found = np.zeros((5, tables.size))
    for start, parts in zip(tables.starts, tables.features, strict=False):
        for cell, weight in EXPECTED.get(" + ".join(parts), {}).items():
            found[4, start + labels(tables, parts).index(cell)] = weight
    return found


def _slope(case: Case, tables: Sequence[Array], slopes: Sequence[Array]) -> float:
    """Add the slope of one pronoun's loss, and give the loss."""
    pairs, nobody = tables
    n = case.pronoun
    scores = np.append((pairs[n] + pairs[4])[case.cells].sum(-1), (nobody[n] + nobody[4])[case.own].sum())
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    good = float(likely[case.right].sum()) + 1e-12
    push = likely - np.where(case.right, likely / good, 0.0)
    for row in (n, 4):
        np.add.at(slopes[0][row], case.cells, push[:-1, None])
        np.add.at(slopes[1][row], case.own, push[-1])
    return -float(np.log(good))
