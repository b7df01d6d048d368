"""Which attributions hold a place of a text, against the plain definition."""

from hypothesis import given
from hypothesis import strategies as st

from extract.intervals import Contents, Cover
from extract.records import Attribution, QuoteKind, Span

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def attribution(number: int, content: list[Span]) -> Attribution:
    return Attribution(
        id=f"a{number}", source=None, source_span=None, cue=(), content=tuple(content), kind=QuoteKind.INDIRECT
    )  # fmt: skip


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=6), st.integers(0, 60))
def test_what_lies_around_a_place_is_found_narrowest_first(contents: list[list[Span]], at: int) -> None:
    attributions = [attribution(n, spans) for n, spans in enumerate(contents)]
    around = [a for a in attributions if any(s.start <= at < s.end for s in a.content)]
    around.sort(key=lambda a: (sum(s.end - s.start for s in a.content), a.id))
    assert Contents(attributions).around(at) == around


@given(st.lists(SPANS, max_size=8), SPANS)
def test_a_cover_overlaps_what_one_of_its_spans_overlaps(spans: list[Span], other: Span) -> None:
    assert Cover(spans).overlaps(other) == any(s.overlaps(other) for s in spans)
