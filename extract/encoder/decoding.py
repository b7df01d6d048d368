"""From scores to trees, sentences and spans; called by `extract.encoder.component` and, to evaluate, by `training.encoder`.

Arrays are numpy, words are rows. Source: Chu and Liu (1965), Edmonds (1967) for trees; Viterbi (1967) for spans.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

Array = Any
FORBIDDEN: Final = -1e9


def log_softmax(scores: Array) -> Array:
    """Over the last axis."""
    top = scores - scores.max(-1, keepdims=True)
    return top - np.log(np.exp(top).sum(-1, keepdims=True))


def sentence_bounds(starts: Array) -> list[tuple[int, int]]:
    """Word numbers of each sentence, end exclusive; starts: [words, 2]."""
    first = [i for i in range(len(starts)) if i == 0 or starts[i, 1] > starts[i, 0]]
    return list(zip(first, [*first[1:], len(starts)], strict=True))


def tree(arcs: Array) -> list[int]:
    """The best tree of one sentence with one root, whose head is itself; arcs: [words, words + 1], column 0 for the root."""
    size = len(arcs)
    if size == 1:
        return [0]
    scores = log_softmax(arcs)
    root = int(scores[:, 0].argmax())
    inner = scores[:, 1:].copy()
    np.fill_diagonal(inner, FORBIDDEN)
    inner[root] = FORBIDDEN
    heads = inner.argmax(1)
    heads[root] = root
    if _cycle(heads, root) is not None:
        heads = _arborescence(inner.T, root)
    return [int(h) for h in heads]


def _cycle(heads: Array, root: int) -> list[int] | None:
    """The words of a cycle, if there is one."""
    state = [0] * len(heads)
    state[root] = 2
    for start in range(len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for visited in path:
            state[visited] = 2
    return None


def _arborescence(weight: Array, root: int) -> Array:
    """Heads of the maximum spanning arborescence; weight: [head, dependent]. Contracts one cycle at a time."""
    size = len(weight)
    heads = weight.argmax(0)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    own = weight[heads[cycle], cycle]
    smaller = np.full((len(outside) + 1, len(outside) + 1), FORBIDDEN)
    smaller[:-1, :-1] = weight[np.ix_(outside, outside)]
    entering = weight[np.ix_(outside, np.array(cycle))] - own + own.sum()
    leaving = weight[np.ix_(np.array(cycle), outside)]
    smaller[:-1, -1], enter = entering.max(1), entering.argmax(1)
    smaller[-1, :-1], leave = leaving.max(0), leaving.argmax(0)
    solved = _arborescence(smaller, int(np.flatnonzero(outside == root)[0]))
    result = heads.copy()
    for small, node in enumerate(outside):
        head = int(solved[small])
        result[node] = cycle[leave[small]] if head == len(outside) else outside[head]
    result[root] = root
    into = int(solved[-1])
    result[cycle[enter[into]]] = outside[into]
    return result


def spans(scores: Array, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The best sequence of BIO labels as spans; scores: [words, labels], "I-x" follows only "B-x" or "I-x"."""
    if not len(scores):
        return []
    values = log_softmax(scores)
    allowed = _transitions(tuple(labels))
    best = values[0] + np.where([label[0] == "I" for label in labels], FORBIDDEN, 0.0)
    back = []
    for row in values[1:]:
        paths = best[:, None] + allowed
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    at = int(best.argmax())
    path = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        path.append(at)
    return joined([labels[i] for i in reversed(path)])


def _transitions(labels: tuple[str, ...]) -> Array:
    follows = [[b[0] != "I" or (a[0] != "O" and a[1:] == b[1:]) for b in labels] for a in labels]
    return np.where(follows, 0.0, FORBIDDEN)


def joined(path: Sequence[str]) -> list[tuple[int, int, str]]:
    """BIO labels as spans."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(path):
        if label[0] == "B":
            found.append((i, i + 1, label[2:]))
        elif label[0] == "I" and found:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
    return found


def runs(scores: Array, penalty: float) -> list[int]:
    """The best sequence of labels where each change costs `penalty`; scores: [words, labels]."""
    values = log_softmax(scores)
    count = values.shape[1]
    cost = penalty * (1 - np.eye(count))
    best = values[0]
    back = []
    for row in values[1:]:
        paths = best[:, None] - cost
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    at = int(best.argmax())
    path = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        path.append(at)
    return path[::-1]
