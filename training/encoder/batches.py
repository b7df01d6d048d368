"""Examples as padded tensors, in batches of like length; called by `training.encoder.train`."""

import random
from collections.abc import Sequence

import torch
from torch import Tensor

from extract.encoder.pieces import Pieces
from training.encoder.data import Example

PIECES = 1600  # of one batch
IGNORE = -100
Labels = dict[str, dict[str, int]]
Read = tuple[Example, Pieces]


class Batch:
    """Padded tensors of some examples, and the gold labels, IGNORE where there are none."""

    def __init__(self, examples: Sequence[Example], pieces: Sequence[Pieces], labels: Labels) -> None:
        size, longest = max(len(p.ids) for p in pieces), max(len(e.words) for e in examples)
        self.ids = _padded([p.ids for p in pieces], size, 0)
        self.shapes = _padded([p.shapes for p in pieces], size, 0)
        self.first = _padded([(0, *p.first) for p in pieces], longest + 1, 0)
        real = _padded([[1] * len(p.ids) for p in pieces], size, 0)
        self.mask = ((1 - real) * -1e4).float()[:, None, None, :]
        words = _padded([[1] * (len(e.words) + 1) for e in examples], longest + 1, 0)
        self.head_mask = ((1 - words) * -1e4).float()[:, None, :]
        self.gold = {
            name: _padded([_numbers(e, name, table) for e in examples], longest, IGNORE) for name, table in labels.items()
        }
        self.gold["starts"] = _padded([e.starts or [] for e in examples], longest, IGNORE)
        heads = [[0 if h == i else h + 1 for i, h in enumerate(e.heads or [])] for e in examples]
        self.gold["arcs"] = _padded(heads, longest, IGNORE)
        rows = [(b, cue, roles) for b, e in enumerate(examples) for cue, roles in e.reports]
        self.cue_at = torch.tensor([[b, cue] for b, cue, _ in rows], dtype=torch.long).reshape(-1, 2)
        self.roles = _padded([roles for *_, roles in rows], longest, IGNORE)


def _numbers(example: Example, name: str, table: dict[str, int]) -> list[int]:
    return [table[label] for label in getattr(example, name) or []]


def _padded(rows: Sequence[Sequence[int]], size: int, fill: int) -> Tensor:
    out = torch.full((len(rows), size), fill, dtype=torch.long)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row, dtype=torch.long)
    return out


def batches(examples: Sequence[Read], seed: random.Random) -> list[list[int]]:
    """Numbers of examples of like length and kind together, in random order."""
    kinds = [_kind(e) for e, _ in examples]
    order = sorted(range(len(examples)), key=lambda i: (kinds[i], len(examples[i][1].ids) + seed.random() * 20))
    found: list[list[int]] = [[]]
    longest = 0
    for i in order:
        size = len(examples[i][1].ids)
        longest = max(longest, size)
        alike = not found[-1] or kinds[found[-1][0]] == kinds[i]
        if found[-1] and (longest * (len(found[-1]) + 1) > PIECES or not alike):
            found.append([])
            longest = size
        found[-1].append(i)
    seed.shuffle(found)
    return found


def _kind(example: Example) -> int:
    return 0 if example.heads is not None else 1 if example.cues is not None else 2
