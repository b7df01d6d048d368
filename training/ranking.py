"""The ranker of antecedents, learned by stochastic steps; for `training.pronouns`.

Several rankers are learned from different seeds and become one: their tables are averaged, their layers stand side by side.

Source: marginal likelihood over all right antecedents as in Durrett and Klein (2013); dropout (Srivastava et al. 2014).
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from training.loglinear import SEED, Adam

if TYPE_CHECKING:
    from extract.coreference.features import Tables

Array = Any
MEMBERS: Final = 4
PASSES: Final = 6
BATCH: Final = 32
DECAY: Final = 0.007  # chosen, as the features and what follows were, by leaving out parts of the training data
RATE: Final = 0.02
RANK: Final = 16
LAYER_RATE: Final = 0.002
LAYER_DECAY: Final = 0.1
DROPOUT: Final = 0.5

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
    """A pronoun beside its candidates: cells of each, cells of nobody, and which are right (nobody last).

    `asking` is the pronoun's vector, `offering` has those of the noun phrases that the candidates stand for.
    """

    pronoun: int
    cells: Array
    own: Array
    right: Array
    asking: Array
    offering: Array


def learn_ranks(given: Sequence[Case]) -> tuple[list[Array], list[Array]]:
    """Weights of cells for each pronoun, of pairs and of nobody; and the two layers of `extract.coreference.affinity`."""
    found = [_Ranker(given, SEED + n).learn() for n in range(MEMBERS)]
    tables = [np.mean(parts, axis=0) for parts in zip(*(tables for tables, _ in found), strict=True)]
    asked, offered = zip(*(layers for _, layers in found), strict=True)
    return tables, [np.concatenate(asked, axis=1) / MEMBERS, np.concatenate(offered, axis=1)]


class _Ranker:
    """One ranker: tables with a row for each pronoun and one for what all share, and layers [width + 1, rank]."""

    def __init__(self, given: Sequence[Case], seed: int) -> None:
        from extract.coreference.ranker import EMPTY, PAIRS

        self.given = given
        self.order = np.random.default_rng(seed)
        seen = np.concatenate([np.vstack([case.asking, case.offering]) for case in given])
        self.mean, self.scale = seen.mean(0), seen.std(0) + 1e-3
        self.expected = [_expected(PAIRS), np.zeros((5, EMPTY.size))]
        self.tables = [table.copy() for table in self.expected]
        width = seen.shape[1]
        self.layers = [np.zeros((width + 1, RANK)) for _ in range(2)]
        for layer in self.layers:
            layer[:-1] = self.order.standard_normal((width, RANK)) * 0.3 / np.sqrt(width)

    def learn(self) -> tuple[list[Array], list[Array]]:
        """Tables of four rows, and layers for vectors as they are."""
        adam = [Adam(values) for values in (*self.tables, *self.layers)]
        for number in range(PASSES):
            lost = 0.0
            slower = 1 - number / PASSES
            for batch in np.array_split(self.order.permutation(len(self.given)), max(1, len(self.given) // BATCH)):
                slopes = [np.zeros_like(values) for values in (*self.tables, *self.layers)]
                lost += sum(self._slope(self.given[n], slopes) for n in batch)
                for table, slope, wanted in zip(adam, slopes, self.expected, strict=False):
                    table.step(slope / len(batch) + DECAY * (table.values - wanted), RATE * slower, 0.0)
                for layer, slope in zip(adam[2:], slopes[2:], strict=True):
                    layer.step(slope / len(batch), LAYER_RATE * slower, LAYER_DECAY)
            print(f"ranks: pass {number + 1}, loss {lost / len(self.given):.4f}", file=sys.stderr)
        return [table[:4] + table[4] for table in self.tables], [self._unscaled(layer) for layer in self.layers]

    def _slope(self, case: Case, slopes: list[Array]) -> float:
        """Add the slope of one pronoun's loss, and give the loss."""
        pairs, nobody = self.tables
        n = case.pronoun
        asking, offering = self._vectors(case.asking[None]), self._vectors(case.offering)
        asked, offered = asking @ self.layers[0], offering @ self.layers[1]
        fit = offered @ asked[0]
        scores = np.append((pairs[n] + pairs[4])[case.cells].sum(-1) + fit, (nobody[n] + nobody[4])[case.own].sum())
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        good = float(likely[case.right].sum()) + 1e-12
        push = likely - np.where(case.right, likely / good, 0.0)
        for row in (n, 4):
            np.add.at(slopes[0][row], case.cells, push[:-1, None])
            np.add.at(slopes[1][row], case.own, push[-1])
        slopes[2] += asking.T @ (push[None, :-1] @ offered)
        slopes[3] += (offering.T @ push[:-1, None]) @ asked
        return -float(np.log(good))

    def _vectors(self, rows: Array) -> Array:
        """Scaled, some of their values dropped, and a constant behind them."""
        kept = self.order.random(rows.shape) > DROPOUT
        return np.append((rows - self.mean) / self.scale * kept / (1 - DROPOUT), np.ones((len(rows), 1)), axis=1)

    def _unscaled(self, layer: Array) -> Array:
        """The layer with the scale folded into it."""
        plain = layer[:-1] / self.scale[:, None]
        return np.vstack([plain, layer[-1] - self.mean @ plain])


def _expected(tables: "Tables") -> Array:
    """What the weights are drawn towards: `EXPECTED` for all pronouns, nought elsewhere."""
    from extract.coreference.ranker import labels

    found = np.zeros((5, tables.size))
    for start, parts in zip(tables.starts, tables.features, strict=False):
        for cell, weight in EXPECTED.get(" + ".join(parts), {}).items():
            found[4, start + labels(tables, parts).index(cell)] = weight
    return found
