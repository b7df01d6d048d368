"""The head of a news report's first sentence: "MOSCOW, Jan 5 (Reuters) - ..."; called by `extract.read.metadata`."""

import re
from dataclasses import dataclass
from typing import Final

from extract.read.dates import Dated, dates
from extract.read.people import known_outlet, outlet
from extract.read.words import words

LONGEST: Final = 130
END: Final = re.compile(r"\s?(?:--|[–—])\s?|\s-\s?|(?<=[)/\]])\s?[-:.]?\s|(?<=[)/\]])-|\.\s(?=[A-Z“\"])|:\s")
ENCLOSED: Final = re.compile(r"[(\[/](?P<inside>[^()\[\]/]{2,60}(?:/[^()\[\]/]{2,40})?)[)\]/]")
PIECES: Final = re.compile(r"[,;.]\s|[,;.]$|\s/\s|(?<=[A-Z])/(?=[A-Z])|\x00")
RECENT: Final = re.compile(
    r"\b(?:recent|recently|yesterday|today|tonight|this (?:week|morning)|last week|earlier this (?:week|month))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What stands before a report's first words; `end` is where the report begins."""

    end: int
    publisher: str | None = None
    dated: Dated | None = None


def dateline(line: str) -> Dateline | None:
    """The dateline of a report's first line, or None."""
    for match in END.finditer(line, 2, LONGEST):
        found = _read(line[: match.start()], match.end())
        if found:
            return found
    return None


def _read(head: str, end: int) -> Dateline | None:
    found = dates(head)
    if len(found) > 1:
        return None
    bare = head
    for item in found:
        bare = bare[: item.start] + "\x00" + bare[item.end :]
    enclosed = [match["inside"].strip(" \x00,.") for match in ENCLOSED.finditer(bare)]
    enclosed = [inside for inside in enclosed if inside]
    if not all(_owner(inside) for inside in enclosed):
        return None
    outside = [piece.strip(" \t,.:;\x00()[]*_") for piece in PIECES.split(ENCLOSED.sub("\x00", bare))]
    outside = [piece for piece in outside if piece]
    named = [piece for piece in outside if known_outlet(piece)]
    if len(outside) > 3 or not all(piece in named or _place(piece) for piece in outside):
        return None
    if not (enclosed or named or (found and outside)):
        return None
    return Dateline(end=end, publisher=(enclosed or named or [None])[0], dated=found[0] if found else None)


def _owner(text: str) -> bool:
    """Whether the words in brackets or strokes can be an agency."""
    tokens = text.split()
    return outlet(text) or (len(tokens) <= 4 and all(token[:1].isupper() for token in tokens))


def _place(text: str) -> bool:
    """Whether a piece can be the place of a dateline: in capitals, or a known place, with its state or country."""
    tokens = text.split()
    if len(tokens) > 4:
        return False
    return (
        text.isupper()
        or text.lower() in words().places
        or (len(tokens) <= 2 and len(text) <= 6 and text[0].isupper() and text.endswith("."))
    )
