"""How sure a fact is: the share of facts like it that were right when they were read; called by `extract.annotate`.

A fact is described by plain features: its relation and the kind of rule that found it, what is told of its roles, mood and
holder, how far its parties stand from its trigger, and how much else its sentence names. A logistic regression over them, fitted
on facts that were judged by reading their sentences (`python -m bench.confidence`, weights in `confidence.json`), gives the
share. Facts below `LEAST` are not written.
"""

import json
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from extract.records import Annotation, Entity, Fact, Filler, Mention, MentionKind, Polarity, Span

WEIGHTS: Final = Path(__file__).with_name("confidence.json")
BIAS: Final = "bias"
LEAST: Final = 0.1
FAR: Final = 200.0  # characters
LONG: Final = 400.0
MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is around the facts of a document: its entities by id, its names and pronouns in text order, facts per sentence."""

    entities: Mapping[str, Entity]
    mentions: Sequence[Mention]
    starts: Sequence[int]
    facts: Mapping[Span, int]

    def within(self, span: Span) -> Sequence[Mention]:
        """The names and pronouns that begin in a span."""
        return self.mentions[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


def surroundings(entities: Iterable[Entity], mentions: Iterable[Mention], facts: Iterable[Fact]) -> Surroundings:
    """Those of one document; nominal mentions do not count."""
    told = sorted((m for m in mentions if m.kind is not MentionKind.NOMINAL), key=lambda m: (m.span.start, m.span.end))
    return Surroundings(
        entities={e.id: e for e in entities},
        mentions=told,
        starts=[m.span.start for m in told],
        facts=Counter(f.sentence for f in facts),
    )


def of_annotation(annotation: Annotation) -> Surroundings:
    """The same, of a document that was analysed before."""
    return surroundings(annotation.entities, annotation.mentions, annotation.facts)


def weighed(facts: Sequence[Fact], around: Surroundings) -> tuple[Fact, ...]:
    """The facts that are sure enough, each with its confidence, two digits."""
    sure = [replace(f, confidence=confidence(f, around)) for f in facts]
    return tuple(f for f in sure if f.confidence >= LEAST)


def confidence(fact: Fact, around: Surroundings) -> float:
    """The share of facts with these features that were right when read, 0 to 1."""
    weights = _weights()
    score = weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in features(fact, around))
    return round(1 / (1 + math.exp(-score)), 2)


def features(fact: Fact, around: Surroundings) -> Iterator[tuple[str, float]]:
    """Names and values of what describes a fact; what is not so is not named. Values lie between 0 and 2."""
    yield f"relation {fact.relation}", 1.0
    yield f"by {fact.rule.partition(':')[0]}", 1.0
    yield fact.modality.value, 1.0
    if fact.polarity is Polarity.NEGATIVE:
        yield "denied", 1.0
    yield from _told_by(fact, around)
    yield from _of_role("agent", fact.agent, fact.trigger, around)
    yield from _of_role("target", fact.target, fact.trigger, around)
    if fact.theme is not None:
        yield "theme", 1.0
    if fact.theme_text is not None:
        yield "content", 1.0
    if not fact.target and fact.theme is None and fact.theme_text is None:
        yield "only agent", 1.0
    named = {m.entity for m in around.within(fact.sentence) if m.kind is MentionKind.NAMED}
    yield "names in sentence", min(len(named), MOST) / MOST
    yield "facts in sentence", min(around.facts[fact.sentence], MOST) / MOST
    yield "length of sentence", min((fact.sentence.end - fact.sentence.start) / LONG, 2.0)


def _told_by(fact: Fact, around: Surroundings) -> Iterator[tuple[str, float]]:
    if fact.holder is not None:
        yield "holder", 1.0
        if around.entities[fact.holder].anonymous:
            yield "holder without name", 1.0
    elif fact.attribution is not None:
        yield "holder unclear", 1.0


def _of_role(role: str, fillers: Sequence[Filler], trigger: Span, around: Surroundings) -> Iterator[tuple[str, float]]:
    """What fills a role: the first filler stands for all."""
    if not fillers:
        yield f"no {role}", 1.0
        return
    if len(fillers) > 1:
        yield f"several {role}", 1.0
    entity, span = around.entities[fillers[0].entity], fillers[0].span
    yield f"{role} {entity.type.value}", 1.0
    if entity.anonymous:
        yield f"{role} without name", 1.0
    if span is None:
        yield f"{role} outside sentence", 1.0
        return
    kinds = {m.kind for m in around.within(span) if m.entity == entity.id}
    if MentionKind.NAMED in kinds:
        yield f"{role} named", 1.0
    elif MentionKind.PRONOUN in kinds:
        yield f"{role} pronoun", 1.0
    distance = min(abs(span.start - trigger.end), abs(span.end - trigger.start))
    yield f"distance of {role}", min(distance / FAR, 2.0)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    return MappingProxyType(json.loads(WEIGHTS.read_text(encoding="utf-8")))
