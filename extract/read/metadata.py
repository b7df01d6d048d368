"""What a text states of itself: title, byline, publisher, date of publication; called by `extract.read.finish`.

Three zones are read: the lines before the first paragraph of prose, that paragraph's dateline, and the last lines. A date inside
the story is never the date of publication. Nothing is guessed: what the zones do not state stays None.
"""

import re
from dataclasses import dataclass
from typing import Final

from extract.read.datelines import RECENT, Dateline, dateline
from extract.read.dates import Dated, dates
from extract.read.drafts import Stated
from extract.read.fronts import OLD, PLAIN, Front, front
from extract.read.people import known_outlet, outlet, person
from extract.read.prose import Line, is_prose, reason_of
from extract.read.prose import lines as split_lines
from extract.read.words import words
from extract.records import Span

HEAD: Final = 14
TAIL: Final = 14
STORY: Final = 200_000
TITLE: Final = 220
SIGNED: Final = re.compile(
    r"[\[(]?(?:Additional r|R)eport(?:ing|ed) by (?P<names>[A-Z][^();\]]{2,120})(?:[;)\]][^()]{0,160})?[.\])]*"
)
BIO: Final = re.compile(r",?\s(?:is|was|are|has|teaches|writes|covers|reports|serves|served|holds|works)\b")
SAID: Final = re.compile(r"[“\"]|\b(?:said|says|told|added|according)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a text states, and the lines that hold nothing else."""

    stated: Stated
    spans: tuple[Span, ...] = ()


def find(text: str, *, start: int = 0, title: str | None = None) -> Found:
    """Title, author, publisher and date as the text states them. `title` is known from elsewhere; `start` is where to begin."""
    every = [line for line in split_lines(text, start) if any(map(str.isalnum, line.text))]
    head, body = _head(every)
    tail = _tail(every[body:])
    fronts = [(line, found) for line in head if (found := front(line.text))]
    lone = _settle(head, fronts)
    headline = title or _title(head, {line.start for line, found in fronts if found.sure} | lone, body < len(every))
    stray = _names_beside(head, fronts, headline)
    used = [(line, found) for line, found in fronts if found.sure or line.start in lone or line.start in stray] + tail
    opening = dateline(every[body].text) if body < len(every) else None
    heading, house = _split_title(headline)
    facts = [found for _, found in used if found.publisher or found.author]
    stated = Stated(
        title=next((found.title for _, found in used if found.title), None) or heading,
        author=next((found.author for found in facts if found.author), None) or _writer(every, body),
        publisher=next((p for p in (_labelled(facts), opening and opening.publisher, house, _first(facts)) if p), None),
        published=_published(text, [(line, found) for line, found in used], every[body:], opening),
    )
    repeated = [line for line in head if headline and line.text == headline][1:]
    marks = sorted({Span(line.start, line.end) for line in [line for line, _ in used] + repeated})
    return Found(stated=stated, spans=tuple(marks))


def _head(every: list[Line]) -> tuple[list[Line], int]:
    """The lines before the first one of prose, and the number of that one."""
    for number, line in enumerate(every[:HEAD]):
        if line.open or is_prose(line.text) or dateline(line.text):
            return every[:number], number
    number = min(len(every), 2)
    return (every[:number], number) if len(every) > 1 else ([], 0)


def _tail(rest: list[Line]) -> list[tuple[Line, Front]]:
    """The closing lines that state something, in text order."""
    found: list[tuple[Line, Front]] = []
    for line in reversed(rest[1:][-TAIL:]):
        if line.open:
            continue
        if (stated := front(line.text)) and stated.sure:
            found.append((line, stated))
        elif signed := SIGNED.fullmatch(line.text.strip("*_ ")):
            said = front("By " + signed["names"])
            found += [(line, said)] if said else []
        elif reason_of(line.text) is None and is_prose(line.text):
            break
    return found[::-1]


def _settle(head: list[Line], fronts: list[tuple[Line, Front]]) -> set[int]:
    """Where a mere name stands beside a line that is sure, and another line is left for the title: those names are authors."""
    sure = {line.start for line, found in fronts if found.sure}
    loose = [line for line, found in fronts if not found.sure]
    others = [line for line in head if line.start not in sure and line not in loose and _headline(line.text)]
    if not others and loose:
        loose = loose[1:]
    return {line.start for line in loose if _beside(head, line, sure)}


def _names_beside(head: list[Line], fronts: list[tuple[Line, Front]], title: str | None) -> set[int]:
    """A publisher's name at the very head, above a title."""
    first = head[0] if head else None
    loose = {line.start for line, found in fronts if not found.sure and found.publisher and line is first and line.text != title}
    return loose if title else set()


def _beside(head: list[Line], line: Line, sure: set[int]) -> bool:
    place = head.index(line)
    return any(other.start in sure for other in head[max(0, place - 1) : place + 2])


def _title(head: list[Line], taken: set[int], followed: bool) -> str | None:
    free = [line.text for line in head if line.start not in taken and _headline(line.text)]
    if not free or not (followed or len(head) > 1):
        return None
    repeated = [text for number, text in enumerate(free) if text in free[:number]]
    plain = [text for text in free if not person(text) and not outlet(text)]
    return (repeated or plain or free)[0].strip("*_ \t").lstrip("# ")


def _headline(text: str) -> bool:
    bare = text.strip("*_# \t\ufeff")
    if not 2 <= len(bare.split()) <= 35 or len(bare) > TITLE or bare.lower() in words().sections or bare[-1:] in ",;:":
        return False
    return reason_of(bare) is None and not (bare.endswith(".") and not _capitalised(bare))


def _capitalised(text: str) -> bool:
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _split_title(title: str | None) -> tuple[str | None, str | None]:
    """ "Talks fail | Reuters" is a title and its publisher."""
    for mark in (" | ", " – ", " — ", " - ", " :: "):
        left, found, right = (title or "").rpartition(mark)
        if (
            found
            and len(left.split()) >= 3
            and len(right.split()) <= 5
            and (known_outlet(right) or (outlet(right) and mark == " | "))
        ):
            return left.strip(), right.strip()
    return title, None


def _labelled(facts: list[Front]) -> str | None:
    return next((found.publisher for found in facts if found.publisher and found.rank > PLAIN and not found.dated), None)


def _first(facts: list[Front]) -> str | None:
    return next((found.publisher for found in facts if found.publisher), None)


def _writer(every: list[Line], body: int) -> str | None:
    """The author whom one of the last paragraphs introduces, and nothing else in the text speaks of."""
    prose = [line for line in every[body:] if is_prose(line.text) and reason_of(line.text) is None]
    for line in reversed(prose[-3:] if len(prose) > 3 else []):
        said = BIO.search(line.text, 0, 80)
        name = person(line.text[: said.start()].strip("*_ ").removeprefix("About the author: ")) if said else None
        callings = {word.strip(".,;").lower().split("-")[0] for word in line.text[:260].split()} & words().callings
        if not name or not callings or SAID.search(line.text):
            continue
        surname = name.split()[-1]
        if not any(surname in other.text for other in prose if other is not line):
            return name
    return None


def _published(text: str, used: list[tuple[Line, Front]], rest: list[Line], opening: Dateline | None) -> str | None:
    every = [(line, found) for line, found in used if found.dated]
    chronicle = bool(every) and sum(len(line.text) < 80 and bool(_date_line(line.text)) for line in rest[:200]) >= 4
    for rank in (PLAIN + 1, PLAIN, OLD):
        for _, found in every:
            if found.rank == rank and found.dated and not (chronicle and rank == PLAIN and not found.author):
                known = _with_year(found.dated, text)
                if known:
                    return known
    if opening and opening.dated:
        return _with_year(opening.dated, text)
    return _implied(text, rest[0].text if rest else "", opening)


def _date_line(text: str) -> bool:
    found = front(text)
    return found is not None and found.dated is not None


def _with_year(dated: Dated, text: str) -> str | None:
    """The date, with the one year that the text gives for the same month where its own is missing."""
    if dated.year is not None:
        return dated.iso
    years = {item.year for item in dates(text[:STORY]) if item.month == dated.month and item.year}
    if len(years) != 1:
        return None
    return f"{years.pop()}-{dated.month:02}" + (f"-{dated.day:02}" if dated.day else "")


def _implied(text: str, lead: str, opening: Dateline | None) -> str | None:
    """The month in which a report was written: its first sentence gives a day and another one the year, or its first paragraph
    calls the latest date of the whole text recent."""
    if opening and opening.publisher:
        near = [item for item in dates(lead) if opening.end <= item.start < opening.end + 60]
        if near and near[0].year is None and (known := _with_year(near[0], text)):
            return known[:7]
    here = [item for item in dates(lead) if item.year and item.month and item.day]
    if not here or not RECENT.search(lead):
        return None
    full = [item for item in dates(text[:STORY]) if item.year and item.month and item.day]
    if max(_key(item) for item in full) == _key(here[-1]) and (here[-1].day or 31) <= 24:
        return (here[-1].iso or "")[:7]
    return None


def _key(item: Dated) -> tuple[int, int, int]:
    return (item.year or 0, item.month or 0, item.day or 0)
