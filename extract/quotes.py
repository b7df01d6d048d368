"""Find quoted stretches in a paragraph; called by `extract.attribution`."""

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from extract.grammar import text_of

OPENERS_BEFORE: Final = frozenset(" ([{-–—:,;")
MARK: Final = re.compile(r"\"|''|``")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quoted stretch as offsets in the paragraph, marks excluded; `open_end` where no closing mark was found."""

    start: int
    end: int
    first: int
    last: int
    speech: bool
    open_end: bool = False

    def holds(self, index: int) -> bool:
        """Whether token `index` stands inside."""
        return self.first <= index < self.last


def find_quotes(doc: Doc) -> tuple[Quote, ...]:
    """Quoted stretches in text order; token indices `first` to `last`, end exclusive.

    A stretch is speech when it holds a verb or at least five words; less is a scare quote or a title. A mark that opens is at the
    start of a word, a mark that closes at the end of one; where a paragraph opens a quotation that it does not close, the next
    one goes on with it.
    """
    found: list[Quote] = []
    start: int | None = None
    for mark in MARK.finditer(text_of(doc)):
        at = mark.start()
        if start is None or _opens(text_of(doc), mark):
            if start is not None:
                found.append(_quote(doc, start, _sentence_end(doc, start, at), open_end=False))
            start = mark.end()
        else:
            found.append(_quote(doc, start, at, open_end=False))
            start = None
    if start is not None and start < len(text_of(doc)):
        found.append(_quote(doc, start, len(text_of(doc)), open_end=True))
    return tuple(q for q in found if q.end > q.start and q.last > q.first)


def _opens(text: str, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    return (not before or before in OPENERS_BEFORE) and bool(after.strip())


def _sentence_end(doc: Doc, start: int, limit: int) -> int:
    """Where an unclosed quotation most likely ends: at the end of its paragraph's last sentence before the next mark."""
    ends = [s.end_char for s in doc.sents if start < s.end_char <= limit]
    return ends[-1] if ends else limit


def _quote(doc: Doc, start: int, end: int, *, open_end: bool) -> Quote:
    text = text_of(doc)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = doc.char_span(start, end, alignment_mode="contract")
    first, last = (inside.start, inside.end) if inside is not None else (0, 0)
    words = [token for token in inside or () if token.is_alpha]
    verbal = any(t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBN", "VBG"} for t in words)
    speech = len(words) >= 5 or (len(words) >= 3 and verbal)
    return Quote(start=start, end=end, first=first, last=last, speech=speech, open_end=open_end)
