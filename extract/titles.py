"""Titles of office in a text, by the class `titles` of `nouns.toml`: "foreign minister", "then-prime-minister".

Called by `extract.names`, `extract.offices` and `extract.registry`.
"""

import re
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from extract import gazetteer
from extract.classes import noun_classes
from extract.wording import lemmas_of, words_of


@lru_cache(maxsize=1)
def _titles() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of a title -> titles as words, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for title in noun_classes()["titles"]:
        words = tuple(re.findall(r"[\w.'&]+|-", title))
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in found.items()}


def find_titles(doc: Doc) -> list[Span]:
    """Titles of office in a text, longest first at each place; kept in `doc.user_data`, since three stages ask for them."""
    if "titles" not in doc.user_data:
        doc.user_data["titles"] = _read_titles(doc)
    return [doc[start:end] for start, end in doc.user_data["titles"]]


def _read_titles(doc: Doc) -> list[tuple[int, int]]:
    titles = _titles()
    words, lemmas = words_of(doc), lemmas_of(doc)
    if titles.keys().isdisjoint(words) and titles.keys().isdisjoint(lemmas):
        return []
    forms = [(word, lemma, i) for i, (word, lemma) in enumerate(zip(words, lemmas, strict=True)) if not word.isspace()]
    found: list[tuple[int, int]] = []
    done = 0
    for n, (form, lemma, i) in enumerate(forms):
        if i < done:
            continue
        for title in titles.get(form, ()) or titles.get(lemma, ()):
            piece = _piece(forms, n, title)
            if len(piece) == len(title) and all(w in row[:2] for w, row in zip(title, piece, strict=True)):
                if len(title) == 1 and _is_surname(doc, piece[0][2]):
                    break
                done = piece[-1][2] + 1
                found.append((i, done))
                break
    return found


def _piece(forms: list[tuple[str, str, int]], start: int, words: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """As many words as a title has, hyphens apart if it has none: "then-prime-minister"."""
    if "-" in words or len(words) == 1 or start + 1 >= len(forms) or forms[start + 1][0] != "-":
        return forms[start : start + len(words)]
    return [row for row in forms[start : start + 2 * len(words) - 1] if row[0] != "-"]


def _is_surname(doc: Doc, at: int) -> bool:
    """Whether a title's word is the end of a personal name: "Queen" in "Ellery Queen"."""
    token = doc[at]
    after = doc[at + 1] if at + 1 < len(doc) else None
    named = token.dep_ == "flat" and token.head.i < at and token.head.pos_ == "PROPN" and token.text[0].isupper()
    if token.text == "Shah" and at > 0 and doc[at - 1].pos_ == "PROPN" and doc[at - 1].ent_type_ != "State":
        return True  # in names of Nepal and India
    named = named or (at > 1 and token.text.istitle() and doc[at - 1].pos_ == doc[at - 2].pos_ == "PROPN" and _given(doc[at - 2]))
    return named and not token.text.isupper() and (after is None or after.dep_ != "flat")


def _given(token: Token) -> bool:
    words = gazetteer.load().words
    return token.lower_ in words["given"]
