"""Annotation lines: the schema, and what is written can be read back."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import (
    Annotation,
    Attribution,
    Document,
    Entity,
    EntityType,
    Fact,
    Filler,
    Issue,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    QuoteKind,
    Skip,
    Span,
    Stance,
    Time,
    from_line,
    to_line,
)

SCHEMA = json.loads((Path(__file__).parents[1] / "extract" / "schema.json").read_text("utf-8"))

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
spans = st.tuples(st.integers(0, 900), st.integers(0, 90)).map(lambda p: Span(p[0], p[0] + p[1]))
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
documents = st.builds(
    Document,
    doc_id=names,
    source=names,
    text=st.text(st.characters(exclude_categories=["Cs"])),
    sha256=digests,
    source_sha256=digests,
    title=st.none() | names,
    published=st.none() | st.just("2021-12") | st.just("2021-12-17"),
    skipped=st.lists(st.builds(Skip, span=spans, reason=names), max_size=2).map(tuple),
)
fillers = st.builds(Filler, entity=names, span=st.none() | spans)
facts = st.builds(
    Fact,
    id=names,
    sentence=spans,
    relation=st.sampled_from(["reject", "withdraw_from"]),
    trigger=spans,
    agent=st.lists(fillers, max_size=2).map(tuple),
    target=st.lists(fillers, max_size=2).map(tuple),
    theme=st.none() | fillers,
    theme_text=st.none() | names,
    date=st.none() | st.just("2022-03/2022-04"),
    polarity=st.sampled_from(Polarity),
    modality=st.sampled_from(Modality),
    confidence=st.floats(0, 1).map(lambda x: round(x, 2)),
)
annotations = st.builds(
    Annotation,
    document=documents,
    sentences=st.lists(spans, max_size=3).map(tuple),
    entities=st.lists(
        st.builds(
            Entity,
            id=names,
            type=st.sampled_from(EntityType),
            name=names,
            links=st.just((("iso3166", "RU"),)),
            subtype=st.none() | names,
            part_of=st.none() | names,
            party=st.none() | names,
        ),
        max_size=2,
    ).map(tuple),
    mentions=st.lists(
        st.builds(
            Mention, span=spans, type=st.sampled_from(EntityType), entity=st.none() | names, kind=st.sampled_from(MentionKind)
        ),
        max_size=2,
    ).map(tuple),
    times=st.lists(st.builds(Time, span=spans, value=names, type=st.sampled_from(["DATE", "SET"])), max_size=2).map(tuple),
    attributions=st.lists(
        st.builds(
            Attribution,
            id=names,
            source=st.none() | names,
            source_span=st.none() | spans,
            cue=st.lists(spans, max_size=2).map(tuple),
            content=st.lists(spans, min_size=1, max_size=2).map(tuple),
            kind=st.sampled_from(QuoteKind),
            stance=st.sampled_from(Stance),
        ),
        max_size=2,
    ).map(tuple),
    facts=st.lists(facts, max_size=2).map(tuple),
    issues=st.lists(st.builds(Issue, code=names, message=names, span=st.none() | spans), max_size=1).map(tuple),
)


@given(annotations)
def test_a_line_reads_back_and_passes_the_schema(annotation: Annotation) -> None:
    line = to_line(annotation)
    assert "\n" not in line
    assert from_line(line) == annotation
    jsonschema.validate(json.loads(line), SCHEMA)


def test_another_schema_version_is_refused() -> None:
    with pytest.raises(ValueError, match="schema 2"):
        from_line('{"schema": 2}')
