"""A layer over vectors, learned by stochastic steps; for `training.pronouns` and `training.ranking`.

Source: Adam (Kingma and Ba 2015).
"""

from typing import Any, Final

import numpy as np

Array = Any
SEED: Final = 7
SORT_PASSES: Final = 6


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
