"""What sort of thing a word speaks of, person, place, event or another, as learned from its vector in `doc.tensor`.

The encoder leaves its vectors there; a pipeline that leaves none, or others, gives no sorts, and agreement is judged by the
types of the entities alone.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from spacy.tokens import Doc

from extract.coreference.phrases import Phrase

Array = Any
SORTS: Final = ("person", "organization", "place", "object", "abstract", "event", "time", "animal", "other")
FLOOR: Final = 0.05
BLOCK: Final = 64  # rows of one product, few enough for one thread: a second one would wait more than it works


def vectors(docs: Sequence[Doc], phrases: Sequence[Phrase], width: int) -> Array | None:
    """The vectors of the phrases' heads, [phrases, width]; None where a paragraph has none of that width."""
    if not phrases or any(d.tensor.shape != (len(d), width) for d in docs if len(d)):
        return None
    return np.stack([docs[p.paragraph].tensor[p.token.i] for p in phrases])


def probabilities(found: Array, weights: Array, bias: Array) -> Array:
    """[phrases, sorts], from vectors and a linear layer."""
    scores = np.concatenate([found[at : at + BLOCK] @ weights for at in range(0, len(found), BLOCK)]) + bias
    likely = np.exp(scores - scores.max(1, keepdims=True))
    return likely / likely.sum(1, keepdims=True)
