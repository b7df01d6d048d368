"""What sort of thing a word speaks of, person, place, event or another, as learned from its vector (`vectors`).

Without vectors there are no sorts, and agreement is judged by the types of the entities alone.
"""

from typing import Any, Final

import numpy as np

from extract.coreference.vectors import product

Array = Any
SORTS: Final = ("person", "organization", "place", "object", "abstract", "event", "time", "animal", "other")
FLOOR: Final = 0.05


def probabilities(vectors: Array, weights: Array, bias: Array) -> Array:
    """[phrases, sorts], from vectors and a linear layer."""
    scores = product(vectors, weights) + bias
    likely = np.exp(scores - scores.max(1, keepdims=True))
    return likely / likely.sum(1, keepdims=True)
