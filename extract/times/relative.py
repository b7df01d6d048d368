"""Values of expressions that count from the day of publication or from a date spoken of (last week, two years later).

Also durations, sets and clock times. Called through `RESOLVERS` by `find_times`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from extract.times.doubt import is_name
from extract.times.habits import is_habitual, is_nowadays, is_personal, is_vision
from extract.times.lexicon import OWNERS
from extract.times.phrases import Phrase
from extract.times.scene import Reading, Scene, dated, is_future
from extract.times.values import Point, day_point, make_point, shift, span_of_days, span_of_week

_PERIODS: Final = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "H": "PT{}H", "M": "PT{}M", "S": "PT{}S"}
_MULTIPLES: Final = {
    "decade": ("year", 10),
    "century": ("year", 100),
    "quarter": ("month", 3),
    "fortnight": ("week", 2),
    "weekend": ("day", 2),
}
_HALVES: Final = {"year": (6, "month"), "decade": (5, "year"), "century": (50, "year")}
_STEPS: Final = {"l": -1, "L": -1, "b": -1, "g": -1, "i": 0, "j": 0, "f": 1, "F": 1, "h": 1}


def weekday(phrase: Phrase, scene: Scene) -> Reading | None:
    """On Thursday, last Thursday, Tuesday last week, that Friday."""
    word = phrase.of("Wv")[0]
    before = phrase.before()
    lead = phrase.of("lfij")
    if not lead and before and (before.kind in "a/"):  # on a Monday
        return None
    if not lead and (is_name(phrase) or is_habitual(phrase)):
        return None
    if word.kind == "v" and not lead and word.end - word.start < 4 and (before is None or before.kind != "P"):
        return None  # "Sun" and "Sat" are words, "Tues" and "Thurs" are not
    if scene.today is None:
        return None
    number, today = int(word.value), scene.today
    if lead and lead[-1].kind == "j" and scene.last and scene.last.date:  # the nearest to the day spoken of
        return dated(day_point(scene.last.date + timedelta(days=(number - scene.last.date.weekday() + 3) % 7 - 3)))
    if phrase.of("U"):
        return dated(day_point(today + timedelta(days=number - today.weekday() + 7 * _STEPS[lead[-1].kind])))
    kind = lead[-1].kind if lead else ""
    if kind == "l":
        return dated(day_point(today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)))
    if kind == "f":
        return dated(day_point(today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)))
    if kind == "i":
        return dated(day_point(today + timedelta(days=number - today.weekday())))
    return dated(scene.weekday(phrase, number))


def day_named(phrase: Phrase, scene: Scene) -> Reading | None:
    """Yesterday, last night, this morning, that evening."""
    days = phrase.value("R")
    if phrase.of("q") and days:  # the day before yesterday
        days *= 2
    if days == 0 and ((scene.is_history(phrase.start) and not is_personal(phrase)) or is_nowadays(phrase)):
        return None
    if days == 1 and is_vision(phrase):  # preserve tomorrow
        return None
    if days is None and _belongs(phrase):  # the last night of the term, our last evening here
        return None
    kind = "i" if days is not None else phrase.of("lfijLF")[0].kind
    base = scene.last if kind in "jLF" or kind == "f" else scene.anchor
    point = base and shift(base, days if days is not None else _STEPS[kind], "day")
    return dated(point)


def unit(phrase: Phrase, scene: Scene) -> Reading | None:
    """Last week, this year, the following month, the same day."""
    lead, name = phrase.of("lfijLF")[-1].kind, phrase.unit()
    spoken = lead in "jLF" or (lead == "f" and (_has_article(phrase) or name == "day"))
    base = scene.last if spoken else scene.anchor
    if lead == "i" and name == "day" and _follows(phrase, "t"):  # to this day
        return None
    pointing = phrase.words[phrase.first].value == "that" and not _follows(phrase, "bh")  # not "later that day"
    if pointing and base is not None and base == scene.anchor and not scene.named:
        return None  # "that day" is another than today
    if base is None or (lead in "lfLF" and phrase.is_plural()) or (lead == "l" and name == "day"):
        return None
    if name == "quarter" and any((word := phrase.after(n)) is not None and word.kind == "C" for n in (1, 3)):
        return None  # the past quarter century, the past quarter of a century
    if _has_article(phrase) and name in (*_PERIODS, "fortnight") and phrase.words[phrase.first].value == "past":
        period, factor = _MULTIPLES.get(name, (name, 1))
        return Reading(_PERIODS[period].format(factor), "DURATION")  # "over the past year" counts back from now
    if name == "week" and lead == "i" and base.date and base.date.weekday() and not is_future(phrase):
        return Reading(span_of_week(base.date, 0, base.date.weekday()), "DATE", base)  # what has happened: up to today
    if name in ("week", "weekend", "fortnight"):
        return _week(base, name, _STEPS[lead], ahead=is_future(phrase))
    if name in ("decade", "century"):
        return _long(base, name, lead)
    if name == "quarter":
        return _quarter(base, _STEPS[lead])
    return dated(shift(base, _STEPS[lead], name))


def _week(base: Point, name: str, step: int, *, ahead: bool = False) -> Reading | None:
    if base.date is None:
        return None
    day = base.date + timedelta(days=7 * step)
    weekend = name == "weekend"
    if (
        weekend and step == 0 and base.date.weekday() < 3 and not ahead
    ):  # early in the week, "this weekend" in the news is the one just past
        day -= timedelta(days=7)
    value = span_of_week(day, 5, 6) if weekend else span_of_week(day)
    return Reading(value, "DATE", day_point(day))


def _long(base: Point, name: str, lead: str) -> Reading | None:
    if name == "decade" and lead in "lf":
        return Reading("P10Y", "DURATION")
    length = 10 if name == "decade" else 100
    first = (base.year // length + _STEPS[lead]) * length
    return Reading(span_of_days(Point(first), Point(first + length - 1)))


def weekend(phrase: Phrase, scene: Scene) -> Reading | None:
    """Over the weekend: the last one."""
    named = getattr(phrase.after(), "kind", "") == "z"  # the weekend of 5-6 March
    known = phrase.unit() == "weekend" and not phrase.is_plural() and not named and _has_article(phrase) and scene.anchor
    return _week(scene.anchor, "weekend", 0) if known and scene.anchor else None


def _quarter(base: Point, step: int) -> Reading | None:
    if base.month is None:
        return None
    moved = shift(Point(base.year, (base.month - 1) // 3 * 3 + 1), step, "quarter")
    return moved and Reading(span_of_days(moved, Point(moved.year, (moved.month or 1) + 2)), "DATE", moved)


def year_part(phrase: Phrase, scene: Scene) -> Reading | None:
    """The end of the year: its last day; "earlier in the year", mid-year: the year."""
    year = scene.year_at(phrase.start)
    if year is None:
        return None
    ends = any(word.value == "end" for word in phrase.of("X"))
    return dated(Point(year, 12, 31) if ends else Point(year))


def ago(phrase: Phrase, scene: Scene) -> Reading | None:
    """Three weeks ago."""
    if phrase.of("y"):  # a year and a half, half a century
        half = _HALVES.get(phrase.unit())
        if half is None or scene.anchor is None:
            return None
        count, name = (18, "month") if phrase.of("&") else half
        return dated(shift(scene.anchor, -count, name))
    moved, day = _moved(phrase, scene.anchor, -1), phrase.value("R")
    if moved and moved.point and day is not None and scene.today and phrase.unit() == "year":  # two years ago today
        said = scene.today + timedelta(days=day)
        return dated(make_point(said.year - scene.today.year + moved.point.year, said.month, said.day))
    return moved


def offset(phrase: Phrase, scene: Scene) -> Reading | None:
    """Two years later, a year earlier, the day before: from the date spoken of."""
    if scene.shared is not None:  # "two years later, in 1896"
        return dated(Point(scene.shared))
    words = phrase.of("bhq")
    back = bool(not words or words[-1].kind == "b" or words[-1].value == "before")
    bare = phrase.words[phrase.first].kind in "UA"
    if bare and not _has_article(phrase):
        return None
    if bare and phrase.unit() == "week" and scene.last:
        return _week(scene.last, "week", -1 if back else 1)
    return _moved(phrase, scene.last, -1 if back else 1)


def _moved(phrase: Phrase, base: Point | None, step: int) -> Reading | None:
    name, count = phrase.unit(), _count(phrase)
    if base is None or name in ("weekend", "quarter") or count > 3000:
        return None
    return dated(shift(base, step * count, name))


def duration(phrase: Phrase, scene: Scene) -> Reading | None:
    """Three years, the past 30 days, an 11-year lull."""
    words = phrase.of("H")
    name = str(words[0].value) if words else phrase.unit()
    if name == "quarter":  # of an amount, more likely
        return None
    number = phrase.of("n")
    if name == "day" and len(number) == 1 and number[0].value == 1 and not phrase.of("lfLF"):  # "one day" in a tale or a hope
        return None
    name, factor = _MULTIPLES.get(name, (name, 1))
    return Reading(_PERIODS[name].format(_count(phrase) * factor), "DURATION")


def each(phrase: Phrase, scene: Scene) -> Reading | None:
    """Every year, annually, Fridays."""
    word = phrase.words[phrase.last - 1]
    if word.kind == "Z":
        return Reading(str(word.value), "SET")
    if word.kind in "WV":
        return Reading("P1W", "SET")
    if word.kind in "Mm":
        return Reading("P1Y", "SET")
    name, factor = _MULTIPLES.get(phrase.unit(), (phrase.unit(), 1))
    return Reading(_PERIODS[name].format(factor), "SET")


def clock(phrase: Phrase, scene: Scene) -> Reading | None:
    """9 a.m., 22:30, noon."""
    word = phrase.words[phrase.first]
    half = phrase.of("x")
    text = f"T{word.value:02d}:00" if isinstance(word.value, int) else str(word.value)
    hour = int(text[1:3])
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0].value == "p" else 0)
    return Reading(f"T{hour:02d}{text[3:]}", "TIME") if hour < 24 else None


def _count(phrase: Phrase) -> int:
    numbers = phrase.of("DY9n")
    return sum(int(word.value) for word in numbers) if numbers else 1


def _belongs(phrase: Phrase) -> bool:
    before = phrase.before()
    return phrase.of("l") != [] and before is not None and (before.kind == "d" or str(before.value).lower() in OWNERS)


def _has_article(phrase: Phrase) -> bool:
    return _follows(phrase, "d")


def _follows(phrase: Phrase, kinds: str) -> bool:
    before = phrase.before()
    return before is not None and before.kind in kinds


RESOLVERS: Final[dict[str, Callable[[Phrase, Scene], Reading | None]]] = {
    "set": each,
    **{function.__name__: function for function in (weekday, day_named, unit, weekend, year_part, ago, offset, duration, clock)},
}
