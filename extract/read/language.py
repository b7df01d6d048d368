"""Is a text in English? Called for every document before it is handed on.

The classifier alone takes an English article full of foreign names for a foreign one with certainty .99, so that the share of the
commonest English words has a veto.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.read.words import words as lists

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

WORD: Final = re.compile(r"[^\W\d_]+")
SAMPLE: Final = 6_000
ENGLISH: Final = 0.2
SHORTEST: Final = 20
ALIEN: Final = 0.08
LIKELY: Final = 0.6
SURE: Final = 0.95
ROW_SHORTEST: Final = 200
ROW_SURE: Final = 0.99


def foreign(text: str, *, row: bool) -> str | None:
    """The language code of a text that is surely not English, else None. A row of a table needs more letters and certainty."""
    sample = _sample(text)
    words = WORD.findall(sample)
    letters = sum(map(len, words))
    if letters < SHORTEST or (row and len(text) < ROW_SHORTEST):
        return None
    common = sum(word.lower() in lists().english for word in words) / len(words)
    latin = sum(char < "\u0250" for word in words for char in word) / letters
    if common >= ENGLISH and latin >= 0.5:
        return None
    code, certainty = _identifier().classify(sample)
    if latin < 0.2:
        needed = 0.0
    elif row:
        needed = ROW_SURE
    else:
        needed = LIKELY if common < ALIEN else SURE
    return str(code) if code != "en" and certainty >= needed else None


def _sample(text: str) -> str:
    """The head of a text and a piece of its middle."""
    if len(text) <= SAMPLE:
        return text
    middle = len(text) // 2
    return text[: SAMPLE // 2] + "\n" + text[middle : middle + SAMPLE // 2]


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
