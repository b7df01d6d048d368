"""Third-person pronouns of a document and the noun phrases that they go back to, one after the other in text order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from spacy.tokens import Doc

from extract import grammar
from extract.attribution import Report
from extract.coreference import ranker, sorts, vectors
from extract.coreference.affinity import Affinity
from extract.coreference.chains import Chains
from extract.coreference.columns import Columns, Reported
from extract.coreference.pairs import candidates, pair_codes
from extract.coreference.phrases import Phrase, find_phrases
from extract.coreference.ranker import EMPTY, PAIRS, Weights
from extract.coreference.tree import Tree
from extract.entities import DocumentEntities

Array = Any
Belief = dict[int, tuple[float, float, int]]
PREDICATE: Final = (
    0.01  # what a phrase is shown as: sooner one near by than what a pronoun has handed on, last of all a predicate
)
INHERITED: Final = 0.1
DOUBT: Final = 100.0  # how much likelier nobody must be than the best phrase for a pronoun to be left open


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a pronoun goes back to: the noun phrase (None: nothing known), how sure that is, and how likely the next best is."""

    pronoun: Phrase
    phrase: Phrase | None
    chance: float
    rival: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One pronoun with its candidates as cells; `read` gives them in text order, to the ranker and to its training.

    `fit` says how well each candidate fits the pronoun's place, by `extract.coreference.affinity`.
    """

    number: int
    found: Array
    cells: Array
    own: Array
    fit: Array


class Reading:
    """A document's phrases, read from left to right."""

    def __init__(
        self,
        docs: Sequence[Doc],
        entities: DocumentEntities,
        reports: Sequence[Sequence[Report]],
        linear: tuple[Array, Array] | None,
        affinity: Affinity | None = None,
    ) -> None:
        trees = [Tree(doc) for doc in docs]
        self.phrases = find_phrases(docs, trees, entities)
        self.vectors = None if linear is None else vectors.of_phrases(docs, self.phrases, len(linear[0]))
        learned = None if self.vectors is None or linear is None else sorts.probabilities(self.vectors, *linear)
        self.sides = None if self.vectors is None or affinity is None else affinity.sides(self.vectors)
        self.columns = Columns(self.phrases, trees, learned)
        bases, base = {}, 0
        for doc in docs:
            bases[grammar.offset(doc)] = base
            base += len(doc)
        self.reported = Reported(self.phrases, reports, bases)
        self.chains = Chains(self.columns)
        self.beliefs: dict[int, Belief] = {}

    def read(self, decide: Callable[[Question], int | None]) -> None:
        """Ask `decide` for each pronoun's phrase."""
        for k, phrase in enumerate(self.phrases):
            if not phrase.pronoun or len(phrase.heads) > 1:
                self.chains.enter(k)
            else:
                self.chains.resolve(k, decide(self.question(k)))

    def question(self, k: int) -> Question:
        """A pronoun beside its candidates."""
        found = candidates(self.columns, self.chains, k)
        own = self.columns.of_pronoun(k, len(found))
        if not len(found):
            cells = np.zeros((0, len(PAIRS.features)), dtype=np.int64)
        else:
            cells = PAIRS.cells(pair_codes(self.columns, self.reported, self.chains, k, found, own))
        return Question(number=k, found=found, cells=cells, own=EMPTY.cells(own), fit=self._fit(k, found))

    def _fit(self, k: int, found: Array) -> Array:
        """[candidates], by the noun phrases that they stand for."""
        if self.sides is None:
            return np.zeros(len(found))
        asked, offered = self.sides
        return offered[self.chains.meant[found]] @ asked[k]


def resolve(
    docs: Sequence[Doc], entities: DocumentEntities, reports: Sequence[Sequence[Report]], weights: Weights | None = None
) -> list[Choice]:
    """What each third-person pronoun of the document goes back to."""
    weights = weights or ranker.load()
    linear = None if weights.sorts is None else (weights.sorts, weights.bias)
    reading = Reading(docs, entities, reports, linear, weights.affinity)
    found: list[Choice] = []

    def decide(question: Question) -> int | None:
        to, chance = choose(reading, question, weights)
        pronoun = reading.phrases[question.number]
        phrase = None if to is None or reading.chains.open[to] else reading.phrases[reading.chains.meant[to]]
        found.append(
            Choice(pronoun=pronoun, phrase=phrase, chance=chance, rival=_rival(reading.beliefs.get(question.number, {})))
        )
        return to

    reading.read(decide)
    return found


def choose(reading: Reading, question: Question, weights: Weights) -> tuple[int | None, float]:
    """The best noun phrase and how likely it is; a pronoun where none is known, None where nobody is likelier.

    A candidate that is a pronoun hands on what it may go back to, each share of it, so that a doubtful pronoun does not settle
    those behind it.
    """
    if not len(question.found):
        return None, 0.0
    scores = weights.scores(reading.phrases[question.number].form, question.cells, question.own, question.fit)
    likely = ranker.chances(scores)
    belief = reading.beliefs[question.number] = _belief(reading, question.found.tolist(), likely[:-1].tolist())
    if not belief:
        return _open(reading, question, likely)
    chance, best = max((chance, phrase) for chance, _, phrase in belief.values())
    return (None, 0.0) if likely[-1] > DOUBT * chance else (best, chance)


def _rival(belief: Belief) -> float:
    """How likely the second best is."""
    return sorted((0.0, 0.0, *(chance for chance, _, _ in belief.values())))[-2]


def _belief(reading: Reading, found: Sequence[int], likely: Sequence[float]) -> Belief:
    """What the pronoun may go back to: key -> (chance, the greatest share of it, the phrase that has that share)."""
    belief: Belief = {}
    phrases, keys = reading.phrases, reading.columns.keys
    for n, chance in zip(found, likely, strict=True):
        pronoun = phrases[n].pronoun
        own = reading.beliefs.get(n, {}) if pronoun else {int(keys[n]): (1.0, 1.0, n)}
        for key, (share, _, phrase) in own.items():
            chances, greatest, shown = belief.get(key, (0.0, 0.0, phrase))
            part = chance * share
            worth = part * (PREDICATE if phrases[phrase].predicate else 1.0) * (INHERITED if pronoun else 1.0)
            belief[key] = (chances + part, max(greatest, worth), phrase if worth > greatest else shown)
    return belief


def _open(reading: Reading, question: Question, likely: Array) -> tuple[int | None, float]:
    """The likeliest candidate, a pronoun that goes back to nothing known."""
    best = int(likely[:-1].argmax())
    return (None, 0.0) if likely[-1] > DOUBT * likely[best] else (int(question.found[best]), float(likely[best]))
