"""The rules by which disagreements and events are ranked; called by `graph.compare.pairing`, `quoth compare` and the page.

    score = sharpness x fit x confidence x n / (n + 1) x nearness x fullness

sharpness   how directly a kind of disagreement says yes and no (`SHARPNESS`)
fit         how surely both passages speak of one thing: 1 for the same event, less for a narrower one, for likeness of contents,
            and for acts that can happen again, undated, in documents that are far apart in time
confidence  that of the less sure of the two passages
n           independent witnesses of both sides together; reprints and copied sentences are one witness
nearness    1 for two holders in two documents, .8 in one document, .6 for one holder who is told in two ways
fullness    1 for two sentences, .7 where one of the passages is a heading, which says in a few words what its text says in full

The most telling disagreement has the highest score. No side is preferred, and no score says what is true.

Events are in the order of `weight`: what is contested, by its highest score, then what most independent witnesses tell, then
what most sources tell. Who holds which office, and what names one participant only, comes last.
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
HEADING: Final = 0.7


def score(
    kind: Kind, *, fit: float, confidence: float, witnesses: int, one_document: bool, one_holder: bool, heading: bool
) -> float:
    """The score, from 0 to 1, in two decimals."""
    nearness = ONE_HOLDER if one_holder else ONE_DOCUMENT if one_document else 1.0
    fullness = HEADING if heading else 1.0
    return round(SHARPNESS[kind] * fit * confidence * witnesses / (witnesses + 1) * nearness * fullness, 2)


def weight(*, minor: bool, score: float, witnesses: int, told: int, id: str) -> tuple[bool, float, int, int, str]:
    """What events are sorted by; `score` is that of the best disagreement on it, 0 where there is none."""
    return minor, -score, -witnesses, -told, id
