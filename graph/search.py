"""Full text over entities, claims and sentences of a store; called by `quoth search`.

All words must match, each at the start of a word of the text, without regard to case and accents; words in quotation marks match
only as a phrase. The texts are scanned (a second for 300,000 triples): there is no index that could go stale.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009 (ranking).
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.index import local_name
from graph.reading import ENTITY_TYPES, ClaimNode, EntityNode, EvidenceNode
from graph.store import Store
from graph.turtle import RDF_TYPE
from graph.wording import capital, listed, many, plain, statement
from ontology import terms
from ontology.errors import UsageError

KINDS: Final = ("entity", "claim", "sentence")
TYPE: Final = RDF_TYPE[1:-1]
QUOTE: Final = "-quote"
SATURATION: Final = 1.2  # k1 of BM25
LENGTH: Final = 0.75  # b of BM25
WHOLE: Final = 1.5  # a whole word counts more than the beginning of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What was found: `id` is the last part of its IRI, `text` what it says, `where` its document or type."""

    kind: str
    id: str
    text: str
    where: str
    score: float


def search(store: Store, words: str, kinds: Sequence[str] = KINDS, limit: int = 10) -> tuple[Hit, ...]:
    """At most `limit` hits of each kind, the best first.

    Raises: UsageError where `words` holds nothing to search for.
    """
    wanted = parts(words)
    if not wanted:
        raise UsageError(f"{words!r} holds no word to search for: give one or more words, a phrase in quotation marks")
    hits: list[Hit] = []
    for kind in KINDS:
        if kind in kinds:
            texts, tell = _SOURCES[kind](store), _TELLERS[kind]
            hits.extend(tell(store, iri, score) for iri, score in _ranked(texts, wanted)[:limit])
    return tuple(hits)


def parts(words: str) -> tuple[str, ...]:
    """What must match: folded words, and phrases with single spaces between theirs."""
    phrases = re.findall(r'["“”«»]([^"“”«»]*)["“”«»]', words)
    rest = re.sub(r'["“”«»][^"“”«»]*["“”«»]', " ", words)
    found = [fold(phrase) for phrase in phrases] + fold(rest).split()
    return tuple(dict.fromkeys(part for part in found if part))


def fold(text: str) -> str:
    """The words of a text in lower case, without accents and punctuation, single spaces between them."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", text.casefold()))


def _ranked(texts: Iterable[tuple[str, str]], wanted: Sequence[str]) -> list[tuple[str, float]]:
    """IRIs of the texts that match, with their scores, the best first."""
    matching: list[tuple[str, str, list[float]]] = []
    known = [0] * len(wanted)
    total = length = 0
    for iri, text in texts:
        padded = f" {fold(text)} "
        total, length = total + 1, length + len(padded)
        counts = [_count(padded, part) for part in wanted]
        known = [n + (count > 0) for n, count in zip(known, counts, strict=True)]
        if all(counts):
            matching.append((iri, padded, counts))
    mean = length / total if total else 1.0
    weights = [math.log(1 + (total - n + 0.5) / (n + 0.5)) for n in known]
    scored = [(iri, round(_score(counts, weights, len(padded) / mean), 3)) for iri, padded, counts in matching]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def _count(padded: str, part: str) -> float:
    if f" {part}" not in padded:
        return 0.0
    whole = padded.count(f" {part} ")
    return padded.count(f" {part}") + (WHOLE - 1) * whole


def _score(counts: Sequence[float], weights: Sequence[float], length: float) -> float:
    damping = SATURATION * (1 - LENGTH + LENGTH * length)
    return sum(w * c * (SATURATION + 1) / (c + damping) for w, c in zip(weights, counts, strict=True))


def _names(store: Store) -> dict[str, list[str]]:
    """The names of each entity, its label first."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    known = {iri for iri, _ in store.pairs(terms.ANONYMOUS)}
    for predicate in (terms.RDFS_LABEL, terms.SKOS_ALT_LABEL):
        for iri, name in sorted(store.pairs(predicate)):
            if iri in known:
                names[iri].append(name)
    return names


def _entities(store: Store) -> list[tuple[str, str]]:
    return [(iri, " . ".join(names)) for iri, names in _names(store).items()]


def _sentences(store: Store) -> list[tuple[str, str]]:
    return list(store.pairs(terms.TEXT))


def _claims(store: Store) -> list[tuple[str, str]]:
    """For each claim the words that show it and the names of who holds it."""
    names = _names(store)
    shown: defaultdict[str, set[str]] = defaultdict(set)
    claims = {evidence: claim for evidence, claim in store.pairs(terms.OA_HAS_BODY)}
    for quote, words in store.pairs(terms.OA_EXACT):
        if (claim := claims.get(quote.removesuffix(QUOTE))) is not None:
            shown[claim].add(words)
    for claim, holder in store.pairs(terms.HOLDER):
        shown[claim].update(names.get(holder, ()))
    return [(claim, " . ".join(sorted(words))) for claim, words in shown.items()]


def _entity_hit(store: Store, iri: str, score: float) -> Hit:
    entity = _entity(store, iri)
    aliases = f" ({', '.join(entity.aliases)})" if entity.aliases else ""
    return Hit(kind="entity", id=entity.id, text=f"{entity.name}{aliases}", where=entity.type, score=score)


def _sentence_hit(store: Store, iri: str, score: float) -> Hit:
    found = store.about(iri)
    document = _document(store, _first(found, terms.IN_DOCUMENT))
    return Hit(kind="sentence", id=local_name(iri), text=_first(found, terms.TEXT), where=document, score=score)


def _claim_hit(store: Store, iri: str, score: float) -> Hit:
    """The claim in English, with who holds it and the documents that show it."""
    claim = _claim(store, iri)
    holder = () if claim.holder is None else (claim.holder,)
    entities = {entity: _entity(store, entity) for entity in (*claim.participants, *holder)}
    documents = sorted({_document(store, evidence.document) for evidence in claim.evidence})
    text = f"{_opening(claim, entities)}: {plain(statement(claim, entities), entities)}"
    return Hit(kind="claim", id=local_name(iri), text=text, where=", ".join(documents), score=score)


def _opening(claim: ClaimNode, entities: dict[str, EntityNode]) -> str:
    """Who says it: "The West says", "Russian officials say"."""
    if claim.holder is None:
        return "The document says" if claim.narrator else "An unclear speaker says"
    name = plain(capital(listed((claim.holder,), entities)), entities)
    return f"{name} {'say' if many(entities[claim.holder]) else 'says'}"


def _claim(store: Store, iri: str) -> ClaimNode:
    found = store.about(iri)
    event = _first(found, terms.ABOUT)
    filled = store.about(event)
    return ClaimNode(
        iri=iri,
        event=event,
        relation=local_name(_first(filled, terms.RELATION)),
        agents=filled.get(terms.AGENT, ()),
        targets=filled.get(terms.TARGET, ()),
        theme=_first(filled, terms.THEME) or None,
        theme_text=_first(filled, terms.THEME_TEXT) or None,
        holder=_first(found, terms.HOLDER) or None,
        narrator=_first(found, terms.NARRATOR) or None,
        polarity=local_name(_first(found, terms.POLARITY)),
        modality=local_name(_first(found, terms.MODALITY)),
        evidence=tuple(_evidence(store, evidence) for evidence in found.get(terms.HAS_EVIDENCE, ())),
    )


def _evidence(store: Store, iri: str) -> EvidenceNode:
    """Which document, and the sentence; the rest is not read."""
    found = store.about(iri)
    sentence = _first(store.about(_first(found, terms.IN_SENTENCE)), terms.TEXT)
    document = _first(found, terms.IN_DOCUMENT)
    return EvidenceNode(
        iri=iri, document=document, sentence=sentence, sentence_index=0, sentence_start=0, start=0, end=0, exact="", trigger=""
    )


def _entity(store: Store, iri: str) -> EntityNode:
    found = store.about(iri)
    types = [ENTITY_TYPES[type_] for type_ in found.get(TYPE, ()) if type_ in ENTITY_TYPES]
    aliases = found.get(terms.SKOS_ALT_LABEL, ())
    name = _first(found, terms.RDFS_LABEL) or local_name(iri)
    return EntityNode(
        iri=iri,
        id=local_name(iri),
        type=types[0] if types else "Entity",
        name=name,
        aliases=aliases,
        anonymous=_first(found, terms.ANONYMOUS) == "true",
    )


def _document(store: Store, iri: str) -> str:
    return _first(store.about(iri), terms.DCT_IDENTIFIER)


def _first(found: dict[str, tuple[str, ...]], predicate: str) -> str:
    return next(iter(found.get(predicate, ())), "")


_SOURCES: Final = {"entity": _entities, "claim": _claims, "sentence": _sentences}
_TELLERS: Final = {"entity": _entity_hit, "claim": _claim_hit, "sentence": _sentence_hit}
