"""Positions of the nodes, computed beforehand: each connected part by itself, parts side by side; called by `graph.page.drawing`.

Stress majorisation: nodes are moved until their distances on the plane come near to their distances in the graph. All sums are of
whole numbers, and all other steps are single IEEE operations, so that the coordinates are the same on every processor.

Source: E. Gansner, Y. Koren, S. North, "Graph drawing by stress majorization", Graph Drawing 2004.
"""

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

STEP: Final = 150  # length of a line between two nodes with few neighbours
LINE: Final = 58  # least vertical distance between two nodes
LETTER: Final = 8  # width of a letter of a label
GAP: Final = 110  # space between two connected parts
SMALL: Final = 400  # nodes of a part; larger ones are placed in fewer rounds
GRAIN: Final = float(2**28)
Point = tuple[int, int]


def positions(labels: Sequence[str], joined: Iterable[tuple[int, int]]) -> tuple[Point, ...]:
    """Whole-number (x, y) for each of the labelled nodes; `joined` are pairs of their indices."""
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in joined:
        neighbours[a].add(b)
        neighbours[b].add(a)
    parts = [_placed(part, neighbours, labels) for part in _components(len(labels), neighbours)]
    parts.sort(key=lambda part: (-len(part), min(part)))
    return _packed(parts, labels)


def _components(count: int, neighbours: dict[int, set[int]]) -> list[list[int]]:
    left = dict.fromkeys(range(count))
    found: list[list[int]] = []
    while left:
        distance = _distances(next(iter(left)), neighbours)
        found.append(sorted(distance))
        for node in distance:
            del left[node]
    return found


def _distances(start: int, neighbours: dict[int, set[int]]) -> dict[int, int]:
    distance = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in sorted(neighbours.get(node, ())):
            if other not in distance:
                distance[other] = distance[node] + 1
                queue.append(other)
    return distance


def _placed(part: Sequence[int], neighbours: dict[int, set[int]], labels: Sequence[str]) -> dict[int, Point]:
    """A connected part around its own origin."""
    if len(part) == 1:
        return {part[0]: (0, 0)}
    import numpy as np

    wanted = _wanted(part, neighbours)
    points = _start(len(part))
    share = STEP / (wanted + np.eye(len(part)))
    weights = share * share
    np.fill_diagonal(weights, 0.0)
    total = _sum(weights)
    for _ in range(120 if len(part) <= SMALL else 30):
        points = _majorised(points, wanted, weights, total)
    apart = _apart(points, [_width(labels[node]) for node in part])
    return {node: (round(x), round(y)) for node, (x, y) in zip(part, apart, strict=True)}


def _wanted(part: Sequence[int], neighbours: dict[int, set[int]]) -> "Array":
    """How far each two nodes should be apart; the neighbours of a hub stand further off, so that they find room."""
    import numpy as np

    place = {node: i for i, node in enumerate(part)}
    steps = np.zeros((len(part), len(part)))
    for node in part:
        for other, distance in _distances(node, neighbours).items():
            steps[place[node], place[other]] = distance
    degree = np.array([len(neighbours[node]) for node in part], dtype=float)
    room = np.sqrt(degree)
    near = 1.0 + (room[:, None] + room[None, :]) * 0.12
    wanted = np.where(steps == 1, near, steps * 1.25)
    np.fill_diagonal(wanted, 0.0)
    return np.asarray(wanted * STEP)


def _start(count: int) -> "Array":
    """Points on a sunflower, without any function that differs between mathematical libraries."""
    import numpy as np

    turn_x, turn_y, x, y = -0.7373688, 0.6754903, 1.0, 0.0  # the golden angle
    points = np.zeros((count, 2))
    for i in range(count):
        radius = STEP * 0.6 * float(np.sqrt(i + 1.0))
        points[i] = (round(x * radius), round(y * radius))
        x, y = x * turn_x - y * turn_y, x * turn_y + y * turn_x
    return points


def _majorised(points: "Array", wanted: "Array", weights: "Array", total: "Array") -> "Array":
    import numpy as np

    moved = np.empty_like(points)
    delta_x = points[:, 0][:, None] - points[:, 0][None, :]
    delta_y = points[:, 1][:, None] - points[:, 1][None, :]
    far = np.sqrt(delta_x * delta_x + delta_y * delta_y)
    scale = np.where(far > 0.001, wanted / np.maximum(far, 0.001), 0.0)
    for axis, delta in ((0, delta_x), (1, delta_y)):
        pull = weights * (points[:, axis][None, :] + delta * scale)
        moved[:, axis] = _sum(pull) / total
    return moved


def _sum(table: "Array") -> "Array":
    """Sums of rows, in whole grains: their order, which differs between processors, then does not matter."""
    import numpy as np

    return np.asarray(np.rint(table * GRAIN).astype(np.int64).sum(axis=1) / GRAIN)


def _width(label: str) -> int:
    return max(46, LETTER * len(label) + 18)


def _apart(points: "Array", widths: Sequence[int]) -> list[tuple[float, float]]:
    """Labels that cover each other are moved apart, along the axis that needs less."""
    import numpy as np

    wide = np.array(widths, dtype=float)
    need_x = (wide[:, None] + wide[None, :]) / 2
    for _ in range(160 if len(points) <= SMALL else 40):
        over_x = need_x - np.abs(points[:, 0][:, None] - points[:, 0][None, :])
        over_y = LINE - np.abs(points[:, 1][:, None] - points[:, 1][None, :])
        first, second = np.nonzero(np.triu((over_x > 0.5) & (over_y > 0.5), 1))
        if not len(first):
            break
        for a, b in zip(first.tolist(), second.tolist(), strict=True):
            _push(points, a, b, float(need_x[a, b]))
    return [(float(x), float(y)) for x, y in points]


def _push(points: "Array", a: int, b: int, need_x: float) -> None:
    over_x = need_x - abs(points[a, 0] - points[b, 0])
    over_y = LINE - abs(points[a, 1] - points[b, 1])
    if over_x <= 0 or over_y <= 0:
        return
    axis, over = (0, over_x) if over_x < over_y else (1, over_y)
    side = 1.0 if points[a, axis] >= points[b, axis] else -1.0
    points[a, axis] += side * (over / 2 + 0.5)
    points[b, axis] -= side * (over / 2 + 0.5)


def _packed(parts: Sequence[dict[int, Point]], labels: Sequence[str]) -> tuple[Point, ...]:
    """The largest part on top, the others in rows below it, as wide as the largest or as the whole is high."""
    boxes = [_box(part, labels) for part in parts]
    area = sum((right - left + GAP) * (bottom - top + GAP) for left, top, right, bottom in boxes)
    room = max([right - left for left, _, right, _ in boxes] + [8 * math.isqrt(area) // 5] if boxes else [0])
    placed: dict[int, Point] = {}
    x = y = height = 0
    for part, (left, top, right, bottom) in zip(parts, boxes, strict=True):
        if x and x + right - left > room:
            x, y, height = 0, y + height + GAP, 0
        for node, (at_x, at_y) in part.items():
            placed[node] = (at_x - left + x, at_y - top + y)
        x += right - left + GAP
        height = max(height, bottom - top)
    return tuple(placed[node] for node in range(len(placed)))


def _box(part: dict[int, Point], labels: Sequence[str]) -> tuple[int, int, int, int]:
    half = {node: _width(labels[node]) // 2 for node in part}
    return (
        min(x - half[n] for n, (x, _) in part.items()),
        min(y for _, y in part.values()) - LINE // 2,
        max(x + half[n] for n, (x, _) in part.items()),
        max(y for _, y in part.values()) + LINE // 2,
    )
