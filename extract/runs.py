"""Runs of capitalised words that no other witness claims as a name; called by `extract.names`."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from extract.patterns import JOINTS
from extract.records import EntityType
from extract.surroundings import Name, Words, beside, is_name_word, shown_by


def find_runs(doc: Doc, words: Words, titles: list[Span], chosen: list[Name], ends: set[int], *, heading: bool) -> Iterator[Name]:
    """Capitalised words that no witness claimed, with the type that their surroundings show; `ends` are those of titles."""
    taken = {i for n in chosen for i in range(n.start, n.end)} | {t.i for title in titles for t in title}
    starts = {t.start for t in titles if t[-1].lower_ in {"minister", "secretary", "commissioner"}}
    at = 0
    while at < len(doc):
        end = _run(doc, at, taken, words)
        if end > at and not (end in starts and doc[end].text[0].isupper()):
            kind = _kind(doc, at, end, words, ends, heading)
            if kind is not None:
                yield Name(start=at, end=end, type=kind, witness="title" if at in ends else "run")
        at = max(end, at + 1)


def _run(doc: Doc, at: int, taken: set[int], words: Words) -> int:
    end = at
    while end < len(doc) and end not in taken:
        token = doc[end]
        if is_name_word(token, words) or (
            end > at and token.lower_ in words["name_particles"] and end + 1 < len(doc) and _particle(doc, end, taken, words)
        ):
            end += 1
        else:
            break
    return end


def _particle(doc: Doc, at: int, taken: set[int], words: Words) -> bool:
    """ "van", "al-": small words inside a personal name; at most two in a row."""
    if doc[at].text in JOINTS and doc[at].whitespace_:
        return False
    return any(
        i < len(doc)
        and i not in taken
        and is_name_word(doc[i], words)
        and all(doc[k].lower_ in words["name_particles"] for k in range(at, i))
        for i in (at + 1, at + 2, at + 3)
    )


def _kind(doc: Doc, start: int, end: int, words: Words, titled: set[int], heading: bool) -> EntityType | None:
    """The type of an unknown run, None where nothing shows that it is a name."""
    first, length = doc[start], end - start
    shown = beside(doc, start, end, words, titled)
    if shown is not None:
        return shown
    if heading:
        return None
    if length == 1 and first.text.isupper() and sum(c.isalpha() for c in first.text) > 1:
        return EntityType.ORGANIZATION
    return shown_by(doc, start, end, words)
