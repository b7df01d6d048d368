"""Scores of the encoder on the development parts, with gold tokens; called by `training.encoder.train` after every pass."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from extract.encoder import decoding
from training.encoder.batches import Batch, Labels, Read
from training.encoder.data import CUE_LABELS, ENTITY_LABELS, ROLE_LABELS, Example
from training.encoder.model import Reader, bucket

CHANGE = 1.0  # as in extract.encoder.component


class Counts:
    """True positives, what the system gives, what gold has, by measure."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, name: str, right: int, system: int, gold: int) -> None:
        """Count for a measure."""
        for i, value in enumerate((right, system, gold)):
            self.rows[name][i] += value

    def f1(self) -> dict[str, float]:
        """F1 in per cent."""
        return {name: round(200 * right / max(system + gold, 1), 2) for name, (right, system, gold) in self.rows.items()}


def evaluate(reader: Reader, dev: Sequence[Read], labels: Labels) -> dict[str, float]:
    """Accuracy of tags, UAS and LAS, and F1 of sentences, names, cues, and of sources and contents under the right cue."""
    reader.eval()
    counts = Counts()
    with torch.no_grad():
        for example, pieces in dev:
            batch = Batch([example], [pieces], labels)
            out = [o[0].float().numpy() for o in reader(batch.ids, batch.shapes, batch.first, batch.mask)]
            if example.heads is not None:
                _trees(example, out, labels, counts)
            if example.names is not None:
                name = "names_gum" if example.heads is not None else "names_politics"
                system, gold = set(decoding.spans(out[3], ENTITY_LABELS)), set(decoding.joined(example.names))
                counts.add(name, len(system & gold), len(system), len(gold))
            if example.cues is not None:
                _reports(reader, example, out, counts)
    reader.train()
    return counts.f1()


def _trees(example: Example, out: list[Any], labels: Labels, counts: Counts) -> None:
    gold_heads, gold_deps, gold_tags = example.heads or [], example.deps or [], example.tags or []
    n = len(example.words)
    counts.add("tags", sum(int(t == labels["tags"][g]) for t, g in zip(out[0].argmax(1), gold_tags, strict=True)), n, n)
    bounds = decoding.sentence_bounds(out[2])
    first = [i for i, s in enumerate(example.starts or []) if s]
    counts.add("sentences", len(set(bounds) & set(zip(first, [*first[1:], n], strict=True))), len(bounds), len(first))
    deps = list(labels["deps"])
    for start, end in bounds:
        arcs = np.concatenate([out[5][start:end, :1], out[5][start:end, start + 1 : end + 1]], axis=1)
        for i, head in enumerate(decoding.tree(arcs)):
            at = start + i
            label = out[6][at] @ out[7][0 if head == i else start + head + 1]
            right = start + head == gold_heads[at]
            counts.add("uas", right, 1, 1)
            counts.add("las", right and deps[int(label.argmax())] == gold_deps[at], 1, 1)


def _reports(reader: Reader, example: Example, out: list[Any], counts: Counts) -> None:
    cues = {start for start, _, _ in decoding.spans(out[4], CUE_LABELS)}
    gold = dict(example.reports)
    counts.add("cues", len(cues & set(gold)), len(cues), len(gold))
    for cue in cues:
        distance = reader.distance(bucket(torch.arange(len(example.words)) - cue)).numpy()
        path = decoding.runs(out[9] @ out[8][cue].T + out[10] + distance, CHANGE)
        for role in (1, 2):
            mine, theirs = _said(example, path, role), _said(example, gold.get(cue, []), role)
            counts.add(ROLE_LABELS[role], int(bool(theirs) and mine == theirs), int(bool(mine)), 0)
    for roles in gold.values():
        for role in (1, 2):
            counts.add(ROLE_LABELS[role], 0, 0, int(role in roles))


def _said(example: Example, path: Sequence[int], role: int) -> set[int]:
    """The words of a role, punctuation aside."""
    return {i for i, r in enumerate(path) if r == role and example.words[i][0].isalnum()}
