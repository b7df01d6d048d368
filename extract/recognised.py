"""What the language model's recogniser saw, made fit for `extract.names`: our types, clean edges, nothing glued together.

Source: the labels are those of the shipped recogniser (PERSON, ORG, LOC, EVENT, MISC) and of spaCy's English pipelines.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from spacy.tokens import Doc

from extract.records import EntityType

TYPES: Final = {
    "PERSON": EntityType.PERSON, "PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE,
    "GPE": EntityType.PLACE, "FAC": EntityType.PLACE, "EVENT": EntityType.EVENT, "LAW": EntityType.INSTRUMENT,
    "NORP": EntityType.GROUP, "WORK_OF_ART": EntityType.INSTRUMENT,
}  # fmt: skip
EDGES: Final = frozenset({"the", "a", "an", "'s", "'", "and", "of"})
WRITTEN: Final = frozenset({"more", "north", "south", "east", "northern", "southern", "eastern", "first", "part"})
LINKS: Final = frozenset({"and", "-", "/", ",", "the", "&", "'s", "or"})


def recognised(
    doc: Doc, words: Mapping[str, frozenset[str]], barred: frozenset[int], sure: set[tuple[int, int]]
) -> Iterator[tuple[int, int, EntityType]]:
    """(start, end, type) of each entity. `barred` are tokens of titles, `sure` the stretches that are known for certain."""
    for ent in doc.ents:
        kind = TYPES.get(ent.label_)
        start, end = _trimmed(doc, ent.start, ent.end, barred if kind is EntityType.PERSON else frozenset(), barred, words)
        if kind is EntityType.EVENT and start < end and doc[start].text.islower():
            continue
        if kind is EntityType.PLACE:
            start = max((i + 1 for i in range(start, end - 1) if doc[i].text.islower() and doc[i].pos_ == "NOUN"), default=start)
        start = _owned(doc, start, end) if kind is EntityType.ORGANIZATION else start
        behind = _behind_title(doc, start, end, barred)
        if behind is not None:
            start, kind = behind, EntityType.PERSON
        if kind is EntityType.PERSON:
            end = next((i for i in range(start, end) if _breaks(doc, i, words)), end)
            start = max((e for s, e in sure if s == start and _several(doc, e, end)), default=start)
            start = next((i for i in range(start, end) if not _no_part(doc, i, words)), end)
            if end > start and end - 1 in barred:
                continue
        if start >= end or _glued(doc, start, end, sure):
            continue
        last = doc[end - 1].lower_
        kind = _by_head(last, words) if ent.label_ == "MISC" else kind
        alone = end - start == 1
        if kind is None or (last in words["dates"] and (alone or kind is EntityType.EVENT)):
            continue
        if not (alone and last in words["never_names"]):
            yield start, end, kind


def _several(doc: Doc, start: int, end: int) -> bool:
    """Whether more than one word is left, words with a hyphen counted as one: not in "Holtz-Eakin"."""
    return sum(bool(t.whitespace_) for t in doc[start : end - 1]) > 0


def _owned(doc: Doc, start: int, end: int) -> int:
    """Where a body begins behind an owner with a small letter: "the administration's Department"."""
    inside = range(start + 1, end - 1)
    return max((i + 1 for i in inside if doc[i].tag_ == "POS" and doc[i - 1].text.islower()), default=start)


def _behind_title(doc: Doc, start: int, end: int, barred: frozenset[int]) -> int | None:
    """Where the person begins in "Philippine President X", that was seen as one name."""
    inside = [i for i in range(start + 1, end - 1) if i in barred]
    return inside[-1] + 1 if inside and doc[inside[-1] + 1].text[0].isupper() and inside[-1] + 1 not in barred else None


def _breaks(doc: Doc, at: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word cannot stand in a personal name: "of", "the"."""
    if doc[at].text in {"'s", "'"}:
        return True
    return doc[at].is_alpha and doc[at].text.islower() and doc[at].lower_ not in words["name_particles"]


def _by_head(last: str, words: Mapping[str, frozenset[str]]) -> EntityType | None:
    if last in words["instruments"]:
        return EntityType.INSTRUMENT
    return EntityType.EVENT if last in words["events"] else None


def _trimmed(
    doc: Doc, start: int, end: int, front: frozenset[int], barred: frozenset[int], words: Mapping[str, frozenset[str]]
) -> tuple[int, int]:
    """Without titles, articles, years and punctuation at the edges, without what stands behind the last capital or a dash."""
    while start < end and (
        start in front or doc[start].lower_ in EDGES or _no_part(doc, start, words) or doc[start].is_punct or _year(doc, start)
    ):
        start += 1
    end = next((i for i in range(start + 1, end) if doc[i].text in "-–—" and doc[i].whitespace_), end)
    while end > start and (end - 1 in barred or not (doc[end - 1].text[0].isupper() or doc[end - 1].text[0].isdigit())):
        end -= 1
    if end - start > 1 and doc[end - 1].text == "I" and doc[end - 1].pos_ == "PRON":
        end -= 1
    while end - start > 2 and _year(doc, end - 1) and doc[end - 2].text in {"of", "in", ","}:
        end -= 2
    return start, end


def _no_part(doc: Doc, at: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word begins no name, unless a direction or the like is written as part of one: "East Ruritania"."""
    lower = doc[at].lower_
    return lower in words["never_names"] and not (lower in WRITTEN and doc[at].text[0].isupper() and not doc[at].is_sent_start)


def _year(doc: Doc, at: int) -> bool:
    return len(doc[at]) == 4 and doc[at].text.isdigit()


def _glued(doc: Doc, start: int, end: int, sure: set[tuple[int, int]]) -> bool:
    """Whether it is only known names and what links them, or the verb of a heading before one: "US-NATO", "Leaves X"."""
    inside = [(s, e) for s, e in sure if start <= s and e <= end and (s, e) != (start, end)]
    if not inside:
        return False
    if any(e == end and all(t.pos_ in {"VERB", "AUX", "ADP", "PART"} for t in doc[start:s]) for s, e in inside):
        return True
    covered = {i for s, e in inside for i in range(s, e)}
    return all(i in covered or doc[i].lower_ in LINKS for i in range(start, end))
