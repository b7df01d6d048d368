"""The phrases of a document as columns of numbers, so that all candidates of a pronoun are compared in one go."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import numpy as np

from extract import grammar
from extract.attribution import Report
from extract.coreference import words
from extract.coreference.features import CASES, OF_PRONOUN, STEP_ENDS, VALUES
from extract.coreference.phrases import Phrase
from extract.coreference.sorts import SORTS
from extract.coreference.tree import Tree

Array = Any
UNSORTED: Final = len(SORTS)
PERSONAL: Final = frozenset({"Person", "none", "Group", "State", "Place", "Organization"})
PLURAL_NUMBERS: Final = frozenset({"many", "several", "members"})
CODED: Final = ("form", "role", "number", "gender", "kind")
MARKED: Final = ("main", "opening", "predicate", "conjunct")
SAID: Final = {"direct": 2, "indirect": 3, "mixed": 4}


class Columns:
    """Columns over the phrases; `keys` numbers what they speak of, `sorts` are learned probabilities or None."""

    def __init__(self, phrases: Sequence[Phrase], trees: Sequence[Tree], sorts: Array | None) -> None:
        self.phrases = phrases
        self.trees = trees
        self.sorts = sorts
        self.codes: dict[str, Array] = {name: _coded(phrases, name) for name in CODED}
        for name in MARKED:
            self.codes[name] = np.fromiter(map(attrgetter(name), phrases), dtype=np.int64, count=len(phrases))
        self.codes["named"] = np.array([bool(p.entities) for p in phrases], dtype=np.int64)
        sort = np.full(len(phrases), UNSORTED) if sorts is None else sorts.argmax(1)
        self.codes["sort"] = sort
        self.at, self.sentence, self.paragraph, self.clause, self.governor = (
            np.fromiter(map(attrgetter(name), phrases), dtype=np.int64, count=len(phrases))
            for name in ("at", "sentence", "paragraph", "clause", "governor")
        )
        self.pronoun = np.array([p.pronoun for p in phrases], dtype=bool)
        numbers: dict[str, int] = {}
        self.keys = np.array([numbers.setdefault(p.key, len(numbers)) for p in phrases], dtype=np.int64)
        self.total = np.bincount(self.keys[~self.pronoun], minlength=len(numbers) + 1)
        self.prior = None if sorts is None or not len(sorts) else sorts.mean(0)
        self.agrees = {name: np.array([agrees(name, p) for p in phrases], dtype=bool) for name in words.CLASSES}
        self.single = np.array([len(p.heads) == 1 for p in phrases], dtype=bool)
        self._subjects: dict[int, int | None] = {}

    def subject(self, k: int) -> int | None:
        """The word that acts in the clause of phrase `k`, through control: Sudan in "asked Sudan to keep its word"."""
        if k not in self._subjects:
            phrase = self.phrases[k]
            base = phrase.at - phrase.token.i
            found = grammar.subject(phrase.token.doc[phrase.clause - base])
            self._subjects[k] = None if found is None else base + found.i
        return self._subjects[k]

    def of_pronoun(self, k: int, few: int) -> Mapping[str, int]:
        """Values that say whether the pronoun goes back to anything at all."""
        phrase = self.phrases[k]
        tree, i = self.trees[phrase.paragraph], phrase.token.i
        head = tree.heads[i]
        governs = any(tree.deps[c] in {"ccomp", "csubj", "advcl", "xcomp"} and c > head for c in tree.children[head])
        after = tree.pos[i + 1] if i + 1 < len(tree.pos) else "PUNCT"
        case = words.case(tree.lower[i])
        return {
            "case": CASES.index(case),
            "own role": _own_role(phrase, case),
            "own sort": int(self.codes["sort"][k]),
            "opens": int(phrase.opening),
            "acts": int(
                phrase.role == "subject" and tree.pos[head] == "VERB" and (tree.has(head, "obj") or tree.has(head, "ccomp"))
            ),
            "expletive": int(tree.deps[i] == "expl"),
            "governs clause": int(governs),
            "passive": int(tree.has(head, "aux:pass")),
            "governor is": _listed("governor is", tree.pos[head]),
            "next": _listed("next", after),
            "few": int(np.searchsorted(STEP_ENDS, few)),
        }


def _own_role(phrase: Phrase, case: str) -> int:
    return VALUES["role"].index("possessor" if case == "possessive" else phrase.role)


def _listed(name: str, value: str) -> int:
    values = OF_PRONOUN[name]
    return values.index(value) if value in values else len(values) - 1


def _coded(phrases: Sequence[Phrase], name: str) -> Array:
    numbers = {value: n for n, value in enumerate(VALUES[name])}
    return np.array([numbers[value] for value in map(attrgetter(name), phrases)], dtype=np.int64)


def agrees(pronoun: str, phrase: Phrase) -> bool:
    """Whether number, gender and kind let the pronoun go back to the phrase."""
    if phrase.pronoun:
        return phrase.form == pronoun
    if pronoun == "they":
        return phrase.kind != "Person" or phrase.form != "name" or phrase.number in PLURAL_NUMBERS
    if phrase.number in PLURAL_NUMBERS:
        return False
    if pronoun == "it":
        return phrase.kind != "Person"
    return phrase.gender != ("f" if pronoun == "he" else "m") and phrase.kind in PERSONAL


class Reported:
    """Which report's words each phrase stands in, and where the source of those words stands."""

    def __init__(self, phrases: Sequence[Phrase], reports: Sequence[Sequence[Report]], bases: Mapping[int, int]) -> None:
        self.number = np.full(len(phrases), -1)
        self.source: list[int] = []
        self.said: list[int] = []
        known: dict[int, int] = {}
        for k, phrase in enumerate(phrases):
            report = innermost(reports[phrase.paragraph], phrase.token.idx) if reports[phrase.paragraph] else None
            if report is None:
                continue
            if id(report) not in known:
                known[id(report)] = len(self.source)
                source = report.source
                self.source.append(-1 if source is None else bases[grammar.offset(source.doc)] + source.i)
                self.said.append(SAID[report.kind.value])
            self.number[k] = known[id(report)]


def innermost(reports: Sequence[Report], at: int) -> Report | None:
    """The narrowest report whose content holds the character."""
    holding = [r for r in reports if r.holds(at)]
    return min(holding, key=lambda r: r.content[-1].end - r.content[0].start, default=None)
