"""Sources in front of their clause: "According to the minister, Ana Costa, the talks failed"; for `extract.encoder.component`.

The name between the commas tells who the minister is. Word by word it looks like the subject of the clause behind it, and the
subject like an apposition to the name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
LONGEST_NAME: Final = 5
LINKS: Final = frozenset({"of", "for", "on", "in", "at", "to", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Positions: "According", head of the title, first word of the name, the comma behind it."""

    according: int
    title: int
    name: int
    comma: int


def named_sources(words: Sequence[str], proper: Sequence[bool], heads: list[int], labels: list[str]) -> None:
    """Hang the name at its title, the title at the verb, and give the clause its subject, in place.

    `heads` are positions, a root's its own; `proper` tells names. Nothing changes where the clause has no other subject.
    """
    for found in _find(words, proper):
        verb = heads[found.name]
        if labels[found.name] not in SUBJECTS or verb <= found.comma or heads[verb] in (found.title, found.name):
            continue
        behind = range(found.comma + 1, verb)
        apposed = [i for i in behind if heads[i] == found.name and labels[i] == "appos"]
        subjects = [i for i in behind if heads[i] == verb and labels[i] in SUBJECTS]
        if (apposed and "," not in words[apposed[0] : verb]) or (subjects and not apposed):
            label = labels[found.name]
            _give_source(found, verb, heads, labels)
            _give_subject(apposed, subjects, verb, label, heads, labels)


def _find(words: Sequence[str], proper: Sequence[bool]) -> list[Named]:
    found = []
    for i in range(len(words) - 4):
        if words[i].lower() != "according" or words[i + 1].lower() != "to":
            continue
        first = next((k for k in range(i + 2, len(words)) if words[k] == ","), len(words))
        second = next((k for k in range(first + 1, len(words)) if words[k] == ","), len(words))
        title = next((k for k in range(i + 2, first) if words[k].lower() in LINKS), first) - 1
        named = 0 < second - first - 1 <= LONGEST_NAME and second + 1 < len(words) and all(proper[first + 1 : second])
        if named and title >= i + 2 and (not proper[title] or words[i + 2].lower() in {"the", "a", "an", "its", "their"}):
            found.append(Named(according=i, title=title, name=first + 1, comma=second))
    return found


def _give_source(found: Named, verb: int, heads: list[int], labels: list[str]) -> None:
    phrase = range(found.according + 2, found.name - 1)
    for i in phrase:
        if i != found.title and heads[i] not in phrase:
            heads[i], labels[i] = found.title, "compound" if i < found.title else "nmod"
    heads[found.title], labels[found.title] = verb, "obl"
    heads[found.according], labels[found.according] = found.title, "case"
    heads[found.name], labels[found.name] = found.title, "appos"


def _give_subject(apposed: list[int], subjects: list[int], verb: int, label: str, heads: list[int], labels: list[str]) -> None:
    if not apposed:
        return
    heads[apposed[0]], labels[apposed[0]] = verb, label
    for i in subjects:  # "the answer of Peru to proposals": the tree began anew behind it
        heads[i], labels[i] = apposed[0], "nmod"
