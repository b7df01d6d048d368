"""What one line of front matter states: dates, byline, publisher; called by `extract.read.metadata`.

A line counts only if every piece of it is understood: a sentence with a date in it is never taken for a date line.
"""

import re
from dataclasses import dataclass
from typing import Final

from extract.read.dates import NOISE, Dated, dates
from extract.read.people import BY, Byline, byline, known_outlet, outlet, person
from extract.read.words import folded, words

LONGEST: Final = 220
LABEL: Final = re.compile(
    r"(?P<label>title|headline|subject|authors?|by-?line|sources?|publisher|publication|news agency|outlet|site|"
    r"(?:this (?:article|piece|story|essay|op-ed) (?:was |has been )?)?(?:first |originally )?"
    r"(?:published|appeared|posted) (?:in|by|at|with|on(?! \d))|"
    r"via|courtesy of|from)\s{0,3}(?::|(?<=by|in|at|on|ia|of))\s{1,3}(?P<value>\S.*)",
    re.IGNORECASE,
)
SAYS: Final = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "author": "author",
    "authors": "author",
    "byline": "author",
}
NEEDS_COLON: Final = frozenset({"via", "from", "courtesy of"})
WHEN: Final = re.compile(
    r"\b(?P<new>first published|published(?: on| online)?|posted(?: on)?|publication date|date of publication|pub\.? date|date|"
    r"issued|released?|created(?: on)?|added|filed|uploaded)\b"
    r"|\b(?P<old>(?:last |latest )?(?:updated?|modified|edited|revised|accessed|retrieved)(?: on)?)\b",
    re.IGNORECASE,
)
EXTRA: Final = re.compile(
    r"\d{1,3}[- ]min(?:ute)?s?(?: read)?|\d[\d.,k]{0,8} (?:views|comments?|shares|reads|likes)|"
    r"(?:issue|no|vol|volume)\.? \d{1,5}|"
    r"(?:reading time|words|comments?|print|email|share|share this|listen|save|follow|view)|updated?|by",
    re.IGNORECASE,
)
SPLIT: Final = re.compile(r"[|•·\t\x00]|\s[/–—-]{1,2}\s|,(?=\s)|\s(?=[Bb][Yy]\s[A-Z])|\s+on\s*(?=\x00)")
NEW, PLAIN, OLD = 2, 1, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What a line states. `rank`: whether its date is said to be that of publication (2), of a change (0), or neither (1);
    `sure` is False if the line is a mere name, which only its neighbours can tell from a heading."""

    dated: Dated | None = None
    rank: int = PLAIN
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    sure: bool = True


def front(line: str) -> Front | None:
    """What a line of front matter states; None if it is none, or holds words that are not understood."""
    line = line.strip(" \t*_#\ufeff\u00a0")
    if not line or len(line) > LONGEST:
        return None
    labelled = _labelled(line)
    if labelled:
        return labelled
    found = dates(line)
    dated, rank = _choose(line, found)
    names = _names(_pieces(line, found), dated=dated is not None)
    if names is None:
        return None
    sure = dated is not None or bool(BY.match(line)) or (known_outlet(line) and names.publisher is not None)
    return Front(dated=dated, rank=rank, author=names.author, publisher=names.publisher, sure=sure)


def _labelled(line: str) -> Front | None:
    match = LABEL.fullmatch(line.rstrip(". "))
    if match is None:
        return None
    label, value = match["label"].lower().replace("-", ""), match["value"].strip()
    if label in NEEDS_COLON and ":" not in line[: len(label) + 3]:
        return None
    found = dates(value)
    if SAYS.get(label) == "title":
        return Front(title=value)
    if SAYS.get(label) == "author":
        said = byline("By " + value)
        return Front(author=said.author, publisher=said.publisher) if said else None
    pieces = [piece for piece in _pieces(value, found) if piece]
    if not pieces or not all(_titled(piece) for piece in pieces):
        return None
    if label.endswith("by") and (author := person(pieces[0])):
        return Front(author=author, dated=found[0] if found else None, rank=NEW)
    one = pieces[0] if len(pieces) == 1 and (outlet(pieces[0]) or not label.startswith("source")) else None
    return Front(publisher=one, dated=found[0] if found else None, rank=NEW)


def _pieces(line: str, found: list[Dated]) -> list[str]:
    """The parts of a line between its dates and separators."""
    for item in reversed(found):
        line = line[: item.start] + "\x00" + line[item.end :]
    joined: list[str] = []
    for piece in SPLIT.split(line):
        piece = piece.strip(" \t.:;()[]*_")
        if joined and BY.match(joined[-1]):
            joined[-1] += ", " + piece if piece and _belongs(piece) else ""
            if piece and _belongs(piece):
                continue
        joined.append(piece)
    return [piece for piece in joined if piece]


def _belongs(piece: str) -> bool:
    """Whether a piece behind a byline goes on with it."""
    return byline("By " + piece) is not None


def _names(pieces: list[str], *, dated: bool) -> Byline | None:
    """Author and publisher among the pieces of a line; None if one of them is something else."""
    author = publisher = None
    known = False
    for piece in pieces:
        said = byline(piece) if BY.match(piece) else None
        bare = NOISE.sub(" ", WHEN.sub(" ", piece)).strip()
        if said:
            author, publisher, known = author or said.author, publisher or said.publisher, True
        elif not bare or EXTRA.fullmatch(bare) or bare.lower() in words().places or folded(bare) in words().sections:
            continue
        elif outlet(piece):
            publisher, known = publisher or piece, True
        elif author is None and person(piece):
            author, known = person(piece), True
        elif dated and publisher is None and _coined(piece):
            publisher = piece
        else:
            return None
    return Byline(author=author, publisher=publisher) if known or dated else None


def _choose(line: str, found: list[Dated]) -> tuple[Dated | None, int]:
    """The date of publication among those of a line, and its rank by the label before it."""
    best: tuple[Dated | None, int] = (None, -1)
    end = 0
    for item in found:
        labels = list(WHEN.finditer(line, end, item.start))
        rank = PLAIN if not labels else NEW if labels[-1]["new"] else OLD
        if rank > best[1]:
            best = (item, rank)
        end = item.end
    return best


def _titled(piece: str) -> bool:
    tokens = piece.split()
    return len(tokens) <= 6 and (tokens[0][:1].isupper() or outlet(piece) or piece.lower().startswith("http"))


def _coined(piece: str) -> bool:
    """A single made-up word, as sites have it: capitals, a hyphen or a figure inside ("Ru-Main", "EurAsia24")."""
    tail = piece[1:]
    return (
        " " not in piece
        and 3 <= len(piece) <= 30
        and piece[0].isupper()
        and (any(c.isupper() or c.isdigit() for c in tail) or "-" in tail)
    )
