"""The same quotation as several sources give it: what was left out, what was changed; called by `graph.compare`.

Words between quotation marks are looked up by their runs of four words; those that share a rare run are aligned word by word.
Reprints of one text are one version. The speaker is the holder of a claim that the quoted words show, or the sentence around
them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from graph.compare.records import Passage, Quote
from graph.compare.scope import Scope
from graph.reading import DocumentNode

RUN: Final = 4
FEWEST: Final = 6
COMMON: Final = 12  # a run in more quotations is a set phrase
SHARED: Final = 0.75  # of the words of the shorter one
PHRASE: Final = 3
LONGEST: Final = 400  # words of a quotation that is aligned
SHOWN: Final = 8
QUOTED: Final = re.compile(r"“([^“”]{1,4000})”|\"([^\"\n]{1,4000})\"|«([^«»]{1,4000})»")
WORD: Final = re.compile(r"\w+(?:['’]\w+)?")
SAME: Final = "same words"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quotation:
    """Quoted words, as offsets and as words without case; `origin` is the first reprint of the document."""

    document: str
    origin: str
    start: int
    end: int
    words: tuple[str, ...]


def quotes(scope: Scope) -> tuple[Quote, ...]:
    """The quotations that two independent documents give: of known speakers first, and of these the ones with changed words."""
    found = [q for document in scope.graph.documents if document.text for q in _quotations(scope, document)]
    groups = _groups(found)
    rows = [_quote(scope, [found[n] for n in group]) for group in groups]
    return tuple(sorted(rows, key=lambda q: (not q.holder, q.difference == SAME, q.versions[0].document, q.versions[0].start)))


def _quotations(scope: Scope, document: DocumentNode) -> Iterator[_Quotation]:
    text = document.text or ""
    for match in QUOTED.finditer(text):
        words = tuple(word.casefold().replace("’", "'") for word in WORD.findall(match[match.lastindex or 1]))
        if FEWEST <= len(words) <= LONGEST:
            start, end = match.span(match.lastindex or 1)
            origin = scope.witnesses.origin.get(document.iri, document.iri)
            yield _Quotation(document=document.iri, origin=origin, start=start, end=end, words=words)


def _groups(found: Sequence[_Quotation]) -> list[list[int]]:
    """Quotations of the same words, each group with its fullest first; only one version of each origin."""
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, quotation in enumerate(found):
        for run in {quotation.words[at : at + RUN] for at in range(len(quotation.words) - RUN + 1)}:
            blocks[run].append(number)
    order = sorted(range(len(found)), key=lambda n: (-len(found[n].words), found[n].document, found[n].start))
    taken: set[int] = set()
    groups: list[list[int]] = []
    for first in order:
        if first in taken:
            continue
        group = [first, *_versions(found, first, blocks, taken)]
        if len(group) > 1:
            taken.update(group)
            groups.append(group)
    return groups


def _versions(
    found: Sequence[_Quotation], first: int, blocks: Mapping[tuple[str, ...], Sequence[int]], taken: set[int]
) -> Iterator[int]:
    words = found[first].words
    runs = (blocks[words[at : at + RUN]] for at in range(len(words) - RUN + 1))
    near = {n for block in runs if len(block) <= COMMON for n in block} - taken - {first}
    origins = {found[first].origin}
    for number in sorted(near, key=lambda n: (-len(found[n].words), found[n].document, found[n].start)):
        if found[number].origin not in origins and _share(words, found[number].words) >= SHARED:
            origins.add(found[number].origin)
            yield number


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter one's words that stand in the other in the same order, in runs and not one by one."""
    blocks = SequenceMatcher(None, list(one), list(other), autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size >= PHRASE)
    return shared / min(len(one), len(other)) if shared >= FEWEST else 0.0


def _quote(scope: Scope, group: Sequence[_Quotation]) -> Quote:
    fullest = group[0]
    told = [text for other in group[1:] if (text := difference(_text(scope, fullest), _text(scope, other))) != SAME]
    return Quote(
        holder=next((holder for q in group if (holder := _holder(scope, q)) is not None), None),
        versions=tuple(_passage(scope, q) for q in group[:SHOWN]),
        difference="; ".join(dict.fromkeys(told)) or SAME,
    )


def difference(full: str, other: str) -> str:
    """How the second version differs from the first, in words; case and punctuation do not count."""
    left, right = WORD.findall(full), WORD.findall(other)
    first, second = ([word.casefold().replace("’", "'") for word in words] for words in (left, right))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    parts: list[str] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        gone, come = " ".join(left[a:b]), " ".join(right[c:d])
        if tag == "delete":
            where = "at the beginning" if a == 0 else "at the end" if b == len(left) else "within"
            parts.append(f"leaves out “{gone}” {where}")
        elif tag == "insert":
            parts.append(f"adds “{come}”")
        elif tag == "replace":
            parts.append(f"has “{come}” for “{gone}”")
    return ", ".join(parts) or SAME


def _text(scope: Scope, quotation: _Quotation) -> str:
    return (scope.names.documents[quotation.document].text or "")[quotation.start : quotation.end]


def _passage(scope: Scope, quotation: _Quotation) -> Passage:
    text = _text(scope, quotation)
    return Passage(document=scope.doc_id(quotation.document), start=quotation.start, end=quotation.end, text=text, sentence=text)


def _holder(scope: Scope, quotation: _Quotation) -> str | None:
    """The speaker of the claim whose evidence lies in the quoted words, else in a sentence that they touch."""
    best: tuple[int, str] | None = None
    for start, end, sentence, holder in scope.spoken.get(quotation.document, ()):
        if start < quotation.end and quotation.start < end:
            found = (0, holder)
        elif sentence[0] < quotation.end and quotation.start < sentence[1]:
            found = (1, holder)
        else:
            continue
        best = found if best is None else min(best, found)
    return None if best is None else best[1]
