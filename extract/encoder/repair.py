"""What a tree cannot mean: two subjects or objects of one verb, a preposition inside a name; for `extract.encoder.component`.

Heads and labels are decided word by word, so that now and then a coordinated noun, or a title before a name, becomes a second
subject. Universal Dependencies allow one of each, and hang the preposition of a phrase at its head.
"""

from itertools import pairwise
from typing import Final

SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
SINGLE: Final = SUBJECTS | {"obj"}
INNER: Final = frozenset({"nmod:desc", "compound"})


def single(heads: list[int], labels: list[str]) -> None:
    """Hang second subjects and objects below the first ones, in place; `heads` are positions, a root's its own.

    Behind a conjunction the second is a conjunct; right before another subject, a word only describes it. Two objects side
    by side may stay: "considers the treaty a mistake".
    """
    groups: dict[tuple[int, str], list[int]] = {}
    for i, (head, label) in enumerate(zip(heads, labels, strict=True)):
        if label in SINGLE and head != i:
            groups.setdefault((head, label), []).append(i)
    for (head, label), members in groups.items():
        for first, second in pairwise(members):
            if first < head < second:
                continue
            if _coordinated(first, second, heads, labels):
                heads[second], labels[second] = first, "conj"
            elif label in SUBJECTS and second - first <= 2 and all(heads[i] in (first, second) for i in range(first + 1, second)):
                heads[first], labels[first] = second, "compound"


def prepositions(heads: list[int], labels: list[str]) -> None:
    """Hang a preposition that hangs at a title, "by Minister Ana Costa", at the head of its phrase, in place."""
    marked = {head for head, label in zip(heads, labels, strict=True) if label == "case"}
    for i, label in enumerate(labels):
        head = heads[i]
        while label == "case" and labels[head] in INNER and i < head < heads[head] and heads[head] not in marked:
            head = heads[i] = heads[head]


def _coordinated(first: int, second: int, heads: list[int], labels: list[str]) -> bool:
    return any(labels[i] == "cc" and heads[i] == second for i in range(first + 1, second))
