"""The spaCy component that marks time expressions. Importing this module registers it; loaded by the pipeline only."""

from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.grammar import text_of
from extract.records import Time
from extract.times import find_dates, find_times


@Language.factory("quoth_times", assigns=["doc.spans"])
def make_times(nlp: Language, name: str) -> "Times":
    """The factory of the component."""
    return Times()


class Times:
    """Sets `doc.spans["times"]` (label: type, id: value) and `doc.spans["dates"]`: what facts carry, ranges joined.

    Reads `doc.user_data["anchor"]`, the day of publication. Where `doc.user_data["times"]` holds the times of the whole document,
    which know the dates of earlier paragraphs, those of the paragraph that begins at `doc.user_data["start"]` are taken instead.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Mark the times of a paragraph."""
        times, start = doc.user_data.get("times"), int(doc.user_data.get("start", 0))
        if times is None:
            times, start = find_times(text_of(doc), doc.user_data.get("anchor")), 0
        first = bisect_left(times, start, key=lambda time: time.span.start)
        last = bisect_right(times, start + len(text_of(doc)), key=lambda time: time.span.end)
        inside = times[first:last]
        doc.spans["times"] = [_mark(doc, time, start, time.value) for time in inside]
        doc.spans["dates"] = [_mark(doc, time, start, time.value) for time in find_dates(text_of(doc), inside, start)]
        return doc


def _mark(doc: Doc, time: Time, start: int, value: str) -> Span:
    first, last = time.span.start - start, time.span.end - start
    span = doc.char_span(first, last, label=time.type, alignment_mode="expand", span_id=value)
    if span is None:  # offsets that the text does not have
        raise ValueError(f"time {time.value!r} at {time.span.start}-{time.span.end} lies outside the paragraph at {start}")
    return span
