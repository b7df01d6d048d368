"""The one rule by which disagreements are ranked; called by `graph.compare.pairing`.

    score = sharpness x fit x confidence x n / (n + 1) x nearness

sharpness   how directly a kind of disagreement says yes and no (`SHARPNESS`)
fit         how surely both passages speak of one thing: 1 for the same event, less for a narrower one, for likeness of contents,
            and for acts that can happen again, undated, in documents that are far apart in time
confidence  that of the less sure of the two passages
n           independent witnesses of both sides together; reprints and copied sentences are one witness
nearness    1 for two holders in two documents, .8 in one document, .6 for one holder who is told in two ways

The most telling disagreement has the highest score. No side is preferred, and no score says what is true.
"""

from collections.abc import Mapping
from typing import Final

from graph.compare.records import Kind

SHARPNESS: Final[Mapping[Kind, float]] = {
    "polarity": 1.0,
    "opposition": 0.95,
    "modality": 0.9,
    "date": 0.85,
    "number": 0.85,
    "agent": 0.8,
    "accusation": 0.8,
    "judgement": 0.7,
    "position": 0.5,
}
ONE_DOCUMENT: Final = 0.8
ONE_HOLDER: Final = 0.6


def score(kind: Kind, *, fit: float, confidence: float, witnesses: int, one_document: bool, one_holder: bool) -> float:
    """The score, from 0 to 1, in two decimals."""
    nearness = ONE_HOLDER if one_holder else ONE_DOCUMENT if one_document else 1.0
    return round(SHARPNESS[kind] * fit * confidence * witnesses / (witnesses + 1) * nearness, 2)
