"""An invented dispute between invented states, as the read model holds it: five documents, some forty entities, their claims.

`page_dispute.toml` has the sentences, each with its facts: `relation agents > targets | theme | words`, then what differs from
the default.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph

BASE = "https://w3id.org/quoth/id/"
DISPUTE = tomllib.loads((Path(__file__).parent / "page_dispute.toml").read_text(encoding="utf-8"))
FILLER = (
    "Shipowners waited for the tide of news to turn. The price of freight through the strait has doubled since the autumn, "
    "and insurers ask for more each week. "
)
FOOT = "Related posts: The tides of March"


def sample_graph() -> Graph:
    """The whole dispute."""
    entities = [_entity(line) for line in DISPUTE["entities"]]
    documents: list[DocumentNode] = []
    shown: defaultdict[ClaimNode, list[EvidenceNode]] = defaultdict(list)
    for row in DISPUTE["documents"]:
        documents.append(_document(row, shown))
    claims = [replace(claim, evidence=tuple(sorted(rows, key=lambda e: e.iri))) for claim, rows in shown.items()]
    return sorted_graph(entities, documents, claims)


def _document(row: dict[str, Any], shown: dict[ClaimNode, list[EvidenceNode]]) -> DocumentNode:
    """The document of a row; its claims go into `shown`."""
    doc_id, title, publisher = row["doc_id"], row.get("title"), row.get("publisher")
    iri = BASE + "doc-" + _hash(doc_id)
    text = f"{title or 'No subject'}\n\n"
    for index, sentence in enumerate(row["sentences"]):
        for fact in sentence["facts"]:
            claim, evidence = _claim(fact, iri, sentence["text"], index, len(text))
            shown[claim].append(evidence)
        text += f"{sentence['text']}\n{FILLER * (index % 3)}\n"
    text += FOOT
    return DocumentNode(
        iri=iri,
        doc_id=doc_id,
        title=title,
        author=row.get("author"),
        publisher=publisher,
        published=row.get("published"),
        url="https://example.org/" + _hash(doc_id) if publisher else None,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        source=doc_id,
        skipped=((len(text) - len(FOOT), len(text), "related links"),),
        coverage=0.8,
    )


def sorted_graph(entities: Sequence[EntityNode], documents: Sequence[DocumentNode], claims: Sequence[ClaimNode]) -> Graph:
    """A graph in the order that the read model promises."""
    return Graph(
        entities=tuple(sorted(entities, key=lambda e: e.iri)),
        documents=tuple(sorted(documents, key=lambda d: d.iri)),
        claims=tuple(sorted(claims, key=lambda c: c.iri)),
        generation="sample",
    )


def wide_graph(count: int, text: str = "") -> Graph:
    """A graph of `count` entities around a few hubs, told by ten documents of the given further text."""
    entities = [EntityNode(iri=f"{BASE}e{n}", id=f"e{n}", type="State", name=f"Entity number {n}") for n in range(count)]
    documents, claims = [], []
    for d in range(10):
        sentences = [f"Entity number {n} met entity number {n % 7} in spring." for n in range(d + 7, count, 10)]
        iri, start = f"{BASE}doc-{d}", 0
        for index, (sentence, n) in enumerate(zip(sentences, range(d + 7, count, 10), strict=True)):
            claims.append(_meeting(iri, sentence, index, start, n))
            start += len(sentence) + 1
        documents.append(DocumentNode(iri=iri, doc_id=f"d{d}.txt", text="\n".join(sentences) + "\n" + text))
    return sorted_graph(entities, documents, claims)


def hostile_graph(payloads: Sequence[str]) -> Graph:
    """The sample with hostile words in every place where a text can stand."""
    graph = sample_graph()
    entities = [
        replace(
            e,
            name=_bad(payloads, i),
            aliases=(_bad(payloads, i + 1),),
            links=(("wikidata", _bad(payloads, i)), ("url", _bad(payloads, i + 2))),
        )
        for i, e in enumerate(graph.entities)
    ]
    documents, claims = [], []
    texts: dict[str, str] = {}
    for i, d in enumerate(graph.documents):
        text = " ".join(payloads) + " " + (d.text or "")
        texts[d.iri] = text
        documents.append(
            replace(
                d,
                doc_id=_bad(payloads, i),
                title=_bad(payloads, i + 3),
                author=_bad(payloads, i + 4),
                publisher=_bad(payloads, i + 5),
                published=_bad(payloads, i + 6),
                url=_bad(payloads, i + 7),
                source=_bad(payloads, i + 8),
                text=text,
            )
        )
    for i, c in enumerate(graph.claims):
        rows = [
            replace(
                e,
                sentence=_bad(payloads, i + k) + " " + e.sentence,
                date=_bad(payloads, i),
                cue=_bad(payloads, i),
                trigger=_bad(payloads, i),
                exact=_bad(payloads, i),
                rule=_bad(payloads, i),
                stance=_bad(payloads, i),
                start=0,
                end=5,
                sentence_start=0,
            )
            for k, e in enumerate(c.evidence)
        ]
        claims.append(
            replace(
                c,
                theme_text=_bad(payloads, i),
                relation=_bad(payloads, i) if i % 5 == 0 else c.relation,
                modality=c.modality,
                evidence=tuple(rows),
            )
        )
    return sorted_graph(entities, documents, claims)


def _bad(payloads: Sequence[str], number: int) -> str:
    return payloads[number % len(payloads)]


def _meeting(document: str, sentence: str, index: int, start: int, n: int) -> ClaimNode:
    evidence = EvidenceNode(
        iri=f"{BASE}ev-{n}",
        document=document,
        sentence=sentence,
        sentence_index=index,
        sentence_start=start,
        start=start,
        end=start + len(sentence) - 11,
        exact=sentence[:-11],
        trigger="met",
        confidence=0.9,
        rule="verb",
    )
    return ClaimNode(
        iri=f"{BASE}claim-{n}",
        event=f"{BASE}event-{n}",
        relation="meet",
        agents=(f"{BASE}e{n}",),
        targets=(f"{BASE}e{n % 7}",),
        narrator=document,
        evidence=(evidence,),
    )


def _entity(line: str) -> EntityNode:
    kind, id_, rest = line.split(" ", 2)
    name, *more = rest.split(";")
    links = tuple(tuple(m.split("=")) for m in more if "=" in m)
    aliases = tuple(m for m in more if "=" not in m)
    return EntityNode(
        iri=BASE + id_,
        id=id_,
        type=kind,
        name=name,
        aliases=aliases,
        anonymous=id_ == "diplomats",
        links=links,  # type: ignore[arg-type]
    )


def _claim(fact: str, document: str, sentence: str, index: int, at: int) -> tuple[ClaimNode, EvidenceNode]:
    head, *options = fact.split(";")
    given = dict(option.strip().split("=", 1) for option in options)
    relation, agents, targets, theme, words = re.match(r"(\S+) ?(\S*) > ?(\S*) ?\| ?(\S*) ?\|? ?(.*)", head).groups()  # type: ignore[union-attr]
    theme, words = theme.strip("|"), words.strip("| ")
    holder = given.get("holder")
    trigger = sentence.index(given["trigger"])
    start, end = max(0, trigger - 12), min(len(sentence), trigger + len(given["trigger"]) + 26)
    start, end = sentence.rfind(" ", 0, start + 1) + 1, sentence.find(" ", end) if " " in sentence[end:] else len(sentence)
    claim = ClaimNode(
        iri=BASE
        + "claim-"
        + _hash(
            relation, agents, targets, theme, words, holder or document, given.get("polarity", ""), given.get("modality", "")
        ),
        event=BASE + "event-" + _hash(relation, agents, targets, theme, words),
        relation=relation,
        agents=_iris(agents),
        targets=_iris(targets),
        theme=BASE + theme if theme else None,
        theme_text=words or None,
        holder=None if holder in (None, "?") else BASE + holder,
        narrator=document if holder is None else None,
        polarity=given.get("polarity", "positive"),
        modality=given.get("modality", "actual"),
    )
    evidence = EvidenceNode(
        iri=BASE + "ev-" + _hash(document, str(at + start), str(at + end), claim.iri),
        document=document,
        sentence=sentence,
        sentence_index=index,
        sentence_start=at,
        start=at + start,
        end=at + end,
        exact=sentence[start:end],
        trigger=given["trigger"],
        cue=given.get("cue"),
        date=given.get("date"),
        place=BASE + given["place"] if "place" in given else None,
        stance=given.get("stance", "neutral"),
        reported_in=_iris(given.get("through", "")),
        confidence=0.9 if holder is None else 0.78,
        rule="verb" if "called" not in given.get("cue", "") else "copula",
    )
    return claim, evidence


def _iris(names: str) -> tuple[str, ...]:
    return tuple(BASE + name for name in names.split(",") if name)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
