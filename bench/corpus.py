"""A graph of any size, the same each time: documents whose sentences are made by template, annotated as extraction would.

`python -m bench.corpus FOLDER [--triples N]` writes the store that `bench.load` asks. Nothing in the texts is meant to be true:
states, their ministries and numbered agreements are combined at random from a fixed seed.
"""

import argparse
import csv
import hashlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.records import (
    Annotation,
    Attribution,
    Document,
    Entity,
    EntityType,
    Fact,
    Filler,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    QuoteKind,
    Span,
    Stance,
    to_line,
)
from graph.cache import Cache, document_key
from graph.rdf import Base, Run
from graph.store import open_store
from graph.writing import synchronise

STATES = Path(__file__).parents[1] / "extract" / "lexicon" / "territories.csv"
RUN = Run(version="0", model="template", vocabulary="0", pipeline="template")
SENTENCES = 16
AGREEMENTS = 120
TRIPLES_OF_A_DOCUMENT = 660  # a little less than there are
PER = 1_000


@dataclass(slots=True)
class Draft:
    """A document that is being written."""

    draw: random.Random
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    reports: list[Attribution] = field(default_factory=list)

    def words(self, text: str) -> Span:
        start = len(self.text)
        self.text += text
        return Span(start, len(self.text))

    def name(self, entity: Entity) -> Filler:
        span = self.words(entity.name)
        self.entities[entity.id] = entity
        self.mentions.append(Mention(span=span, type=entity.type, entity=entity.id, kind=MentionKind.NAMED))
        return Filler(entity=entity.id, span=span)

    def report(self, source: Filler, cue: Span, content: int, parent: str | None = None, stance: Stance = Stance.NEUTRAL) -> str:
        """`content` is where the reported words start; they end with the sentence."""
        id_ = f"a{len(self.reports)}"
        words = (Span(content, len(self.text)),)
        self.reports.append(
            Attribution(
                id=id_,
                source=source.entity,
                source_span=source.span,
                cue=(cue,),
                content=words,
                kind=QuoteKind.INDIRECT,
                stance=stance,
                parent=parent,
            )
        )
        return id_


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the sentences are about."""

    states: tuple[Entity, ...]
    ministries: tuple[Entity, ...]
    agreements: tuple[Entity, ...]

    @classmethod
    def read(cls) -> "Cast":
        with STATES.open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["country"] == "1"]
        states = [
            Entity(id=f"state-{r['code']}", type=EntityType.STATE, name=r["name"], links=(("wikidata", r["wikidata"]),))
            for r in rows
        ]
        ministries = [
            Entity(id=f"ministry-{r['code']}", type=EntityType.ORGANIZATION, name=f"Ministry of Foreign Affairs of {r['name']}")
            for r in rows
        ]
        numbers = range(1, AGREEMENTS + 1)
        agreements = [Entity(id=f"agreement-{n}", type=EntityType.INSTRUMENT, name=f"Agreement No. {n}") for n in numbers]
        return cls(tuple(states), tuple(ministries), tuple(agreements))


def annotation(number: int, cast: Cast) -> Annotation:
    """The document with this number."""
    draft = Draft(random.Random(number))
    sentences = []
    for _ in range(SENTENCES):
        start = len(draft.text)
        draft.draw.choice(TEMPLATES)(draft, cast, start)
        sentences.append(Span(start, len(draft.text)))
        draft.words("\n")
    digest = hashlib.sha256(draft.text.encode()).hexdigest()
    published = f"{draft.draw.randrange(1995, 2025)}-{draft.draw.randrange(1, 13):02}-15"
    doc_id = f"made/{number // PER:03}/{number:06}.txt"
    return Annotation(
        document=Document(
            doc_id=doc_id, source=doc_id, text=draft.text, sha256=digest, source_sha256=digest, title=f"Document {number}",
            published=published,
        ),
        sentences=tuple(sentences),
        entities=tuple(draft.entities[id_] for id_ in sorted(draft.entities)),
        mentions=tuple(draft.mentions),
        attributions=tuple(draft.reports),
        facts=tuple(draft.facts),
        coverage=1.0,
    )  # fmt: skip


def _fact(draft: Draft, start: int, relation: str, trigger: Span, **parts: object) -> None:
    fact = {"sentence": Span(start, len(draft.text)), "relation": relation, "trigger": trigger, "confidence": 0.8, "rule": "verb"}
    draft.facts.append(Fact(id=f"f{len(draft.facts)}", **{**fact, **parts}))  # type: ignore[arg-type]


def _date(draft: Draft) -> str:
    return f"{draft.draw.randrange(1990, 2025)}-{draft.draw.randrange(1, 13):02}-{draft.draw.randrange(1, 28):02}"


def meeting(draft: Draft, cast: Cast, start: int) -> None:
    one, other = draft.draw.sample(cast.states, 2)
    agent = draft.name(one)
    draft.words(" ")
    trigger = draft.words(draft.draw.choice(("met", "negotiated")))
    draft.words(" with ")
    target = draft.name(other)
    date = _date(draft)
    draft.words(f" on {date}.")
    relation = "meet" if trigger.of(draft.text) == "met" else "negotiate"
    _fact(draft, start, relation, trigger, agent=(agent,), target=(target,), date=date)


def signing(draft: Draft, cast: Cast, start: int) -> None:
    agent = draft.name(draft.draw.choice(cast.states))
    draft.words(" ")
    trigger = draft.words("signed")
    draft.words(" ")
    theme = draft.name(draft.draw.choice(cast.agreements))
    date = _date(draft)
    draft.words(f" on {date}.")
    _fact(draft, start, "sign", trigger, agent=(agent,), theme=theme, date=date)


def report(draft: Draft, cast: Cast, start: int) -> None:
    """Reported, half of it denied: the same events are affirmed and denied by different voices."""
    source = draft.name(draft.draw.choice(cast.ministries))
    draft.words(" ")
    denies = draft.draw.random() < 0.5
    cue = draft.words("said")
    draft.words(" that ")
    content = len(draft.text)
    agent = draft.name(draft.draw.choice(cast.states))
    draft.words(" never " if denies else " ")
    trigger = draft.words("withdrew")
    draft.words(" from ")
    theme = draft.name(draft.draw.choice(cast.agreements))
    id_ = draft.report(source, cue, content)
    draft.words(".")
    polarity = Polarity.NEGATIVE if denies else Polarity.POSITIVE
    _fact(
        draft,
        start,
        "withdraw_from",
        trigger,
        agent=(agent,),
        theme=theme,
        polarity=polarity,
        attribution=id_,
        holder=source.entity,
    )


def nested(draft: Draft, cast: Cast, start: int) -> None:
    outer = draft.name(draft.draw.choice(cast.ministries))
    draft.words(" ")
    first = draft.words("claimed")
    draft.words(" that ")
    content = len(draft.text)
    inner = draft.name(draft.draw.choice(cast.ministries))
    draft.words(" ")
    second = draft.words("said")
    draft.words(" that ")
    deeper = len(draft.text)
    one, other = draft.draw.sample(cast.states, 2)
    agent = draft.name(one)
    draft.words(" ")
    trigger = draft.words("rejected")
    draft.words(" the proposals of ")
    target = draft.name(other)
    parent = draft.report(outer, first, content, stance=Stance.DISTANCING)
    id_ = draft.report(inner, second, deeper, parent)
    draft.words(".")
    _fact(
        draft, start, "reject", trigger, agent=(agent,), target=(target,), theme_text="the proposals", attribution=id_,
        holder=inner.entity,
    )  # fmt: skip


def plan(draft: Draft, cast: Cast, start: int) -> None:
    one, other = draft.draw.sample(cast.states, 2)
    agent = draft.name(one)
    draft.words(" intends to ")
    trigger = draft.words("support")
    draft.words(" ")
    target = draft.name(other)
    draft.words(".")
    _fact(draft, start, "support", trigger, agent=(agent,), target=(target,), modality=Modality.INTENDED)


TEMPLATES: tuple[Callable[[Draft, Cast, int], None], ...] = (meeting, signing, report, nested, plan)


def annotations(triples: int) -> Iterator[Annotation]:
    """Documents enough for so many triples."""
    cast = Cast.read()
    for number in range(-(-triples // TRIPLES_OF_A_DOCUMENT)):
        yield annotation(number, cast)


def write(output: Path, triples: int) -> int:
    """A folder with a store of at least so many triples, made in the same way as by a build; how many it holds."""
    cache = Cache(output / "cache")
    for made in annotations(triples):
        cache.put(made.document.doc_id, to_line(made), document_key(made.document, RUN), RUN)
    with open_store(output / "store", write=True) as store:
        return len({quad[:3] for quad in synchronise(store, cache, Base()).quads})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    arguments = parser.parse_args()
    began = time.monotonic()
    held = write(arguments.output, arguments.triples)
    print(f"{arguments.output}: {held} triples, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
