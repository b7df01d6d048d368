"""The learned weights of `weights.json`, and what they make of a pronoun's candidates; `training.pronouns` writes the file.

A log-linear ranker of mentions: the weights of the cells that a pair picks and how well the phrase fits (`affinity`) are added
up, "nobody" competes with the phrases, and a softmax over all of them gives probabilities. Those of phrases that speak of the
same thing are added.

Source: mention ranking after Denis and Baldridge (2008) and Durrett and Klein (2013).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.tokens import Token

from extract.coreference.affinity import Affinity
from extract.coreference.features import NOBODY, OF_PRONOUN, PAIR, VALUES, Tables
from extract.coreference.sorts import SORTS, probabilities
from extract.coreference.words import CLASSES

Array = Any
FILE: Final = Path(__file__).parent / "weights.json"
PAIRS: Final = Tables(PAIR, VALUES)
EMPTY: Final = Tables(NOBODY, OF_PRONOUN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Rows of cells for he, she, it and they, and what is learned from vectors (None: nothing is).

    `sorts` and `bias` are the linear layer that tells sorts.
    """

    pairs: Array
    nobody: Array
    sorts: Array | None
    bias: Array | None
    affinity: Affinity | None

    def scores(self, pronoun: str, cells: Array, own: Array, fit: Array) -> Array:
        """[candidates + 1], that of nobody last."""
        n = CLASSES.index(pronoun)
        return np.append(self.pairs[n][cells].sum(-1) + fit, self.nobody[n][own].sum())


@lru_cache(maxsize=1)
def load() -> Weights:
    """The shipped weights."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    sorts = table["sorts"]
    layers = {side: np.array(rows, dtype=np.float32) for side, rows in table.get("affinity", {}).items()}
    return Weights(
        pairs=np.stack([_row(PAIRS, table["pairs"][name]) for name in CLASSES]),
        nobody=np.stack([_row(EMPTY, table["nobody"][name]) for name in CLASSES]),
        sorts=np.array(sorts["weights"], dtype=np.float32),
        bias=np.array(sorts["bias"], dtype=np.float32),
        affinity=Affinity(**layers) if layers else None,
    )


def sort_of(word: Token) -> tuple[str, float]:
    """The likeliest sort of what a word speaks of, and how likely it is; nothing where there are no vectors."""
    weights = load()
    if weights.sorts is None or word.doc.tensor.shape != (len(word.doc), len(weights.sorts)):
        return "", 0.0
    likely = probabilities(word.doc.tensor[word.i : word.i + 1], weights.sorts, weights.bias)[0]
    best = int(likely.argmax())
    return SORTS[best], float(likely[best])


def _row(tables: Tables, given: Mapping[str, Mapping[str, float]]) -> Array:
    row = np.zeros(tables.size, dtype=np.float32)
    for start, parts in zip(tables.starts, tables.features, strict=False):
        known = given.get(" + ".join(parts), {})
        for n, label in enumerate(labels(tables, parts)):
            row[start + n] = known.get(label, 0.0)
    return row


def labels(tables: Tables, parts: Sequence[str]) -> list[str]:
    """The labels of a table's cells, in their order."""
    return [" + ".join(values) for values in product(*(tables.values[part] for part in parts))]


def named(tables: Tables, row: Array, digits: int = 2) -> dict[str, dict[str, float]]:
    """The weights of a row by feature and cell, without those that are nought."""
    found: dict[str, dict[str, float]] = {}
    for start, parts in zip(tables.starts, tables.features, strict=False):
        cells = {label: round(float(row[start + n]), digits) for n, label in enumerate(labels(tables, parts))}
        found[" + ".join(parts)] = {label: weight for label, weight in cells.items() if weight}
    return found


def chances(scores: Array) -> Array:
    """Probabilities that add up to one."""
    likely = np.exp(scores - scores.max())
    return likely / likely.sum()
