"""Third-person pronouns of a document and the noun phrases that they go back to, one after the other in text order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from spacy.tokens import Doc

from extract import grammar
from extract.attribution import Report
from extract.coreference import ranker, sorts
from extract.coreference.chains import Chains
from extract.coreference.columns import Columns, Reported
from extract.coreference.pairs import candidates, pair_codes
from extract.coreference.phrases import Phrase, find_phrases
from extract.coreference.ranker import EMPTY, PAIRS, Weights
from extract.coreference.tree import Tree
from extract.entities import DocumentEntities

Array = Any
DOUBT: Final = 100.0  # how much likelier nobody must be than the best phrase for a pronoun to be left open


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a pronoun goes back to: the noun phrase (None: nothing known), and how sure that is."""

    pronoun: Phrase
    phrase: Phrase | None
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One pronoun with its candidates as cells; `read` gives them in text order, to the ranker and to its training."""

    number: int
    found: Array
    cells: Array
    own: Array


class Reading:
    """A document's phrases, read from left to right."""

    def __init__(
        self,
        docs: Sequence[Doc],
        entities: DocumentEntities,
        reports: Sequence[Sequence[Report]],
        linear: tuple[Array, Array] | None,
    ) -> None:
        trees = [Tree(doc) for doc in docs]
        self.phrases = find_phrases(docs, trees, entities)
        vectors = sorts.vectors(docs, self.phrases, len(linear[0])) if linear is not None else None
        learned = None if vectors is None or linear is None else sorts.probabilities(vectors, *linear)
        self.columns = Columns(self.phrases, trees, learned)
        bases, base = {}, 0
        for doc in docs:
            bases[grammar.offset(doc)] = base
            base += len(doc)
        self.reported = Reported(self.phrases, reports, bases)
        self.chains = Chains(self.columns)

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
        own = {name: np.array(n) for name, n in self.columns.of_pronoun(k, len(found)).items()}
        if not len(found):
            cells = np.zeros((0, len(PAIRS.features)), dtype=np.int64)
        else:
            cells = PAIRS.cells(pair_codes(self.columns, self.reported, self.chains, k, found))
        return Question(number=k, found=found, cells=cells, own=EMPTY.cells(own))


def resolve(
    docs: Sequence[Doc], entities: DocumentEntities, reports: Sequence[Sequence[Report]], weights: Weights | None = None
) -> list[Choice]:
    """What each third-person pronoun of the document goes back to."""
    weights = weights or ranker.load()
    linear = None if weights.sorts is None else (weights.sorts, weights.bias)
    reading = Reading(docs, entities, reports, linear)
    found: list[Choice] = []

    def decide(question: Question) -> int | None:
        to, chance = choose(reading, question, weights)
        pronoun = reading.phrases[question.number]
        phrase = None if to is None or reading.chains.open[to] else reading.phrases[reading.chains.meant[to]]
        found.append(Choice(pronoun=pronoun, phrase=phrase, chance=chance))
        return to

    reading.read(decide)
    return found


def choose(reading: Reading, question: Question, weights: Weights) -> tuple[int | None, float]:
    """The best candidate and how likely all that speak of the same thing are; (None, 0) where nobody is likelier."""
    if not len(question.found):
        return None, 0.0
    likely = ranker.chances(weights.scores(reading.phrases[question.number].form, question.cells, question.own))
    nobody, likely = likely[-1], likely[:-1]
    chains = reading.chains.of[question.found]
    sums: dict[int, float] = {}
    for chain, part in zip(chains.tolist(), likely.tolist(), strict=True):
        sums[chain] = sums.get(chain, 0.0) + part
    best = max(sums, key=lambda chain: sums[chain])
    if nobody > DOUBT * sums[best]:
        return None, 0.0
    mine = chains == best
    named = mine & ~reading.columns.pronoun[question.found] & (reading.columns.codes["predicate"][question.found] == 0)
    pool = named if named.any() else mine
    return int(question.found[np.where(pool, likely, -1.0).argmax()]), sums[best]
