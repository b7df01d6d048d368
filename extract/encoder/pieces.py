"""Words as the encoder reads them: pieces of an uncased vocabulary, and the shape that the vocabulary has lost.

Used by `extract.encoder.component` at run time and by `training.encoder` in training, so that both see the same.

Source: WordPiece as in BERT (Devlin et al. 2019); the vocabulary is that of all-MiniLM-L6-v2.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

CLS: Final = "[CLS]"
SEP: Final = "[SEP]"
UNKNOWN: Final = "[UNK]"
MOST_PIECES: Final = 8  # of one word; the rest of an overlong one is not read
MOST_POSITIONS: Final = 512
SHAPES: Final = ("none", "lower", "title", "upper", "mixed", "initial", "digit", "punctuation", "first-title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """`ids` and `shapes` of all pieces, [CLS] first and [SEP] last; `first[i]` is where word i begins."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    first: tuple[int, ...]


class Vocabulary:
    """The pieces and their numbers."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.ids: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self.word = lru_cache(maxsize=50_000)(self._word)

    @classmethod
    def read(cls, path: Path) -> "Vocabulary":
        """From a file with one piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def cut(self, words: Sequence[str]) -> Pieces:
        """The pieces of a sequence of words."""
        ids, shapes, first = [self.ids[CLS]], [0], []
        opening = True
        for word in words:
            own = self.word(word)
            kind = shape(word, opening)
            first.append(len(ids))
            ids += own
            shapes += [kind] * len(own)
            opening = word in {".", "!", "?", ":", '"', "("} or (opening and not word[:1].isalnum())
        ids.append(self.ids[SEP])
        shapes.append(0)
        return Pieces(ids=tuple(ids), shapes=tuple(shapes), first=tuple(first))

    def _word(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in parts(word):
            found += self._part(part)
        return tuple(found[:MOST_PIECES]) or (self.ids[UNKNOWN],)

    def _part(self, part: str) -> list[int]:
        """Greedy longest match from the left."""
        found: list[int] = []
        start = 0
        while start < len(part):
            end = min(len(part), start + 24)
            while end > start and ("##" if start else "") + part[start:end] not in self.ids:
                end -= 1
            if end == start:
                return [self.ids[UNKNOWN]]
            found.append(self.ids[("##" if start else "") + part[start:end]])
            start = end
        return found


def parts(word: str) -> list[str]:
    """A word in lower case without accents, cut at its punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) not in {"Mn", "Cc", "Cf"})
    found: list[str] = [""]
    for char in plain[:64]:
        if char.isspace():
            found.append("")
        elif char.isalnum():
            found[-1] += char
        else:
            found += [char, ""]
    return [part for part in found if part]


def shape(word: str, opening: bool) -> int:
    """The number of a word's shape in `SHAPES`; a capital at the start of a sentence says less than one inside."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        name = "digit" if any(c.isdigit() for c in word) else "punctuation"
    elif word.islower():
        name = "lower"
    elif word.isupper():
        name = "initial" if len(letters) == 1 else "upper"
    elif word[0].isupper() and word[1:].islower():
        name = "first-title" if opening else "title"
    else:
        name = "mixed"
    return SHAPES.index(name)
