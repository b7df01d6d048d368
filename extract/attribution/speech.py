"""Which quotations a cue introduces, follows or interrupts, and what to do with those that have none; for `extract.attribution`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution.report import Report, span, trimmed
from extract.quotes import Quote
from extract.records import QuoteKind, Span, Stance

REACH: Final = 60
STOPS: Final = frozenset({".", "?", "!", ";"})
SPEAKER_WORDS: Final = 8


def adjacent(doc: Doc, token: Token, quotes: Sequence[Quote], taken: set[Quote]) -> list[Quote]:
    """Free quotations before and after a verb of saying, no sentence ending in between."""
    free = [q for q in quotes if q not in taken and not q.holds(token.i)]
    before = [q for q in free if q.last <= token.i and _joined(doc, q.last, token.i)]
    after = [q for q in free if q.first > token.i and _joined(doc, token.i, q.first)]
    mine = before[-1:]
    if after and (not before or _interrupted(doc, before[-1], token)):
        mine.append(after[0])
    return mine


def _joined(doc: Doc, start: int, end: int) -> bool:
    """Whether no sentence ends between two tokens (a parser may cut at the closing mark, the full stop decides)."""
    if end - start > REACH:
        return False
    return not any(t.text in STOPS for t in doc[start:end])


def _interrupted(doc: Doc, quote: Quote, token: Token) -> bool:
    """Whether what stands before ends with a comma: then the quotation may go on after the speaker."""
    return doc.text[quote.end - 1] == "," or (quote.last < len(doc) and doc[quote.last].text == ",") or token.i > quote.last + 12


def widened(doc: Doc, quote: Quote, token: Token) -> Span:
    """The quotation with the words in front of it that belong to the same reported sentence: The plan is "a threat", he said."""
    if quote.last > token.i or quote.first < 2:
        return Span(quote.start, quote.end)
    sentence = doc[quote.first - 2].sent
    before = doc[quote.first - 2]
    if before.text in {".", "?", "!", ":", ",", ";", '"'} or sentence.start >= quote.first - 2 or _holds_cue(doc, sentence.start, quote):
        return Span(quote.start, quote.end)
    return Span(doc[sentence.start].idx, quote.end + 1)


def _holds_cue(doc: Doc, start: int, quote: Quote) -> bool:
    """Whether the words in front are no clause of their own."""
    return not any(t.dep_ in grammar.SUBJECTS for t in doc[start : quote.first - 1])


def closed(content: Span, quotes: Sequence[Quote]) -> Span:
    """Stretch a clause to the end of a quotation that it breaks off in."""
    for q in quotes:
        if content.start <= q.end and q.start < content.end < q.end + 2:
            return Span(content.start, q.end + 1)
    return content


def clipped(spans: Sequence[Span], token: Token, quotes: Sequence[Quote]) -> list[Span]:
    """Content of a cue inside a quotation ends with the quotation."""
    around = next((q for q in quotes if q.holds(token.i)), None)
    if around is None:
        return list(spans)
    inside = [Span(max(s.start, around.start), min(s.end, around.end)) for s in spans]
    return [s for s in inside if s.end > s.start]


def after_colon(doc: Doc, quotes: Sequence[Quote], taken: set[Quote]) -> Iterator[Report]:
    """ "Ruiz: "We will respond"": a name and a colon in front of a quotation."""
    for q in quotes:
        if q in taken or q.first < 3 or doc[q.first - 2].text != ":":
            continue
        name = doc[q.first - 3]
        while name.dep_ in {"flat", "compound"} and name.head.pos_ == "PROPN" and name.head.i < q.first - 2:
            name = name.head
        if name.pos_ != "PROPN" or q.first - 2 - name.sent.start > SPEAKER_WORDS:
            continue
        taken.add(q)
        yield Report(
            source=name,
            cue_token=doc[q.first - 2],
            cue=(span(doc, q.first - 2, q.first - 1),),
            content=(Span(q.start, q.end),),
            kind=QuoteKind.DIRECT,
            stance=Stance.NEUTRAL,
        )


def carried_on(
    doc: Doc, quotes: Sequence[Quote], taken: set[Quote], found: Sequence[Report], previous: Report | None
) -> Iterator[Report]:
    """A quotation without a cue of its own belongs to the speaker before it, here or in the paragraph before."""
    for q in quotes:
        if q in taken or any(r.holds(q.start) for r in found):
            continue
        earlier = [r for r in found if r.kind is not QuoteKind.INDIRECT and r.content[-1].end <= q.start and not r.demand]
        if earlier:
            speaker, cue = max(earlier, key=lambda r: r.content[-1].end), None
        elif previous is not None and q.first <= 1:
            speaker, cue = previous, ()
        else:
            continue
        content = (trimmed(doc.text, Span(q.start, q.end)),)
        yield replace(speaker, content=content, cue=speaker.cue if cue is None else cue, kind=QuoteKind.DIRECT, carried=True)
