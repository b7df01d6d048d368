"""Cut a document into the paragraphs that the language pipeline reads one by one; called by `extract.annotate`.

A newline token in the middle of a parse becomes a subject sooner or later, so that the pipeline never sees one: each paragraph
is a text of its own with its offset, in which odd quotation marks and spaces are replaced one for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extract.records import Document

PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t\r\n\x0b\x0c\u0085\u2028\u2029\x00", " "),
        "‐": "-",
        "‑": "-",
    }
)
LEAD: Final = re.compile(r"[\s\u00a0•·▪◦*#>\-–—|]*(?:\d{1,3}[.)]\s+)?\**\s*")
NUMBERED: Final = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+\S")
DATED: Final = re.compile(
    r"(?:(?:[A-Z][a-z]{2,8}\.?(?:[-–][A-Z][a-z]{2,8}\.?)?\s+)?(?:\d{1,2}(?:[-–]\d{1,2})?,?\s+)?(?:[A-Z][a-z]{2,8}\.?,?\s+)?"
    r"(?:1[0-9]|20)\d\d(?:s|\s?[-–]\s?(?:(?:1[0-9]|20)\d\d|\d\d))?)\s?(?::|\s[-–—])\s+(?=\S)"
)
LONGEST: Final = 40_000  # characters of a paragraph; speeches without line ends have up to 35,000
STOP: Final = re.compile(r"[.!?][\"'”’)]*\s")
TERMINAL: Final = (".", "!", "?", '"', "”", "’", ")", ":", "]", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of prose; `start` is its offset in the document, `heading` the date that stands in front of a timeline entry and
    `heading_start` its offset."""

    start: int
    text: str
    heading: str | None = None
    heading_start: int = 0


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of a document in text order, without those parts that a reader marked as forms or navigation."""
    found: list[Paragraph] = []
    hidden = [s.span for s in document.skipped if s.reason not in SPOKEN]
    text = document.text
    for start, end in _blocks(text):
        start += _lead(text[start : min(end, start + 80)])
        if start >= end or any(span.start <= start and end <= span.end for span in hidden):
            continue
        for span in hidden:
            if span.start <= start < span.end:
                start = min(span.end, end)
            elif start < span.start < end:
                end = span.start
        for first, last in _pieces(text, start, end):
            found += _entry(first, text[first:last].rstrip())
    return tuple(found)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph that is too long to be read at once, cut after a sentence, else at a space, else anywhere."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        stops = [match.end() for match in STOP.finditer(window, LONGEST // 2)]
        cut = stops[-1] if stops else window.rfind(" ", LONGEST // 2) + 1 or LONGEST
        yield start, start + cut
        start += cut
    yield start, end


SPOKEN: Final = frozenset({"caption", "metadata"})


def _lead(text: str) -> int:
    match = LEAD.match(text)
    return match.end() if match else 0


def _entry(start: int, text: str) -> list[Paragraph]:
    if not text:
        return []
    dated = DATED.match(text[:60])
    if dated and dated.end() < len(text):
        heading = text[: dated.end()].rstrip(" :–—-")
        return [
            Paragraph(start=start + dated.end(), text=text[dated.end() :].translate(PLAIN), heading=heading, heading_start=start)
        ]
    return [Paragraph(start=start, text=text.translate(PLAIN))]


def _blocks(text: str) -> list[tuple[int, int]]:
    """Lines, or groups of lines where the text is wrapped inside its sentences; a numbered paragraph begins a new group."""
    blocks: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n\r]+(?:\r?\n(?![ \t]*\r?\n)[^\n\r]+)*", text):
        lines = [m for m in re.finditer(r"[^\n\r]+", match.group())]
        if wrapped([m.group() for m in lines]):
            first, *rest = lines
            starts = [first, *(m for last, m in zip(lines, rest, strict=False) if _numbered(last.group(), m.group()))]
            cuts = [*(match.start() + m.start() for m in starts), match.end()]
            blocks += pairwise(cuts)
        else:
            blocks += [(match.start() + m.start(), match.start() + m.end()) for m in lines]
    return blocks


def _numbered(last: str, line: str) -> bool:
    """Whether a line begins a numbered paragraph, the line before it having ended one."""
    return last.rstrip().endswith(TERMINAL) and NUMBERED.match(line) is not None


def wrapped(lines: list[str]) -> bool:
    """Whether a block's line ends fall inside its sentences: no line is long, and most go on in the next."""
    if len(lines) < 2 or max(map(len, lines)) > 130:
        return False
    goes_on = sum(not line.rstrip().endswith(TERMINAL) and len(line) > 35 for line in lines[:-1])
    follows = sum(line.lstrip()[:1].islower() for line in lines[1:])
    return goes_on >= 0.5 * (len(lines) - 1) and follows >= 0.25 * (len(lines) - 1)
