"""The vectors that the encoder leaves in `doc.tensor`, of the phrases' head words; for `sorts` and `affinity`.

A pipeline that leaves none, or others, gives None, and what is learned from vectors is left out.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from spacy.tokens import Doc

from extract.coreference.phrases import Phrase

Array = Any
SMALL: Final = 200_000  # multiplications of one product, few enough for one thread: a second one would wait more than it works


def of_phrases(docs: Sequence[Doc], phrases: Sequence[Phrase], width: int) -> Array | None:
    """[phrases, width]; None where a paragraph has no vectors of that width."""
    if not phrases or any(d.tensor.shape != (len(d), width) for d in docs if len(d)):
        return None
    return np.stack([docs[p.paragraph].tensor[p.token.i] for p in phrases])


def product(vectors: Array, weights: Array) -> Array:
    """[phrases, columns], one block of rows after the other."""
    rows = max(1, SMALL // weights.size)
    return np.concatenate([vectors[at : at + rows] @ weights for at in range(0, len(vectors), rows)])
