"""A pronoun beside each of its candidates, as the values that `extract.coreference.features` makes cells of."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from extract.coreference import words
from extract.coreference.chains import Chains
from extract.coreference.columns import Columns, Reported
from extract.coreference.features import COUNT_ENDS, DISTANCES, FITS, STEP_ENDS
from extract.coreference.phrases import ROLES
from extract.coreference.sorts import FLOOR

Array = Any
WINDOW: Final = 4  # sentences back
AHEAD: Final = 3  # phrases of the same sentence that a pronoun can point forward to
FORWARD: Final = frozenset({"name", "the", "owned", "quantity"})
CATAPHORA: Final = DISTANCES.index("later")
LAST_SUBJECT: Final = ROLES.index("passive")


def candidates(columns: Columns, chains: Chains, k: int) -> Array:
    """Numbers of the phrases that agree with pronoun `k`: those before it, nearest first, then some behind it."""
    phrase = columns.phrases[k]
    first = int(np.searchsorted(columns.sentence, phrase.sentence - WINDOW))
    fits = columns.agrees[phrase.form]
    before = np.arange(k - 1, first - 1, -1)
    before = before[fits[before] & (columns.at[before] < phrase.at)]
    behind: list[int] = []
    for n in range(k + 1, len(columns.phrases)):
        other = columns.phrases[n]
        if other.sentence != phrase.sentence or len(behind) == AHEAD:
            break
        if fits[n] and other.form in FORWARD and other.governor != phrase.at and other.at > phrase.at:
            behind.append(n)
    found = np.array([*before, *behind], dtype=np.int64)
    return _bound(columns, k, found[(columns.at[found] != phrase.governor) & ~chains.other_gender(found, phrase.form)])


def _bound(columns: Columns, k: int, found: Array) -> Array:
    """What syntax leaves: "itself" and "its own" go back to the subject of their clause, an object pronoun never does."""
    phrase = columns.phrases[k]
    tree, i = columns.trees[phrase.paragraph], phrase.token.i
    subject = columns.subject(k)
    if subject is None:
        return found
    case = words.case(tree.lower[i])
    mine = columns.at[found] == subject
    if case == "reflexive" or (case == "possessive" and tree.lower[i + 1 : i + 2] == ["own"]):
        return found[mine] if mine.any() else found
    return found[~mine] if case == "object" and phrase.governor == phrase.clause else found


def pair_codes(
    columns: Columns, reported: Reported, chains: Chains, k: int, found: Array, own: Mapping[str, int]
) -> dict[str, Array]:
    """Values of every part of `PAIR` for pronoun `k`, whose own are given, and its candidates, as numbers."""
    phrase = columns.phrases[k]
    codes = {name: column[found] for name, column in columns.codes.items()}
    codes.update({name: np.full(len(found), own[name]) for name in ("case", "own role", "own sort", "opens", "acts")})
    _distances(codes, columns, k, found)
    _mentions(codes, columns, chains, k, found)
    codes["place"] = _places(columns, k, found)
    codes["governor"] = (columns.governor[found] == phrase.governor) & (codes["distance"] == 0)
    codes["report"] = _reports(columns, reported, chains, k, found)
    subjects = (codes["role"] <= LAST_SUBJECT) & (columns.at[found] < phrase.at)
    codes["subject before"] = _first_of(subjects)
    codes["subject of sentence"] = _last_of(subjects & (codes["distance"] == 1))
    return {name: np.asarray(column, dtype=np.int64) for name, column in codes.items()}


def _distances(codes: dict[str, Array], columns: Columns, k: int, found: Array) -> None:
    phrase = columns.phrases[k]
    at = columns.at[found]
    sentences = phrase.sentence - columns.sentence[found]
    codes["distance"] = np.where(at < phrase.at, sentences, CATAPHORA)
    codes["near"] = np.minimum(sentences, 2)
    codes["words"] = np.searchsorted(STEP_ENDS, np.abs(phrase.at - at))
    codes["rank"] = np.searchsorted(STEP_ENDS, np.cumsum(np.diff(at, prepend=at[:1]) != 0))
    codes["paragraph"] = columns.paragraph[found] == phrase.paragraph


def _mentions(codes: dict[str, Array], columns: Columns, chains: Chains, k: int, found: Array) -> None:
    """How often what a candidate speaks of was spoken of, how, and what it was called."""
    chain, meant = chains.of[found], chains.meant[found]
    own = words.CLASSES.index(columns.phrases[k].form)
    pronouns = chains.pronouns[chain]
    codes["count"] = np.searchsorted(COUNT_ENDS, chains.count[chain])
    codes["conflict"] = pronouns.sum(1) > pronouns[:, own]
    codes["last"] = chains.last[chain] == found
    codes["first"] = columns.pronoun[found]
    codes["total"] = np.searchsorted(COUNT_ENDS, columns.total[columns.keys[meant]])
    for name in ("number", "form", "kind", "sort"):
        codes[f"meant {name}"] = columns.codes[name][meant]
    if columns.sorts is None:
        codes["fit"] = np.full(len(found), len(FITS) // 2)
    else:
        agreement = np.log((columns.sorts[k] * columns.sorts[meant] / columns.prior).sum(1) + FLOOR)
        codes["fit"] = np.rint(np.clip(agreement, -3, 2) * 2).astype(np.int64) + 6


def _places(columns: Columns, k: int, found: Array) -> Array:
    """Where a candidate of the same sentence stands in the tree, seen from the pronoun."""
    phrase = columns.phrases[k]
    tree, i = columns.trees[phrase.paragraph], phrase.token.i
    base = phrase.at - i
    above = tree.ancestors(i)
    own = phrase.clause - base
    clauses = [base + a for a in above if a != own and tree.clause(a) == a]
    subject = columns.subject(k)
    at, clause = columns.at[found], columns.clause[found]
    place = np.zeros(len(found), dtype=np.int64)
    place[columns.governor[found] == phrase.governor] = 7
    for n, head in reversed(list(enumerate(clauses))):
        place[clause == head] = min(4 + n, 6)
    if tree.deps[own] == "conj":
        place[clause == base + tree.heads[own]] = 9
    place[clause == phrase.clause] = 3
    around = {base + a for a in above}
    place[[a in around for a in at.tolist()]] = 2
    if subject is not None:
        place[at == subject] = 1
    joined = tree.first(tree.heads[i])
    if joined != tree.heads[i]:
        place[(at == base + joined) & columns.single[found]] = 8
    place[(columns.sentence[found] != phrase.sentence) | (at >= phrase.at)] = 0
    return place


def _reports(columns: Columns, reported: Reported, chains: Chains, k: int, found: Array) -> Array:
    """Whether pronoun and candidate are reported, by whom, and whether the candidate is who reports."""
    own, others = int(reported.number[k]), reported.number[found]
    if own < 0:
        return (others >= 0).astype(np.int64)
    code = np.where(others >= 0, 7, 6)
    source = reported.source[own]
    speaker = chains.at_word(source)
    if speaker is not None:
        code[chains.of[found] == chains.of[speaker]] = reported.said[own]
    code[others == own] = 5
    code[columns.at[found] == source] = reported.said[own]
    return code


def _first_of(marks: Array) -> Array:
    """Only the first that is marked."""
    return marks & (np.cumsum(marks) == 1)


def _last_of(marks: Array) -> Array:
    """Only the last that is marked."""
    return marks & (np.cumsum(marks) == marks.sum())
