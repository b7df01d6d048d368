"""How well a noun phrase fits where a pronoun stands, learned from the vectors of both (`vectors`).

The vector of a pronoun knows the words around it, above all the verb that it is an argument of; the vector of a noun knows what
is done with such things. Two layers make a short vector of each, what is asked for and what is offered, and their product is
added to what the tables of features say. Without vectors nothing is added.

Source: low-rank bilinear forms as in Kim et al. (2017), "Hadamard product for low-rank bilinear pooling".
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from extract.coreference.vectors import product

Array = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Affinity:
    """Two layers [width + 1, rank], the constant in the last row."""

    asked: Array
    offered: Array

    def sides(self, vectors: Array) -> tuple[Array, Array]:
        """[phrases, rank] twice: what each asks for, if it is a pronoun, and what it offers."""
        rank = self.asked.shape[1]
        both = np.concatenate([self.asked, self.offered], axis=1)
        found = product(vectors, both[:-1]) + both[-1]
        return found[:, :rank], found[:, rank:]
