"""How much of two development sets the lexicon knows the words of; run by hand and by `make bench`.

    python bench/coverage.py PLOVER.jsonl POLNEAR.jsonl [--missing]

PLOVER: share of the records whose text, and whose marked trigger, holds a form of a relation that stands for the record's type
(the mapping of ontology/relations.ttl). PolNeAR: share of cues, by kind and by token, whose head is a known cue. Words are
compared by lemma without a parser, so that the figures are an upper bound of what the extractors can find.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from extract.language import lemma
from extract.lexicon import Form, Lexicon, load
from ontology.relations import load as load_relations

WORD: Final = re.compile(r"n't|[^\W_]+(?:['’-][^\W_]+)*", re.IGNORECASE)
POS: Final = ("VERB", "NOUN", "ADJ")
AUXILIARIES: Final = frozenset(
    ("be", "have", "will", "would", "do", "can", "could", "may", "might", "must", "shall", "should", "to", "not")
)
OLDER: Final = {"FIGHT": "ASSAULT"}  # earlier versions of PLOVER have armed force under two types


def main() -> None:
    """Print the figures of both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plover", type=Path)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--missing", action="store_true", help="list the triggers and the frequent cues that are not known")
    arguments = parser.parse_args()
    lexicon = load()
    for line in _events(lexicon, _rows(arguments.plover), missing=arguments.missing):
        print(line)
    for line in _cues(lexicon, _rows(arguments.polnear), missing=arguments.missing):
        print(line)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _events(lexicon: Lexicon, rows: Iterable[dict[str, Any]], *, missing: bool) -> Iterator[str]:
    forms = _forms(lexicon)
    total, in_text, in_trigger, unknown = Counter[str](), Counter[str](), Counter[str](), []
    for row in rows:
        kind, text, trigger = row["type"], lemmas(row["text"]), lemmas(row["trigger"])
        kind = OLDER.get(kind, kind)
        total[kind] += 1
        fitting = [f for f in forms.get(kind, ()) if f.head in text and all(w in text for w in f.words)]
        in_text[kind] += bool(fitting)
        known = any(f.head in trigger or any(w in trigger for w in f.words) for f in fitting)
        in_trigger[kind] += known
        if not known:
            unknown.append(f"{kind}: {row['trigger']}")
    yield f"records {total.total()}: text {_share(in_text, total)}, trigger {_share(in_trigger, total)}"
    for kind in sorted(total):
        yield f"  {kind:12} {total[kind]:3}  text {in_text[kind]:3}  trigger {in_trigger[kind]:3}"
    if missing:
        yield from sorted(unknown)


def _forms(lexicon: Lexicon) -> dict[str, list[Form]]:
    relations = load_relations()
    found: dict[str, list[Form]] = {}
    for entry in lexicon.entries:
        kind = relations[entry.relation].plover
        if kind is not None:
            found.setdefault(kind, []).extend(entry.forms)
    return found


def _cues(lexicon: Lexicon, rows: Iterable[dict[str, Any]], *, missing: bool) -> Iterator[str]:
    heads = {*lexicon.cue_verbs, *lexicon.cue_nouns, *lexicon.cue_adjectives}
    phrases = {words for words, _ in lexicon.cue_phrases}
    counted: Counter[str] = Counter()
    for row in rows:
        for attribution in row["attributions"]:
            words = " ".join(row["text"][start:end] for start, end in attribution["cue"]).lower()
            if words:
                counted[words] += 1
    known = {words: _is_cue(words, heads, phrases) for words in counted}
    hits = Counter({words: n for words, n in counted.items() if known[words]})
    kinds = sum(known.values()) / len(known) if known else 0.0
    yield f"cues {counted.total()}, kinds {len(counted)}: tokens {_share(hits, counted)}, kinds {kinds:.3f}"
    if missing:
        yield from (f"  {n:3} {words}" for words, n in sorted(counted.items(), key=lambda c: (-c[1], c[0])) if not known[words])


def _is_cue(words: str, heads: set[str], phrases: set[tuple[str, ...]]) -> bool:
    if any(" ".join(phrase) in words for phrase in phrases):
        return True
    return bool((lemmas(words) - AUXILIARIES) & heads)


def _share(part: Counter[str], whole: Counter[str]) -> str:
    return f"{part.total() / whole.total():.3f}" if whole.total() else "none"


def lemmas(text: str) -> frozenset[str]:
    """Every word of a text with all lemmas it may have."""
    return frozenset(found for word in WORD.findall(text) for found in _of(word.lower()))


@lru_cache(maxsize=50_000)
def _of(word: str) -> frozenset[str]:
    parts = word.split("-") if "-" in word else [word]
    return frozenset({word, *parts, *(lemma(part, pos) for part in {word, *parts} for pos in POS)})


if __name__ == "__main__":
    main()
