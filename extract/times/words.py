"""One scan turns a text into words, numbers and marks with their kinds. Called by `find_times` and the phrase finder."""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from extract.times.lexicon import AMBIGUOUS, LEXICON


class Word(NamedTuple):
    """A word, number or mark of the text with its kind; `value` is the month, weekday, number or unit that it stands for."""

    start: int
    end: int
    kind: str
    value: int | str


_MARKS: Final[dict[str, str]] = {
    **dict.fromkeys("-‐‑‒–—―−", "-"),
    **dict.fromkeys("'’‘ʼ", "'"),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    **dict.fromkeys("$€£¥#§№", "$"),
    "+": "%",
    **dict(zip(",./%&", ",./%&", strict=True)),
}

# Every unbounded repeat is possessive and ends its alternative, so that the scan is linear whatever the text.
_TOKEN: Final = re.compile(
    r"""
    (?P<link>(?:https?://|www\.)\S++|[\w.+-]{1,40}@[\w-]++)
  | (?P<iso>\d{4}-[01]\d(?:-[0-3]\d(?:T\d\d:\d\d(?::\d\d(?:\.\d++)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?(?![\d-])
    | \d{4}/[01]\d/[0-3]\d(?![\d/]))
  | (?P<numeric>\d{1,2}(?P<separator>[./-])\d{1,2}(?P=separator)(?:\d{4}|\d\d)(?![\d/-]))
  | (?P<nine>9/11(?![\d/]))
  | (?P<war>(?:World\ War\ (?:II|I|[Tt]wo|[Oo]ne|[12])|WW(?:II|I|[12])|(?:[Ff]irst|[Ss]econd)\ [Ww]orld\ [Ww]ar)\b)
  | (?P<clock>[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?!\d))
  | (?P<decade>(?:\d\d)?\d0['’]?s\b(?!°))
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<amount>\d{1,3}(?:,\d{3}){1,5}+(?!\d)(?:\.\d{1,9})?|\d{1,9}+\.\d++)
  | (?P<number>\d++)
  | (?P<quarter>Q[1-4]\b)
  | (?P<half>[AaPp](?:\.[Mm]\.|[Mm]\b))
  | (?P<word>[^\W\d_]++)
  | (?P<gap>\n[^\S\n]{0,200}+\n\s*+)
  | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)


def read_words(text: str) -> list[Word]:
    """The words, numbers and marks of a text in order; what has no meaning for dates has kind `w`."""
    words: list[Word] = []
    add = words.append
    lexicon = LEXICON
    for found in _TOKEN.finditer(text):
        group = found.lastgroup or "mark"
        start, end = found.span()
        raw = found[0]
        if group == "word":
            entry = lexicon.get(raw.lower())
            if entry is None:
                add(Word(start, end, "w", raw))
            else:
                kind = _cased(raw, entry[0], words[-1] if words else None)
                add(Word(start, end, kind, raw if kind == "w" else entry[1]))
        elif group == "mark":
            add(Word(start, end, _MARKS.get(raw, ";"), raw))
        else:
            add(Word(start, end, *_NUMERIC[group](raw)))
    return words


def kinds_of(words: Iterable[Word]) -> str:
    """The kinds as one string, a character for each word."""
    return "".join([word.kind for word in words])


def _cased(raw: str, kind: str, previous: Word | None) -> str:
    """The kind, given how the word is written: names of months and days are capitalised, "AD" is, and May may be a verb."""
    if kind not in "MvBRpZ":
        return kind
    if kind == "Z":  # the Daily Mail
        return "w" if raw.istitle() and previous is not None and previous.kind not in ".|;" else kind
    if kind in "Rp":  # USA Today, the Saturday Evening Post
        named = raw.istitle() and previous is not None and (previous.kind == "W" if kind == "p" else _is_title(previous))
        return "w" if named else kind
    lower = raw.islower()
    if kind == "M" and raw in ("june", "april"):
        return kind
    if kind == "M" and (raw.lower() in AMBIGUOUS or (len(raw) < 5 and raw.lower() not in ("june", "july"))):
        return "w" if lower else "m"
    if lower and kind == "v":
        return "w"
    return "w" if kind == "B" and not raw.isupper() else kind


def _is_title(word: Word) -> bool:
    return word.kind == "w" and str(word.value)[:1].isupper()


def _number(raw: str) -> tuple[str, int | str]:
    value = int(raw[:9])
    if len(raw) == 4 and 1000 <= value < 2200:
        return "Y", value
    return ("D", value) if len(raw) < 3 and 1 <= value <= 31 else ("9", value)


def _numeric(raw: str) -> tuple[str, int | str]:
    """17.12.2021 is day first; 12/17/2021 is month first, as American texts write it, unless it cannot be."""
    first, second, year = (int(part) for part in re.split(r"[./-]", raw))
    if year < 100:
        if "/" not in raw:
            return "w", raw
        year += 1900 if year >= 50 else 2000
    day, month = (second, first) if "/" in raw and first <= 12 else (first, second)
    return (
        ("I", f"{year:04d}-{month:02d}-{day:02d}") if 1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2200 else ("w", raw)
    )


def _decade(raw: str) -> tuple[str, int | str]:
    digits = int(re.sub(r"\D", "", raw))
    return "E", digits if digits >= 1000 else 1900 + digits if digits >= 20 and digits < 100 else digits


def _iso(raw: str) -> tuple[str, int | str]:
    """2011-12 is two years, as a season or budget is written, where the second follows the first; else a month."""
    raw = raw.replace("/", "-")
    if len(raw) == 7 and (int(raw[5:]) == int(raw[2:4]) + 1 or not 1 <= int(raw[5:]) <= 12):
        return "I", f"{raw[:4]}/{raw[:2]}{raw[5:]}"
    return "I", raw


def _clock(raw: str) -> tuple[str, int | str]:
    return "T", "T" + (raw if raw[2] == ":" else "0" + raw)


_WARS: Final = {"i": "1914-07-28/1918-11-11", "ii": "1939-09-01/1945-09-02"}
_NUMERIC: Final[dict[str, Callable[[str], tuple[str, int | str]]]] = {
    "iso": _iso,
    "numeric": _numeric,
    "nine": lambda raw: ("J", "2001-09-11"),
    "war": lambda raw: ("J", _WARS["ii" if raw.lower().startswith("second") or raw.endswith(("II", "wo", "2")) else "i"]),
    "clock": _clock,
    "decade": _decade,
    "ordinal": lambda raw: ("O", int(raw[:-2])),
    "amount": lambda raw: ("w", raw) if "." in raw else ("9", int(raw.replace(",", "")[:9])),
    "number": _number,
    "quarter": lambda raw: ("Q", int(raw[1])),
    "half": lambda raw: ("x", raw[0].lower()),
    "link": lambda raw: ("w", raw),
    "gap": lambda raw: ("|", raw),
}
