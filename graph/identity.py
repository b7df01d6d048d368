"""Mint the IRIs of everything in the graph; called by `graph.statements`, `graph.rdf` and `graph.resolve`.

Every id is a hash of content (or, for entities, a readable form of their canonical name), never a counter over the order of
documents. IRIs consist of the base and of `[a-z0-9-]` alone, whatever the text holds.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extract.records import Modality, Polarity

DIGITS: Final = 16
SLUG_LENGTH: Final = 60
MOST_NAMES: Final = 100_000  # whose normal form is remembered
# What a name must not look like: a text could forge the IRI of a document or claim with it.
MINTED: Final = re.compile(r"(doc|event|claim|ev|occurrence|run|graph|correction|agent)-[0-9a-f]{16}(-|$)|graph-")
# Words that carry no content of their own; negations, numbers and prepositions stay, since they change what is said.
_FUNCTION: Final = """
    a an the this that these those its their his her our your my to
    is are was were be been being am has have had do does did will would shall
"""
FUNCTION_WORDS: Final = frozenset(_FUNCTION.split())


def digest(*parts: object) -> str:
    """The first 64 bits of a SHA-256 over the parts, as hexadecimal; the parts cannot run into each other."""
    encoded = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(encoded.encode("ascii")).hexdigest()[:DIGITS]


def document_id(doc_id: str, sha256: str) -> str:
    """A document is its name and the hash of its text: a reprint under another name is another document."""
    return f"doc-{digest(doc_id, sha256)}"


def sentence_id(document: str, index: int) -> str:
    """A sentence is its place in the document's order, counted from 0."""
    return f"{document}-s{index}"


def event_id(relation: str, agents: Sequence[str], targets: Sequence[str], theme: str | None, theme_text: str | None) -> str:
    """An event is its relation and fillers, and the words of the content where it has any.

    Beside a theme only judgements have words: what the thing is called. Dates are no part of an event. The order of the fillers
    of one role does not matter.
    """
    words = None if theme is not None and not theme_text else content_words(theme_text or "")
    return f"event-{digest(relation, sorted(set(agents)), sorted(set(targets)), theme, words)}"


def claim_id(event: str, holder: str | None, narrator: str | None, document: str, polarity: Polarity, modality: Modality) -> str:
    """A claim is an event, who holds it, polarity and modality.

    A speaker's claim is one however many documents report it, a narrated one belongs to its document, and so does one whose
    speaker is unclear (neither `holder` nor `narrator`).
    """
    keeper = ("holder", holder) if holder else ("narrator", narrator) if narrator else ("unclear", document)
    return f"claim-{digest(event, keeper, polarity.value, modality.value)}"


def evidence_id(document: str, start: int, end: int, claim: str) -> str:
    """Evidence is a document and a span, one node for each claim that the span shows: a span that shows two claims has two
    triggers, which one node could not keep apart."""
    return f"ev-{digest(document, start, end, claim)}"


def occurrence_id(event: str, start: str, end: str) -> str:
    """An occurrence is its event and its joined interval."""
    return f"occurrence-{digest(event, start, end)}"


def likeness_id(one: str, other: str) -> str:
    """A likeness is its two events."""
    return f"likeness-{digest(*sorted((one, other)))}"


def run_id(*settings: str) -> str:
    """A run is version, model, vocabulary, lexicon and settings, never a counter."""
    return f"run-{digest(*settings)}"


@lru_cache(maxsize=MOST_NAMES)
def normal_name(name: str) -> str:
    """A name for comparison: no accents, case, punctuation, leading article or possessive ending."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    folded = re.sub(r"['’]s(?=\s|$)", "", folded)
    words = re.findall(r"\w+", folded)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def content_words(text: str) -> str:
    """The words of a content without case, punctuation and function words; the words as they are where nothing else is left."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return " ".join([word for word in words if word not in FUNCTION_WORDS] or words) or text.strip()


def slug(name: str) -> str:
    """A readable part of an IRI: `[a-z0-9-]`, with a hash where letters were lost, it is too long, or looks minted."""
    normal = normal_name(name)
    readable = "-".join(re.findall(r"[a-z0-9]+", normal))
    lost = re.search(r"[^a-z0-9_ ]", normal) or len(readable) > SLUG_LENGTH or MINTED.match(readable)
    if readable and not lost:
        return readable
    return f"{readable[:SLUG_LENGTH].strip('-')}-{digest(normal or name)[:8]}".lstrip("-")


def graph_id(doc_id: str) -> str:
    """A document's named graph; by name alone, so that a changed text replaces the old one in one operation."""
    return f"graph-{digest(doc_id)}"
