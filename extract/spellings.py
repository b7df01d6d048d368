"""Spellings of a name: its key, its surname, its most frequent form, its initials, what else it names; called by
`extract.registry`."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from spacy.tokens import Doc, Span

from extract.gazetteer import Known, without_accents
from extract.records import EntityType

LINKERS: Final = frozenset({"of", "the", "and", "for", "on", "in", "to", "de", "&", "-", "'s"})
INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff]")
MANY: Final = frozenset(
    {"nations", "states", "parties", "countries", "peoples", "members", "powers", "affairs", "services", "principles"}
)
OF: Final = frozenset({"council", "league", "court", "treaty", "constitution", "convention"})


def key_of(ent: Span) -> str:
    """The known id with "=", else the folded name."""
    return f"={ent.kb_id_}" if ent.kb_id_ else without_accents(plain(ent.text)).casefold()


def plain(name: str) -> str:
    """The name with single spaces and without invisible characters."""
    return " ".join(INVISIBLE.sub("", name).split())


def surname(name: str) -> str:
    """A surname with its particles: "von der leyen"."""
    words = name.split()
    at = next((i for i, w in enumerate(words) if i and w.casefold() in {"von", "van", "de", "al", "bin", "der"}), len(words) - 1)
    return " ".join(words[at:])


def most_common(names: Counter[str]) -> str:
    """The most frequent form, the longest of equals."""
    return min(names, key=lambda n: (-names[n], -len(n), n))


def abbreviates(acronym: str, name: str, *, strict: bool = False) -> bool:
    """Whether the letters are the initials of the name; loosely, a few may be left out."""
    words = [w for w in re.findall(r"[^\s\-]+", name) if w.lower() not in LINKERS]
    initials = "".join(w[0] for w in words).upper()
    if initials == acronym.upper():
        return len(acronym) > 1
    if strict:
        return False
    at = 0
    for letter in name.upper():
        if at < len(acronym) and letter == acronym.upper()[at]:
            at += 1
    return at == len(acronym) and name[0].upper() == acronym[0].upper()


def nouns_of(name: str) -> frozenset[str]:
    """The nouns in a name that can stand for it: council in "Security Council" and "Council of Europe"."""
    words = name.casefold().split()
    front = words[words.index("of") - 1] if "of" in words[1:] else ""
    return (frozenset(words[-1:]) - MANY) | ({front} & OF)


def persons_for_places(doc: Doc, surnames: set[str], known: Mapping[str, Known]) -> None:
    """A city that lends its name to a state is a person where somebody of the document bears that surname."""
    spans = [
        Span(doc, e.start, e.end, label=EntityType.PERSON.value)
        if len(e) == 1 and e.text in surnames and e.kb_id_ in known and known[e.kb_id_].name != e.text
        else e
        for e in doc.ents
    ]
    if spans != list(doc.ents):
        doc.set_ents(spans, default="outside")
