"""A possible name, and what the words beside or inside it give away of its type; called by `extract.runs` and `extract.edges`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from extract.gazetteer import Form
from extract.patterns import capital
from extract.records import EntityType
from extract.wording import words_of

Words = Mapping[str, frozenset[str]]
VAGUE: Final = frozenset({"over", "under", "within", "around"})  # prepositions that show no place
SITE: Final = re.compile(r"(?i)[a-z][\w-]+\.(?:com|org|net|vn|ru|ua|info|news|uk|de|fr|eu|in|cn|tv|io|co\.uk)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A possible name, as token positions, end exclusive; `witness` is who saw it, `form` what the gazetteer knows of it."""

    start: int
    end: int
    type: EntityType
    witness: str
    form: Form | None = None


def beside(doc: Doc, start: int, end: int, words: Words, titled: set[int]) -> EntityType | None:
    """The type that the words beside or inside a name give away, whoever saw it."""
    length = end - start
    after = doc[end].lower_ if end < len(doc) else ""
    if length == 1 and SITE.match(doc[start].text):
        return EntityType.ORGANIZATION
    if start in titled:
        return EntityType.PERSON
    if doc[end - 1].lower_ in words["places"] or after in words["areas"]:
        return EntityType.PLACE
    if doc[start].lower_ in words["given"] and length > 1 and doc[end - 1].lower_ not in words["organizations"]:
        return EntityType.PERSON
    if doc[end - 1].lower_ in words["organizations"]:
        return EntityType.ORGANIZATION
    if after in words["headed"] and length == 1:
        return EntityType.PERSON
    root = doc[start:end].root
    speaks = root.dep_.startswith("nsubj") and root.head.lemma_ in words["saying"]
    plain = length == 2 and not (start and doc[start - 1].lower_ == "the") and doc[end - 1].lower_ not in words["organizations"]
    return EntityType.PERSON if speaks and plain else None


def shown_by(doc: Doc, start: int, end: int, words: Words) -> EntityType | None:
    """The type of a run that no telling word stands beside, by its verb, preposition or article."""
    if not any(t.pos_ in {"PROPN", "X"} for t in doc[start:end]) or (end - start == 1 and opens(doc, start)):
        return None
    root = doc[start:end].root
    before = next((t for t in reversed(doc[max(0, start - 2) : start]) if not t.is_space), None)
    if root.dep_.startswith("nsubj") and root.head.lemma_ in words["saying"]:
        return EntityType.PERSON
    if before is not None and before.lower_ in words["place_prepositions"] and before.lower_ not in VAGUE:
        return EntityType.PLACE
    if before is not None and before.lower_ == "the":
        return EntityType.ORGANIZATION if end - start > 1 else None
    given = doc[start].lower_ in words["given"]
    return EntityType.PERSON if given and end - start in {2, 3} else None


def courtesies(doc: Doc, words: Words) -> set[int]:
    """Tokens that a courtesy title stands in front of."""
    courtesy = words["courtesy"]
    return {i for i, word in enumerate(words_of(doc), 1) if word in courtesy and doc[i - 1].text[0].isupper()}


def is_heading(doc: Doc) -> bool:
    """A line without a full stop whose words are nearly all capitalised."""
    last = next((t.text for t in reversed(doc) if not t.is_space and t.text not in {'"', "'", ")"}), "")
    if last in {".", "!", ";", ":"}:
        return False
    plain = [t for t in doc if t.is_alpha and len(t) > 3]
    return len(plain) > 2 and sum(t.text[0].isupper() for t in plain) > 0.7 * len(plain)


def opens(doc: Doc, at: int) -> bool:
    """Whether a word owes its capital to its place."""
    return bool(doc[at].is_sent_start) or (at > 0 and doc[at - 1].text in {'"', "'", ":", "(", "["})


def is_name_word(token: Token, words: Words) -> bool:
    """Whether a word can be part of a name that only its capital shows."""
    if not capital(token):
        return bool(SITE.match(token.text))
    kind = token.pos_
    named = kind in {"PROPN", "X"} or (kind in {"NOUN", "ADJ", "VERB", "INTJ"} and not token.is_sent_start)
    fit = named and token.lower_ not in words["dates"] and token.lower_ not in words["never_names"]
    return fit or bool(SITE.match(token.text))
