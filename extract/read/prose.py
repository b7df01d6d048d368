"""What in a text is no prose: captions, forms, navigation; called by `extract.read.finish`. It is marked, never deleted.

Reasons: "caption" and "metadata" (bylines, dates, repeated titles, tags) hold names and are still read by the analysis; the
others hold no statement of the document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extract.read.words import folded, words
from extract.records import Skip, Span

REASONS: Final = (
    "caption", "metadata", "image", "navigation", "related", "sharing", "form", "comments", "notice", "page",
    "front-matter", "mark",
)  # fmt: skip
LINE: Final = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
NOTE: Final = re.compile(r"(?:\s?\[\d{1,3}\]){1,5}$")
LONGEST: Final = 300
LONGEST_CAPTION: Final = 700
ENDING: Final = tuple('.!?"”’)…:')
CREDIT: Final = re.compile(
    r"(?:^|[.!?|(\[»”\"]\s{0,3})(?:file |screen |cover |featured |lead |main )?"
    r"(?:photo(?:graph)?|image|picture|pic|video|illustration|graphic|infographic|map|cartoon|screenshot|credit)s?"
    r"(?: (?:credits?|source|by|from|via|courtesy(?: of)?|taken by))?\s?[:/©]\s?[^\s].{0,120}$"
    r"|(?:^|[.!?|(\[»”\"]\s{0,3})(?:photo|image|picture|illustration|video)s? (?:by|courtesy of|via) [A-Z].{0,100}$",
    re.IGNORECASE,
)
AGENCY: Final = re.compile(
    r"(?:REUTERS|AFP|AP|EPA|EPA-EFE|TASS|SPUTNIK|GETTY|XINHUA|ANADOLU|DPA)(?: photo)?\s?/\s?[A-Z][^/]{1,60}"
    r"(?:/.{1,60})?[)\]|.]{0,3}\s?\|?$"
    r"|\((?:AP|AFP|Reuters|EPA|Getty Images|Xinhua|TASS|Sputnik)(?: Photo| file)?(?:[/,].{1,80})?\)\s?\|?$"
    r"|(?:/|via|©|\()\s?(?:AFP|AP|Reuters|Getty Images|EPA|Shutterstock|iStock|Wikimedia Commons|Flickr)[)\]|.]{0,3}\s?\|?$"
)
# A name with the credit of its portrait, run together: "Ana CostaImage: Jan Novak."
GLUED: Final = re.compile(r"(?:[A-Z][\w.'’-]* ){0,4}[A-Z][\w.'’-]*[a-z.)](?:Photo|Image|Picture|Screenshot): [A-Z].{0,80}")
FILED: Final = re.compile(
    r"(?:FILE|FILE PHOTO|FILE PICTURE|FILE IMAGE|File photo|File picture|PHOTO|CAPTION|Caption)\s?[:–—-]\s?\S"
)
IMAGE: Final = re.compile(r"!\[(?P<alt>[^\]]{0,400})\]\((?P<url>[^)]{0,2000})\)")
RELATED_MOST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with its place in the text, without the blanks around it. `open` says that its sentence comes from the line before
    or goes on in the next, as in texts of a fixed width: such a line is no unit and never title, byline or form."""

    start: int
    end: int
    text: str
    open: bool = False


def lines(text: str, start: int = 0) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    for match in LINE.finditer(text, start):
        bare = match.group().strip("\ufeff \t\u00a0")
        if bare:
            at = match.start() + match.group().index(bare)
            found.append(Line(start=at, end=at + len(bare), text=bare))
    pairs = list(pairwise(found))
    joined = [_runs_on(text, before, after) for before, after in pairs]
    fixed = sum(joined) >= max(6, 0.25 * len(joined))
    if fixed:
        joined = [runs or _filled(text, before, after) for runs, (before, after) in zip(joined, pairs, strict=True)]
    after = [*joined, False]
    return [replace(line, open=True) if after[i] or (i and after[i - 1]) else line for i, line in enumerate(found)]


def is_prose(line: str) -> bool:
    """Whether a line reads as a sentence or more."""
    count = len(line.split())
    line = NOTE.sub("", line)
    return count > 35 or (count >= (25 if line.endswith("?") else 10) and line.endswith(ENDING) and not _title_case(line))


def reason_of(line: str) -> str | None:
    """Why a single line is no prose, one of `REASONS`; None where it may be."""
    if GLUED.fullmatch(line):
        return "image"
    if len(line) <= LONGEST_CAPTION and (reason := _picture(line)):
        return reason
    if len(line) > LONGEST:
        return None
    plain = folded(line)
    for reason, pattern in words().lines:
        if pattern.fullmatch(plain):
            return "related" if reason == "related_line" else "navigation" if reason == "comments" else reason
    return None


def skips(text: str, *, front: Iterable[Span] = (), repeats: Iterable[str] = (), front_matter: int = 0) -> tuple[Skip, ...]:
    """The parts of a text that are no prose, in order. `front` are lines known as metadata, `repeats` the texts of lines that
    come again on each page, `front_matter` the end of a Markdown header."""
    reasons: dict[Span, str] = {}
    if text.startswith("\ufeff"):
        reasons[Span(0, 1)] = "mark"
    if front_matter:
        reasons = {Span(0, front_matter): "front-matter"}
    known, again = set(front), set(repeats)
    every = lines(text, front_matter)
    for line in every:
        span = Span(line.start, line.end)
        reason = "metadata" if span in known else "page" if line.text in again else None if line.open else reason_of(line.text)
        if reason:
            reasons[span] = reason
    begun = next((number for number, line in enumerate(every) if is_prose(line.text)), len(every))
    for number in range(begun, len(every)):
        _extend(every, number, reasons)
    return tuple(Skip(span=span, reason=reason) for span, reason in sorted(reasons.items()))


def _runs_on(text: str, before: Line, after: Line) -> bool:
    """Whether a sentence goes over a line's end: the next line begins in lower case."""
    long = len(before.text) >= 30 or len(after.text) >= 30
    return long and after.text[:1].islower() and before.text[-1:] not in ENDING and _adjacent(text, before, after)


def _filled(text: str, before: Line, after: Line) -> bool:
    """The same in a text of a fixed width, where the next line may begin with a name."""
    return (
        len(before.text) >= 15
        and before.text[-1:] not in ENDING
        and not after.text.startswith("By ")
        and _adjacent(text, before, after)
    )


def _adjacent(text: str, before: Line, after: Line) -> bool:
    return text.count("\n", before.end, after.start) <= 1 and after.start - before.end <= 8


def _extend(every: list[Line], number: int, reasons: dict[Span, str]) -> None:
    """Headlines under "Related posts", and what readers wrote under "3 comments"."""
    line = every[number]
    kind = next(
        (name for name, pattern in words().lines if len(line.text) <= LONGEST and pattern.fullmatch(folded(line.text))), None
    )
    if kind == "comments" and any(reasons.get(Span(after.start, after.end)) == "form" for after in every[number + 1 :]):
        for after in every[number + 1 :]:
            reasons.setdefault(Span(after.start, after.end), "comments")
    if kind == "related":
        for after in every[number + 1 : number + 1 + RELATED_MOST]:
            if (
                is_prose(after.text)
                or after.text.endswith(".")
                or len(after.text) > 160
                or Span(after.start, after.end) in reasons
            ):
                break
            reasons[Span(after.start, after.end)] = "related"


def _picture(line: str) -> str | None:
    image = IMAGE.search(line)
    if image:
        bare = IMAGE.sub("", line).strip(" |*_")
        if not bare:
            return "caption" if len(image["alt"].split()) >= 3 else "image"
        return "caption" if _credit(bare) or len(bare) <= LONGEST else None
    return "caption" if _credit(line.strip(" |*_")) else None


def _credit(line: str) -> bool:
    return bool(FILED.match(line) or CREDIT.search(line) or AGENCY.search(line))


def _title_case(line: str) -> bool:
    long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.9 * len(long)
