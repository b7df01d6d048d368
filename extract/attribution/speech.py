"""Which quotations a cue introduces, follows or interrupts, and what to do with those that have none.

Called by `extract.attribution` and its `verbs`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution.cues import readings
from extract.attribution.report import Report, joined, span, trimmed
from extract.attribution.sources import of_verb
from extract.grammar import text_of
from extract.lexicon import Lexicon
from extract.quotes import Quote
from extract.records import QuoteKind, Span, Stance

REACH: Final = 60
STOPS: Final = frozenset({".", "?", "!", ";"})
SPEAKER_WORDS: Final = 8
TAIL: Final = 8


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
    return (
        text_of(doc)[quote.end - 1] == "," or (quote.last < len(doc) and doc[quote.last].text == ",") or token.i > quote.last + 12
    )


def widened(doc: Doc, quote: Quote, token: Token) -> Span:
    """The quotation with the words in front of it that belong to the same reported sentence: The plan is "a threat", he said."""
    if quote.first > token.i:
        return _with_subject(doc, quote, token)
    if quote.first < 2:
        return Span(quote.start, quote.end)
    sentence = doc[quote.first - 2].sent
    before = doc[quote.first - 2]
    if (
        before.text in {".", "?", "!", ":", ",", ";", '"'}
        or sentence.start >= quote.first - 2
        or _holds_cue(doc, sentence.start, quote)
    ):
        return Span(quote.start, quote.end)
    return Span(doc[sentence.start].idx, quote.end + 1)


def _with_subject(doc: Doc, quote: Quote, token: Token) -> Span:
    """A quotation behind the cue, with a subject that stands outside the marks: said it "firmly believes ..."."""
    for t in doc[token.i + 1 : quote.first - 1]:
        if t.dep_ in grammar.SUBJECTS and quote.holds(t.head.i):
            return Span(doc[t.left_edge.i].idx, quote.end + 1)
    return Span(quote.start, quote.end)


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
        if not name.is_title or name.pos_ not in {"PROPN", "NOUN"} or q.first - 2 - name.sent.start > SPEAKER_WORDS:
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
) -> list[Report]:
    """All reports, with quotations that have no cue of their own given to the speaker before them.

    In the same paragraph they are further pieces of what that speaker says; from the paragraph before a report goes on as a
    new one without a cue.
    """
    reports = list(found)
    for q in quotes:
        if q in taken or any(r.holds(q.start) for r in reports):
            continue
        piece = trimmed(text_of(doc), Span(q.start, q.end))
        earlier = [i for i, r in enumerate(reports) if _goes_on(r, q)]
        if earlier:
            last = max(earlier, key=lambda i: reports[i].content[-1].end)
            reports[last] = replace(reports[last], content=(*reports[last].content, piece))
        elif previous is not None and q.first <= 1:
            reports.append(replace(previous, content=(piece,), cue=(), kind=QuoteKind.DIRECT, carried=True))
    return reports


def _goes_on(report: Report, quote: Quote) -> bool:
    """Whether a report of spoken words stands before the quotation."""
    return report.kind is not QuoteKind.INDIRECT and report.content[-1].end <= quote.start and report.cue_token.i < quote.first


def speaker_before(doc: Doc, lexicon: Lexicon, reports: Sequence[Report]) -> Report | None:
    """The report of a paragraph whose speaker goes on in the next one.

    That is so where a quotation is left open, where the paragraph ends with a colon behind a cue, and where it closes with a
    quotation: if the next paragraph then opens with one that has no cue, it is the same speaker's.
    """
    text = text_of(doc).rstrip()
    if text.endswith(":"):
        return _introduced(doc, lexicon)
    spoken = [r for r in reports if r.kind is not QuoteKind.INDIRECT]
    last = max(spoken, key=lambda r: r.content[-1].end, default=None)
    if last is None or any(r.content[0].start > last.content[-1].end for r in reports):
        return None
    ends = text.endswith(('"', "''")) or last.content[-1].end >= len(text) - 1
    after = text_of(doc)[last.content[-1].end :]
    return last if ends or len(after.split()) <= TAIL else None


def _introduced(doc: Doc, lexicon: Lexicon) -> Report | None:
    """The last cue of a paragraph that ends with a colon, as a report whose words are still to come."""
    *_, sentence = doc.sents
    for token in reversed(sentence):
        match = next((m for m in readings(token, token.lemma_, lexicon.cue_verbs) if "quote" in m.cue.frames), None)
        source = of_verb(token)[0] if match is not None and token.pos_ == "VERB" else None
        if match is not None and source is not None:
            return Report(
                source=source,
                cue_token=token,
                cue=joined(doc, match.words),
                content=(Span(len(text_of(doc)), len(text_of(doc))),),
                kind=QuoteKind.DIRECT,
                stance=Stance(match.cue.stance),
            )
    return None
