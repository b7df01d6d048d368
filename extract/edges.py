"""Where a less sure name begins and ends, and its type beside its neighbours; called by `extract.names`."""

import re
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from extract.patterns import capital
from extract.records import EntityType
from extract.surroundings import Name, Words, beside, is_heading

DAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
NOBLE: Final = re.compile(r"[dl]['’][A-Z]\w+")  # "d'Aubigny"


def fitted(doc: Doc, name: Name, words: Words, titled: set[int], taken: set[int]) -> Name:
    """A less sure name with the type of its surroundings, and with what of it was left out."""
    kind = beside(doc, name.start, name.end, words, titled) if name.type is not EntityType.EVENT else None
    last = doc[name.end - 1]
    if last.text == "Government" and name.end - name.start > 1:  # of a state that is not known
        return replace(name, type=EntityType.ORGANIZATION)
    if last.tag_ in {"NNS", "NNPS"} and last.lemma_.lower() in words["plural_actors"] and name.end - name.start > 1:
        return replace(name, type=EntityType.GROUP)
    if name.start and doc[name.start - 1].lower_ in words["storms"]:
        return replace(name, start=name.start - 1, type=EntityType.EVENT)
    start, end = _undated(doc, name.start, name.end)
    end = _facility(doc, end, words)
    if end > name.end:
        kind = EntityType.PLACE
    elif (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end].whitespace_
        and _double(doc, end, longer=name.end - start > 1)
    ):
        end += 2
    noble = start > 1 and bool({"von", "van", "bin", "ibn"} & {doc[start - 1].lower_, doc[start - 2].lower_})
    kind = EntityType.PERSON if noble else kind
    if (kind or name.type) is EntityType.PERSON:
        start += _verb(doc, start, end, words)
        end = next((i for i in range(start + 1, end) if doc[i].tag_ == "POS" or doc[i].lower_ in words["headed"]), end)
        start, end = _whole_person(doc, start, end, words, taken)
        end += end < len(doc) and NOBLE.fullmatch(doc[end].text) is not None
    return replace(name, start=start, end=end, type=kind or name.type)


def _undated(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The bounds without the day of a date line or date at an edge: "on Saturday", at a line's end."""
    while end - start > 1 and doc[start].lower_ in DAYS:
        start += 1
    while end - start > 1 and doc[end - 1].lower_ in DAYS:
        end -= 1
    return start, end


def _whole_person(doc: Doc, start: int, end: int, words: Words, taken: set[int]) -> tuple[int, int]:
    """A surname behind a given name, or a given name and particles in front of a surname, that nobody claimed."""
    alone = end - start == 1
    if alone and end < len(doc) and end not in taken and capital(doc[end]) and not doc[end].is_sent_start and not is_heading(doc):
        return start, end + 1
    if end < len(doc) and end not in taken and _goes_on(doc, start, end) and not is_heading(doc):
        return start, end + 1
    before = doc[start - 1] if start and start - 1 not in taken else None
    if (
        alone
        and before is not None
        and capital(before)
        and before.pos_ in {"PROPN", "X"}
        and before.lower_ not in words["courtesy"] | DAYS
    ):
        given = before.lower_ in words["given"]
        return (
            (start - 1, end) if given or (not before.is_sent_start and before.lower_ not in words["courtesy"]) else (start, end)
        )
    at = start
    while at > 1 and doc[at - 1].lower_ in words["name_particles"] and doc[at - 1].is_alpha:
        at -= 1
    if at < start and at - 1 not in taken and capital(doc[at - 1]) and doc[at - 1].pos_ in {"PROPN", "X", "NOUN", "ADJ"}:
        return at - 1, end
    return start, end


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """Whether the tree joins the word behind a personal name to it: a second surname."""
    after = doc[end]
    joined = start <= after.head.i < end and after.dep_ in {"flat", "appos"} and after.left_edge.i == end
    return joined and after.tag_ == "NNP" and capital(after)


def _verb(doc: Doc, start: int, end: int, words: Words) -> bool:
    """Whether the verb of a heading stands before the name: "Praises Ana Ribeiro"."""
    first = doc[start].lower_ if end - start > 2 else ""
    if not first.endswith("s") or first in words["given"] or not is_heading(doc):
        return False
    return doc[start + 1].lower_ in words["given"] or first.removesuffix("s") in words["saying"]


def _facility(doc: Doc, end: int, words: Words) -> int:
    """ "X training ground", "Y airport": small words that belong to the name of a building or site."""
    for reach in (end, end + 1):
        if reach < len(doc) and doc[reach].lower_ in words["facilities"]:
            return reach + 1 if all(t.pos_ == "NOUN" for t in doc[end:reach]) else end
    return end


def _double(doc: Doc, at: int, *, longer: bool) -> bool:
    """Whether a hyphen joins the second half of a name: "Tixier-Vignancour", "PFLP-GC", not "London-based"."""
    after = doc[at + 1]
    if doc[at - 1].whitespace_ or after.ent_type_ in {"DATE"} or not after.is_alpha:
        return False
    return capital(after) or (
        (longer or after.pos_ in {"PROPN", "X"}) and len(after) < 5 and after.tag_ not in {"VBN", "VBG", "VBD"}
    )
