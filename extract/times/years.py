"""Values of expressions that name a year, decade or century. Called through `RESOLVERS` by `find_times`."""

from collections.abc import Callable
from typing import Final

from extract.times.days import expand, spoken
from extract.times.doubt import is_circa, is_countable, is_year
from extract.times.lexicon import OWNERS
from extract.times.phrases import Phrase
from extract.times.scene import Reading, Scene, dated
from extract.times.values import Point, make_point, span_of_days
from extract.times.words import Word


def decade(phrase: Phrase, scene: Scene) -> Reading | None:
    """The 1990s, the late 1970s, the early 1800s: tens of years, or a century where the number is a hundred before 2000."""
    word = phrase.of("Ee")[0]
    first, before = int(word.value), phrase.before()
    if before is not None and str(before.value).lower() in OWNERS:  # in her 80s
        return None
    if first >= 1000 and word.end - word.start == 6 and not phrase.of("X") and (before is None or before.kind != "d"):
        return dated(make_point(first))  # 2010's best film
    if word.kind == "e":
        if before is None or before.kind not in "dPX" or before.end + 1 < phrase.start:
            return None
        first += 1900
    if first < 1000:
        return None
    length = 100 if first % 100 == 0 and first < 2000 else 10
    return _part(phrase, first, length)


def century(phrase: Phrase, scene: Scene) -> Reading | None:
    """The 19th century, the late twentieth century."""
    number = sum(int(word.value) for word in phrase.of("Oon"))
    if not 1 <= number <= 21:
        return None
    if any(str(word.value).startswith("b") for word in phrase.of("B")):
        return Reading(f"-{number * 100 - 1:04d}/-{number * 100 - 100:04d}")
    return _part(phrase, (number - 1) * 100, 100)


def _part(phrase: Phrase, first: int, length: int) -> Reading:
    """Early, mid or late in a decade or century."""
    part = str(phrase.of("Xbh")[0].value) if phrase.of("Xbh") else ""
    quarter_length = length // 4 if length > 10 else 5
    last = first + length - 1
    if part in ("early", "earlier", "beginning", "start"):
        last = first + quarter_length - (length == 10)
    elif part in ("late", "later", "end"):
        first = last - quarter_length + 1
    elif part in ("mid", "middle"):
        first, last = (first + length * 4 // 10, first + length * 6 // 10)
    return Reading(span_of_days(Point(first), Point(last)))


def era(phrase: Phrase, scene: Scene) -> Reading | None:
    """400 BC is the year -399 of ISO 8601, which has a year 0."""
    year = phrase.value("YD9") or 0
    mark = next((word for word in phrase.words[phrase.first : phrase.last + 4] if word.kind == "B"), None)
    before_christ = mark is not None and str(mark.value).startswith("b")
    return dated(make_point(1 - year if before_christ else year)) if 0 < year < (10_000 if before_christ else 2200) else None


def ancient(phrase: Phrase, scene: Scene) -> Reading | None:
    """Three digits are a year where the text already speaks of such times, or after "circa"."""
    number, before, after = phrase.value("9D") or 0, phrase.before(), phrase.after()
    if _is_lifetime(phrase):
        return dated(Point(number))
    if before is None or not 0 < number < 1000 or (after and after.kind in "UAHM%9"):
        return None
    if before.kind == "A":
        return dated(Point(number))
    spoken = before.kind in "Ptzq(-c&" and scene.last is not None and -1000 < scene.last.year < 1100
    if number < 100 or (after and after.kind == "w" and not (spoken and str(after.value).istitle())):
        return None
    return dated(Point(number)) if is_circa(phrase) or spoken else None


def _is_lifetime(phrase: Phrase) -> bool:
    """Whether it is one of the years in "the poet Sikong (837-908)": two numbers alone in brackets, a lifetime apart."""
    first = phrase.first - (2 if phrase.words[phrase.first - 1].kind == "-" else 0)
    name, *words = phrase.words[max(first - 2, 0) : first + 4]
    if "".join(word.kind for word in words) != "(9-9)" or name.kind != "w" or not str(name.value)[:1].isalpha():
        return False
    born, died = int(words[1].value), int(words[3].value)
    return 100 <= born < died < 1000 and _YOUNGEST <= died - born <= _OLDEST and not str(name.value).islower()


def years(phrase: Phrase, scene: Scene) -> Reading | None:
    """2013/14, 2013/2014: a budget or season."""
    first, last = phrase.of("YD9")[:2]
    end = _completed(first, last)
    tight = last.end - first.end < 4 or last.kind == "Y"
    return dated(make_point(end), f"{first.value}/{end}") if tight and int(first.value) < end and is_year(phrase) else None


def last_year(phrase: Phrase, scene: Scene) -> Reading | None:
    """The 77 of "1776-77", also of "1776 – 77" at the end of a clause: the other end of a range."""
    first, last, after = phrase.before(2), phrase.words[phrase.first], phrase.after()
    if first is None or scene.last is None or scene.last_end != first.end:
        return None
    tight = last.end - first.end < 4 or after is None or after.kind in "),.;|"
    end = _completed(first, last)
    return dated(make_point(end)) if tight and int(first.value) < end else None


def _completed(first: Word, last: Word) -> int:
    """The year that the last digits of "1776-77" or "1776-7" stand for."""
    written = last.end - last.start
    return int(str(first.value)[:-written] + str(last.value)[-written:].zfill(written))


def year(phrase: Phrase, scene: Scene) -> Reading | None:
    """2021, where it is a year; that of "the 1972 treaty" is no date that the text goes on to speak of."""
    if not is_year(phrase):
        return None
    before, after = phrase.before(), phrase.after()
    names = before is not None and before.kind in "da" and after is not None and after.kind == "w"
    return Reading(str(Point(phrase.value("Y") or 0))) if names else dated(make_point(phrase.value("Y")))


def spoken_year(phrase: Phrase, scene: Scene) -> Reading | None:
    """Nineteen sixty-eight, twenty sixteen; "fifteen twenty paintings" are no year."""
    after = phrase.after()
    counts = after is not None and after.kind == "w" and is_countable(str(after.value))
    return None if counts else dated(make_point(spoken(phrase.of("n"))))


def short_year(phrase: Phrase, scene: Scene) -> Reading | None:
    """'71, after a preposition."""
    before, number = phrase.before(), phrase.value("D9")
    if before is None or before.kind not in "Pztq" or number is None or not 0 <= number < 100:
        return None
    return dated(make_point(expand(number, scene)))


_YOUNGEST, _OLDEST = 15, 110  # years of a life
RESOLVERS: Final[dict[str, Callable[[Phrase, Scene], Reading | None]]] = {
    function.__name__: function for function in (decade, century, era, ancient, years, last_year, year, spoken_year, short_year)
}
