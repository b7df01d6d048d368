"""The record of one attribution inside its paragraph, and the cutting of its spans; used by the rest of the package."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract import grammar
from extract.quotes import Quote
from extract.records import QuoteKind, Span, Stance

TRIMMED = " \t,;:'\"-–—"
BESIDE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An attribution inside its paragraph: `content` and `cue` are character spans of the paragraph.

    `source` may be a token of an earlier paragraph; `anonymous` where the passive leaves the speaker out, `demand` where the cue
    demands or promises, `carried` where the words go on without a cue of their own. `source_at` are the first and last token of
    the source, end exclusive, where the encoder saw them.
    """

    source: Token | None
    cue_token: Token
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: QuoteKind
    stance: Stance
    anonymous: bool = False
    demand: bool = False
    carried: bool = False
    source_at: tuple[int, int] | None = None

    def holds(self, at: int) -> bool:
        """Whether the character at `at` of the paragraph is reported."""
        return any(s.start <= at < s.end for s in self.content)


def span(doc: Doc, first: int, last: int) -> Span:
    """Characters of tokens `first` to `last`, end exclusive."""
    if last <= first:
        return Span(doc[first].idx, doc[first].idx)
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def trimmed(text: str, s: Span) -> Span:
    """Without quotation marks, commas and spaces at the ends; indirect content also without its full stop."""
    start, end = s.start, min(s.end, len(text))
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED and not _closes_inner(text, start, end):
        end -= 1
    if end > start and text[end - 1] == "." and text[s.end - 1 : s.end] != '"' and not _closed(text, end):
        end -= 1
    return Span(start, end)


def _closes_inner(text: str, start: int, end: int) -> bool:
    """A closing mark whose opening mark stands inside belongs to the content."""
    mark = text[end - 1]
    return mark == '"' and text.count(mark, start, end) % 2 == 0


def _closed(text: str, end: int) -> bool:
    """A full stop before a closing mark belongs to the quotation."""
    return text[end : end + 1] in {'"', "'"}


def source_words(report: Report, token: Token) -> tuple[int, int]:
    """The noun phrase of a source, end exclusive: it begins behind a leading participle and ends before the cue."""
    start, end = grammar.phrase(token)
    leading = [c.right_edge.i + 1 for c in token.children if c.i < token.i and c.dep_ in {"acl", "advcl", "dep"}]
    start = max([start, *leading])
    start += token.doc[start].text == "," and start < token.i
    if token.doc is report.cue_token.doc and token.i < report.cue_token.i < end:
        end = next(
            (w for w in range(token.i + 1, report.cue_token.i + 1) if token.doc[w].dep_ in {"acl", "acl:relcl", "mark"}), end
        )
    return start, end


def joined(doc: Doc, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Spans of tokens, those that touch in one."""
    runs: list[list[int]] = []
    for i in sorted({t.i for t in tokens}):
        if runs and i == runs[-1][1]:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return tuple(span(doc, first, last) for first, last in runs)


def kind_of(spans: Iterable[Span], quotes: Sequence[Quote]) -> QuoteKind:
    """Direct where all of it is quoted, mixed where some is."""
    spans = tuple(spans)
    if spans and all(any(q.start - 1 <= s.start and s.end <= q.end + 1 for q in quotes) for s in spans):
        return QuoteKind.DIRECT
    touched = any(s.start < q.end and q.start < s.end for s in spans for q in quotes)
    return QuoteKind.MIXED if touched else QuoteKind.INDIRECT


def distinct(reports: Iterable[Report]) -> list[Report]:
    """Those with content, without a second report of the same words under the same cue, or under one that has no source."""
    reports = [r for r in reports if r.content]
    sourced = [r for r in reports if r.source is not None]
    seen: set[tuple[int, tuple[Span, ...]]] = set()
    kept = []
    for r in reports:
        key = (r.cue_token.i, r.content)
        again = any(o is not r and _repeats(r, o) for o in sourced)
        if not again and key not in seen:
            seen.add(key)
            kept.append(r)
    return kept


def _repeats(report: Report, other: Report) -> bool:
    """Whether the other report says the same and better: it has a source, its cue has more words, or its noun an owner."""
    if report.source is None:
        return other.content[-1].overlaps(report.content[0]) and _beside(report, other)
    if report.content != other.content or not _beside(report, other):
        return False
    if any(mine != theirs and theirs.covers(mine) for mine in report.cue for theirs in other.cue):
        return True
    return report.cue_token.pos_ == "VERB" and other.cue_token.pos_ == "NOUN" and report.cue_token.i < other.cue_token.i


def _beside(one: Report, other: Report) -> bool:
    """Whether two cues stand next to each other: "said in a statement that"."""
    return abs(one.cue_token.i - other.cue_token.i) <= BESIDE and not one.holds(other.cue_token.idx)
