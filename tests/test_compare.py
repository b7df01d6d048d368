"""Sources compared: contradictions of each kind and near-misses, positions, links, reprints, quotations, order, the command."""

import argparse
import csv
import hashlib
import io
import json
import re
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graph_samples import fill, golden
from page_samples import sample_graph

from graph.compare import compare
from graph.compare.contents import is_negated, likeness
from graph.compare.contradictions import contradictions
from graph.compare.numbers import differ
from graph.compare.output import as_object
from graph.compare.quotations import difference
from graph.compare.records import KINDS, Comparison
from graph.compare.scope import scope
from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph
from quoth.commands import compare as command

CASES = tomllib.loads((Path(__file__).parent / "cases" / "compare.toml").read_text(encoding="utf-8"))
Row = Mapping[str, Any]


def entities() -> tuple[EntityNode, ...]:
    found = (re.fullmatch(r"(\w+) (\S+) (.+)", line) for line in CASES["entities"])
    return tuple(sorted((EntityNode(iri=m[2], id=m[2], type=m[1], name=m[3]) for m in found if m), key=lambda e: e.iri))


def fabricated(told: Iterable[Row], published: Mapping[str, str] | None = None) -> Graph:
    """A graph of sentences and what each says, as `tests/cases/compare.toml` writes them."""
    texts: defaultdict[str, str] = defaultdict(str)
    shown: defaultdict[ClaimNode, list[EvidenceNode]] = defaultdict(list)
    for row in told:
        doc_id, text = row["in"], row["text"]
        start = len(texts[doc_id])
        claim = _claim(row)
        shown[claim].append(_evidence(row, start, len(shown), claim))
        texts[doc_id] += text + "\n"
    claims = tuple(replace(claim, evidence=tuple(rows)) for claim, rows in shown.items())
    documents = tuple(
        DocumentNode(iri=f"doc-{d}", doc_id=f"{d}.txt", title=f"Title {d}", text=texts[d], published=(published or {}).get(d))
        for d in sorted(texts)
    )
    return Graph(entities=entities(), documents=documents, claims=tuple(sorted(claims, key=lambda c: c.iri)))


def _claim(row: Row) -> ClaimNode:
    relation, agents, targets, *more = re.fullmatch(r"(\S+) ?([^ >]*) >([^|]*)(?:\|([^|]*))?(?:\|(.*))?", row["fact"]).groups()  # type: ignore[union-attr]
    theme, words = ((part or "").strip() or None for part in more)
    fillers = (tuple(sorted(filter(None, part.strip().split(",")))) for part in (agents, targets))
    event = hashlib.sha256(re.sub(r"\s+", " ", row["fact"]).encode()).hexdigest()[:12]
    by, polarity, modality = row.get("by"), row.get("polarity", "positive"), row.get("modality", "actual")
    first, second = fillers
    return ClaimNode(
        iri=f"claim-{event}-{by or row['in']}-{polarity}-{modality}",
        event=f"event-{event}",
        relation=relation,
        agents=first,
        targets=second,
        theme=theme,
        theme_text=words,
        holder=None if by in (None, "?") else by,
        narrator=f"doc-{row['in']}" if by is None else None,
        polarity=polarity,
        modality=modality,
    )


def _evidence(row: Row, start: int, number: int, claim: ClaimNode) -> EvidenceNode:
    text = row["text"]
    return EvidenceNode(
        iri=f"ev-{row['in']}-{start}-{claim.iri}",
        document=f"doc-{row['in']}",
        sentence=text,
        sentence_index=number,
        sentence_start=start,
        start=start,
        end=start + len(text),
        exact=text,
        trigger=text.split()[1],
        date=row.get("date"),
        place=row.get("place"),
        confidence=row.get("confidence", 0.9),
    )


def found_in(told: Iterable[Row], published: Mapping[str, str] | None = None) -> Comparison:
    return compare(fabricated(told, published))


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: f"{case['kind']}: {case['told'][-1]['text']}")
def test_a_contradiction_is_found(case: Row) -> None:
    found = found_in(case["told"]).contradictions
    assert [row.kind for row in found] == [case["kind"]]
    texts = {found[0].left.passage.text, found[0].right.passage.text}
    assert texts == {row["text"] for row in case["told"][-2:]}
    assert 0 < found[0].score < 1
    assert found[0].left.holder
    assert found[0].right.holder


@pytest.mark.parametrize("case", CASES["missed"], ids=lambda case: case["why"])
def test_a_near_miss_is_none(case: Row) -> None:
    assert [row.english for row in found_in(case["told"], case.get("published")).contradictions] == []


def test_there_are_two_cases_of_each_kind_and_twenty_near_misses() -> None:
    kinds = [case["kind"] for case in CASES["found"]]
    assert all(kinds.count(kind) >= 2 for kind in KINDS)
    assert len(CASES["missed"]) >= 20
