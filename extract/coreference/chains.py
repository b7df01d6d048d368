"""What has been spoken of so far in a document, and by which phrases; filled phrase by phrase in text order."""

from typing import Any, Final

import numpy as np

from extract.coreference import words
from extract.coreference.columns import Columns

Array = Any
GENDERED: Final = {"he": "she", "she": "he"}


class Chains:
    """`of` is the chain of each phrase, `meant` the noun phrase that it stands for: itself, or what a pronoun goes back to."""

    def __init__(self, columns: Columns) -> None:
        size = len(columns.phrases)
        keys = int(columns.keys.max(initial=-1)) + 1
        self.columns = columns
        self.of = columns.keys.copy()
        self.meant = np.arange(size)
        self.open = columns.pronoun.copy()
        self.count = np.zeros(keys + size, dtype=np.int64)
        self.pronouns = np.zeros((keys + size, len(words.CLASSES)), dtype=np.int64)
        self.last = np.full(keys + size, -1)
        self._keys = keys
        self._at = {p.at: k for k, p in reversed(list(enumerate(columns.phrases)))}

    def enter(self, k: int) -> None:
        """A phrase was read that is no pronoun."""
        chain = self.of[k]
        self.count[chain] += 1
        self.last[chain] = k

    def resolve(self, k: int, to: int | None) -> None:
        """Pronoun `k` goes back to phrase `to`, or to nothing known."""
        self.of[k] = self._keys + k if to is None else self.of[to]
        self.open[k] = to is None or bool(self.open[to])
        if to is not None:
            self.meant[k] = self.meant[to]
        self.enter(k)
        self.pronouns[self.of[k], words.CLASSES.index(self.columns.phrases[k].form)] += 1

    def other_gender(self, found: Array, pronoun: str) -> Array:
        """Which of the phrases speak of somebody who was rather called by the pronoun of the other gender."""
        if pronoun not in GENDERED:
            return np.zeros(len(found), dtype=bool)
        own, other = (words.CLASSES.index(name) for name in (pronoun, GENDERED[pronoun]))
        counted = self.pronouns[self.of[found]]
        return np.asarray(counted[:, other] > counted[:, own])

    def at_word(self, at: int) -> int | None:
        """The phrase whose head is the word."""
        return self._at.get(at)
