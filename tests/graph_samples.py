"""Annotations made by hand for the tests of the graph: a notation for texts, a few realistic documents, and a synthetic corpus.

In a text, `{russia|Moscow}` is a mention of the entity `russia`; `sample` takes the marks out and finds every quoted part again.
"""

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

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
from graph.writing import Written, synchronise, write_files

BASE = Base()
PERSON, STATE, ORGANIZATION, GROUP, PLACE, INSTRUMENT, EVENT = EntityType
ENTITIES = {
    "russia": (STATE, "Russia", ("Moscow", "Russian"), {"iso3166": "RU", "wikidata": "Q159"}),
    "usa": (STATE, "United States", ("Washington", "U.S."), {"iso3166": "US", "wikidata": "Q30"}),
    "japan": (STATE, "Japan", ("Tokyo",), {"iso3166": "JP"}),
    "nato": (ORGANIZATION, "NATO", ("North Atlantic Treaty Organization",), {"wikidata": "Q7184"}),
    "vyacheslav-nikonov": (PERSON, "Vyacheslav Nikonov", ("Nikonov",), {}),
    "nikonov": (PERSON, "Nikonov", (), {}),
    "jens-stoltenberg": (PERSON, "Jens Stoltenberg", ("Stoltenberg",), {}),
    "interfax": (ORGANIZATION, "Interfax", (), {}),
    "cfe-treaty": (INSTRUMENT, "CFE Treaty", ("Treaty on Conventional Armed Forces in Europe",), {}),
    "proposals-2021": (INSTRUMENT, "December 2021 proposals", ("proposals",), {}),
    "geneva": (PLACE, "Geneva", (), {}),
    "analysts": (GROUP, "analysts", (), {}),
}


def sample(
    doc_id: str, marked: str, facts: Sequence[dict[str, Any]], reports: Sequence[dict[str, Any]] = (), **given: Any
) -> Annotation:
    """An annotation of a marked text; parts of facts and reports are given by the words they quote."""
    text, mentions = _unmarked(marked)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(doc_id=doc_id, source=doc_id, text=text, sha256=digest, source_sha256=digest, **given)
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n.]+\.?", text) if m.group().strip())
    sentences = tuple(Span(s.start + len(s.of(text)) - len(s.of(text).lstrip()), s.end) for s in sentences)
    attributions = tuple(_attribution(text, f"a{n}", row, mentions) for n, row in enumerate(reports, 1))
    made = tuple(_fact(text, f"f{n}", row, mentions, sentences, attributions) for n, row in enumerate(facts, 1))
    used = {m.entity for m in mentions if m.entity} | {e for f in made for e in _entities_of(f)}
    return Annotation(
        document=document,
        sentences=sentences,
        entities=tuple(entity(id_) for id_ in sorted(used)),
        mentions=mentions,
        attributions=attributions,
        facts=made,
        coverage=1.0,
    )


def entity(id_: str) -> Entity:
    kind, name, aliases, links = ENTITIES[id_]
    return Entity(id=id_, type=kind, name=name, aliases=aliases, anonymous=id_ == "analysts", links=tuple(sorted(links.items())))


def _unmarked(marked: str) -> tuple[str, tuple[Mention, ...]]:
    text, mentions, at = "", [], 0
    for match in re.finditer(r"\{([^|{}]+)\|([^{}]+)\}", marked):
        text += marked[at : match.start()]
        span = Span(len(text), len(text) + len(match[2]))
        kind = MentionKind.NOMINAL if match[2].islower() else MentionKind.NAMED
        mentions.append(Mention(span=span, type=ENTITIES[match[1]][0], entity=match[1], kind=kind))
        text, at = text + match[2], match.end()
    return text + marked[at:], tuple(mentions)


def _find(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def _attribution(text: str, id_: str, row: dict[str, Any], mentions: Sequence[Mention]) -> Attribution:
    content = _find(text, row["content"])
    source = row.get("source")
    near = [m.span for m in mentions if m.entity == source]
    return Attribution(
        id=id_,
        source=source,
        source_span=min(near, key=lambda s: abs(s.start - content.start), default=None),
        cue=(_find(text, row["cue"]),),
        content=(content,),
        kind=QuoteKind(row.get("kind", "indirect")),
        stance=Stance(row.get("stance", "neutral")),
        parent=row.get("parent"),
    )


def _fact(
    text: str,
    id_: str,
    row: dict[str, Any],
    mentions: Sequence[Mention],
    sentences: Sequence[Span],
    reports: Sequence[Attribution],
) -> Fact:
    sentence = next(s for s in sentences if row["in"] in s.of(text))
    trigger = _find(text, row["trigger"], sentence.start)
    around = [a for a in reports if any(c.covers(trigger) for c in a.content)]
    report = min(around, key=lambda a: sum(c.end - c.start for c in a.content), default=None)

    def filled(role: str) -> tuple[Filler, ...]:
        names = row.get(role, ())
        return tuple(
            Filler(entity=n, span=_nearest(mentions, n, sentence)) for n in ([names] if isinstance(names, str) else names)
        )

    return Fact(
        id=id_,
        sentence=sentence,
        relation=row["relation"],
        trigger=trigger,
        agent=filled("agent"),
        target=filled("target"),
        theme=next(iter(filled("theme")), None),
        theme_text=row.get("theme_text"),
        date=row.get("date"),
        place=row.get("place"),
        polarity=Polarity(row.get("polarity", "+")),
        modality=Modality(row.get("modality", "actual")),
        attribution=report.id if report else None,
        holder=report.source if report else None,
        confidence=row.get("confidence", 0.9),
        rule=row.get("rule", "verb"),
    )


def _nearest(mentions: Sequence[Mention], name: str, sentence: Span) -> Span | None:
    return next((m.span for m in mentions if m.entity == name and sentence.covers(m.span)), None)


def _entities_of(fact: Fact) -> set[str]:
    fillers = (*fact.agent, *fact.target, *((fact.theme,) if fact.theme else ()))
    return {f.entity for f in fillers} | ({fact.place} if fact.place else set())


def nikonov() -> Annotation:
    """A speaker who is quoted, an unnamed one, an unclear one, and the author's own voice."""
    return sample(
        "moscow/nikonov.txt",
        "The treaty that was\r\n\r\n"
        "{vyacheslav-nikonov|Vyacheslav Nikonov} noted that {cfe-treaty|the treaty} "
        "from which {russia|Moscow} withdrew was dead.\r\n"
        "In January 2022 {usa|Washington} and {nato|NATO} rejected {russia|Russia}'s {proposals-2021|proposals}.\r\n"
        "{analysts|analysts} said {nato|NATO} promised not to expand “eastward”.\r\n"
        "It is believed that {russia|Russia} plans to attack.\r\n",
        [
            {"in": "withdrew", "relation": "withdraw_from", "trigger": "withdrew", "agent": "russia", "theme": "cfe-treaty"},
            {
                "in": "rejected",
                "relation": "reject",
                "trigger": "rejected",
                "agent": ["usa", "nato"],
                "target": "russia",
                "theme": "proposals-2021",
                "date": "2022-01",
            },
            {
                "in": "promised",
                "relation": "promise",
                "trigger": "promised",
                "agent": "nato",
                "theme_text": "not to expand “eastward”",
                "confidence": 0.75,
            },
            {
                "in": "plans",
                "relation": "attack",
                "trigger": "attack",
                "agent": "russia",
                "modality": "intended",
                "theme_text": "attack",
            },
        ],
        [
            {"source": "vyacheslav-nikonov", "cue": "noted", "content": "the treaty from which Moscow withdrew was dead"},
            {"source": "analysts", "cue": "said", "content": "NATO promised not to expand “eastward”", "kind": "mixed"},
            {"source": None, "cue": "It is believed", "content": "Russia plans to attack", "stance": "distancing"},
        ],
        title="The treaty that was",
        author="A. Author",
        publisher='The "Daily" Example',
        published="2022-02-02",
        url="https://example.org/a?b=1&c=<x>",
    )


def interfax() -> Annotation:
    """Nested attribution, joint content, a denial, a meeting told from both sides and on two dates."""
    return sample(
        "interfax.txt",
        "{interfax|Interfax} reports that {nikonov|Nikonov} said "
        "{russia|Russia} never withdrew from the {cfe-treaty|CFE Treaty}. "
        "{russia|Russia} met {japan|Japan} in {geneva|Geneva} on 10 January 2022. "
        "{japan|Tokyo} met {russia|Moscow} again on 11 January. "
        "{japan|Japan} had met {russia|Russia} in 2019.",
        [
            {
                "in": "never withdrew",
                "relation": "withdraw_from",
                "trigger": "withdrew",
                "agent": "russia",
                "theme": "cfe-treaty",
                "polarity": "-",
            },
            {
                "in": "10 January",
                "relation": "meet",
                "trigger": "met",
                "agent": "russia",
                "target": "japan",
                "place": "geneva",
                "date": "2022-01-10",
            },
            {"in": "again", "relation": "meet", "trigger": "met", "agent": "japan", "target": "russia", "date": "2022-01-11"},
            {"in": "had met", "relation": "meet", "trigger": "met", "agent": "japan", "target": "russia", "date": "2019"},
        ],
        [
            {"source": "interfax", "cue": "reports", "content": "Nikonov said Russia never withdrew from the CFE Treaty"},
            {"source": "nikonov", "cue": "said", "content": "Russia never withdrew from the CFE Treaty", "parent": "a1"},
        ],
        published="2022-01",
    )


def signing() -> Annotation:
    """One treaty, two dates of signing: a contradiction, not two events; odd characters."""
    return sample(
        "odd/\u202etxt.\u0001<script>.txt",
        "\ufeff{russia|Russia} signed the {cfe-treaty|CFE Treaty} in 1990\x00 \U0001f600 e\u0301.\n"
        '{russia|Russia} signed the {cfe-treaty|CFE Treaty} in 1991 \\ "quoted"\t\u2028.',
        [
            {"in": "1990", "relation": "sign", "trigger": "signed", "agent": "russia", "theme": "cfe-treaty", "date": "1990"},
            {"in": "1991", "relation": "sign", "trigger": "signed", "agent": "russia", "theme": "cfe-treaty", "date": "1991"},
        ],
        title="</script>\u2028{{7*7}}",
    )


def golden() -> tuple[Annotation, ...]:
    """The documents of the golden files."""
    return nikonov(), interfax(), signing()


SENTENCE = re.compile(r"(Russia|Japan) (attacked|denied) (town \d+) on (\d{4}-\d\d-\d\d)\.")
RUN = Run(version="0", model="hand", vocabulary="v", pipeline="p")


def synthetic_text(number: int, *, sentences: int = 4) -> str:
    """The text of a document that differs from the others of its corpus in its numbers."""
    whos, years = ("Russia", "Japan"), range(1900, 2000)
    rows = range(number * sentences, (number + 1) * sentences)
    return "\n".join(f"{whos[n % 2]} attacked town {n % 7} on {years[n % 100]}-03-01." for n in rows) + "\n"


def prepare() -> Callable[[Document], Annotation]:
    """What a process needs to analyse synthetic documents: nothing."""
    return analyse


def prepare_slowly() -> Callable[[Document], Annotation]:
    """The same, slow enough to be killed in the middle."""

    def slowly(document: Document) -> Annotation:
        time.sleep(0.02)
        return analyse(document)

    return slowly


def analyse(document: Document) -> Annotation:
    """Annotate the sentences of `synthetic_text`."""
    ids = {"Russia": "russia", "Japan": "japan"}
    found = list(SENTENCE.finditer(document.text))
    facts = tuple(
        Fact(
            id=f"f{number}",
            sentence=Span(m.start(), m.end()),
            relation="attack",
            trigger=Span(m.start(2), m.end(2)),
            agent=(Filler(entity=ids[m[1]], span=Span(m.start(1), m.end(1))),),
            theme_text=m[3],
            date=m[4],
            confidence=0.9,
            rule="verb",
        )
        for number, m in enumerate(found)
    )
    return Annotation(
        document=document,
        sentences=tuple(fact.sentence for fact in facts),
        entities=tuple(entity(id_) for id_ in sorted({ids[m[1]] for m in found})),
        mentions=tuple(
            Mention(span=Span(m.start(1), m.end(1)), type=STATE, entity=ids[m[1]], kind=MentionKind.NAMED) for m in found
        ),
        facts=facts,
        coverage=1.0,
    )


def fill(output: Path, annotations: Iterable[Annotation], base: Base = BASE) -> Written:
    """Put annotations into the cache and the store of an output folder, as a build does, and write its files."""
    cache = Cache(output / "cache")
    for annotation in annotations:
        cache.put(annotation.document.doc_id, to_line(annotation), document_key(annotation.document, RUN), RUN)
    with open_store(output / "store", write=True) as store:
        written = synchronise(store, cache, base)
        write_files(store.quads(), output, base)
    return written
