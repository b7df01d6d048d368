"""How alike two contents are: the words of a demand, a provision, a promise; called by `graph.compare.events` and the clashes.

The likeness is the cosine of two vectors over stems and over the character n-grams of words, each weighted by how rare it is in
all contents. Numbers and negations are no part of it: they are compared on their own, since they turn what is said around.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.identity import content_words

GRAM: Final = 4
GRAM_WEIGHT: Final = 0.5
NUMBER: Final = re.compile(r"\d[\d.,]*")
_NEGATIONS: Final = "no not never none neither nor without n't cannot refrain forbid forbids prohibit prohibits ban bans"
NEGATIONS: Final = frozenset(_NEGATIONS.split())
ENDINGS: Final = ("ingly", "edly", "ing", "ies", "ied", "ed", "es", "ly", "s")
SHORTEST: Final = 4
APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The contents of a graph as vectors of unit length, by their words as given; `rarest` are the stems to look others up by."""

    vectors: Mapping[str, Mapping[str, float]]
    rarest: Mapping[str, tuple[str, ...]]

    def between(self, one: str, other: str) -> float:
        """From 0, nothing in common, to 1; 0 for a content that was not among those of the graph."""
        if one == other:
            return 1.0
        small, large = sorted((self.vectors.get(one, {}), self.vectors.get(other, {})), key=len)
        return min(1.0, sum(weight * large[feature] for feature, weight in small.items() if feature in large))


def likeness(contents: Iterable[str], keys: int = 4) -> Likeness:
    """The vectors of the contents; up to `keys` of the rarest stems of each serve to find its like."""
    texts = sorted(set(contents))
    stems = {text: stems_of(text) for text in texts}
    frequency = Counter(stem for text in texts for stem in set(stems[text]))
    features = {text: _features(stems[text]) for text in texts}
    spread = Counter(feature for counts in features.values() for feature in counts)
    vectors = {text: _vector(features[text], spread, len(texts)) for text in texts}
    rarest = {text: tuple(sorted(set(stems[text]), key=lambda s: (frequency[s], s))[:keys]) for text in texts}
    return Likeness(vectors=vectors, rarest=rarest)


def is_negated(text: str) -> bool:
    """Whether the words turn around what is promised, demanded or judged: an odd number of negations."""
    words = re.findall(r"n't\b|\w+?(?=n't\b)|\w+", text.translate(APOSTROPHES).casefold())
    return sum(word in NEGATIONS for word in words) % 2 == 1


def stems_of(text: str) -> list[str]:
    """The stems of the words that carry the content, in their order."""
    words = content_words(NUMBER.sub(" ", text)).split()
    return [_stem(word) for word in words if len(word) > 1 and word not in NEGATIONS]


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e") if len(word) > SHORTEST else word


def _features(stems: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for stem in stems:
        found[stem] += 1
        padded = f"_{stem}_"
        for start in range(len(padded) - GRAM + 1):
            found[f"#{padded[start : start + GRAM]}"] += 1
    return found


def _vector(counts: Mapping[str, int], spread: Mapping[str, int], texts: int) -> Mapping[str, float]:
    weights = {
        feature: count * math.log(1 + texts / spread[feature]) * (GRAM_WEIGHT if feature[0] == "#" else 1)
        for feature, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {feature: weight / length for feature, weight in weights.items()}
