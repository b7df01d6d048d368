"""Values of expressions that name a day, month or season (December 17, 2021). Called through `RESOLVERS` by `find_times`."""

from collections.abc import Callable, Sequence
from typing import Final

from extract.times.doubt import is_attack, is_led, is_name
from extract.times.habits import is_kept, is_yearly
from extract.times.phrases import Phrase
from extract.times.scene import Reading, Scene, dated, is_future
from extract.times.values import Point, make_point, parse_point, shift, span_of_months
from extract.times.words import Word

_NEAR: Final = 300  # characters within which a month still counts for "on the 5th"
_HALF: Final = 7  # months after the beginning of a season, from which the next one is nearer
_MIDDLE: Final = 7  # the month that stands for an unknown one in the year of publication


def written(phrase: Phrase, scene: Scene) -> Reading | None:
    """2021-12-17, 17.12.2021; also 9/11 and the World Wars, of which what follows does not speak."""
    value = str(phrase.words[phrase.first].value)
    if len(value) > 20 and "/" in value:
        return Reading(value)
    if "/" in value:
        return Reading(value, "DATE", parse_point(value.partition("/")[2]))
    point = parse_point(value)
    if point is None or not 1000 <= point.year < 2200:
        return None
    return Reading(value, "TIME" if "T" in value else "DATE", point)


def day(phrase: Phrase, scene: Scene) -> Reading | None:
    """17 December 2021, Dec. 17, the 17th of December last year."""
    month, number = phrase.value("Mm"), phrase.value("DOo")
    if month is None or number is None:
        return None
    year = year_of(phrase, scene) or _turned(phrase, scene, month)
    if year is None and (month, number) == (9, 11) and is_attack(phrase):
        year = 2001
    yearly = year is None and is_kept(phrase)
    point = make_point(year, month, number) if year is not None or yearly else scene.place(phrase, month, number)
    if point is None and year is None and make_point(2000, month, number):
        return Reading(f"XXXX-{month:02d}-{number:02d}")
    return dated(point)


def bare_day(phrase: Phrase, scene: Scene) -> Reading | None:
    """On the 5th: of the month of the date spoken of before."""
    before, spoken = phrase.before(2), scene.last
    near = spoken is not None and spoken.month is not None and phrase.start - scene.last_end < _NEAR
    if not near or spoken is None or before is None or before.value != "on":
        return None
    return dated(make_point(spoken.year, spoken.month, phrase.value("Oo")))


def days(phrase: Phrase, scene: Scene) -> Reading | None:
    """5-6 September 2019."""
    month = phrase.value("Mm") or 0
    numbers = [word.value for word in phrase.of("DO") if isinstance(word.value, int)]
    year = year_of(phrase, scene)
    ends = [make_point(year, month, n) if year is not None else scene.place(phrase, month, n) for n in numbers[:2]]
    if None in ends or not numbers[0] < numbers[1]:
        return None
    return dated(ends[1], f"{ends[0]}/{ends[1]}")


def month(phrase: Phrase, scene: Scene) -> Reading | None:
    """December 2021, last July; a bare "May" or "March" only where a preposition makes it a month."""
    word = phrase.of("Mm")[0]
    number = phrase.value("Mm") or 1
    year = year_of(phrase, scene)
    if year is not None:
        return dated(make_point(year, number))
    lead = phrase.of("lfijLF")
    if not lead and (is_name(phrase) or number in scene.names):
        return None
    if not lead and word.kind == "m" and not is_led(phrase):
        return None
    if not lead and (is_yearly(phrase) or scene.is_yearly(phrase)):
        scene.yearly = phrase.last
        return Reading(f"XXXX-{number:02d}")
    turned = _turned(phrase, scene, number)
    if turned is not None:
        return dated(make_point(turned, number))
    return dated(scene.place(phrase, number)) or (Reading(f"XXXX-{number:02d}") if scene.anchor is None else None)


def _turned(phrase: Phrase, scene: Scene, month: int) -> int | None:
    """The year of "last July", "July last" and "1 July next", from the day of publication, or from a past that is told of."""
    kind = next((word.kind for word in phrase.of("lfLF")), "")
    base = scene.last if kind in "LF" else scene.past_at(phrase.start) or scene.anchor
    if not kind or base is None:
        return None
    step = -1 if kind in "lL" else 1
    near = base.month or (_MIDDLE if kind in "lf" else month)
    return base.year + (step if (month - near) * step <= 0 else 0)


def months(phrase: Phrase, scene: Scene) -> Reading | None:
    """March-April 2022."""
    first, last = (word.value for word in phrase.of("Mm"))
    year = year_of(phrase, scene)
    if not isinstance(first, int) or not isinstance(last, int):
        return None
    end = make_point(year, last) if year is not None else scene.place(phrase, last)
    return end and dated(end, f"{Point(end.year - (first > last), first)}/{end}")


def season(phrase: Phrase, scene: Scene) -> Reading | None:
    """Summer of 1968, last winter: three months, the winter beginning in December."""
    first = phrase.value("S") or 1
    year = year_of(phrase, scene)
    if year is None:
        if scene.anchor is None:
            return None
        year = _season_year(phrase, scene.anchor, first)
    value = span_of_months(year, first, 3)
    return Reading(value, "DATE", Point(year, first))


def _season_year(phrase: Phrase, anchor: Point, first: int) -> int:
    """The year in which "last summer", "this winter" or "next spring" begins."""
    lead, month = phrase.of("lfi")[-1].kind, anchor.month or _MIDDLE
    latest = anchor.year - (first > month)  # the year of the last such season that has begun
    going_on = (month - first) % 12 < 3
    if lead == "l":
        return latest - going_on
    if lead == "f":
        return latest + 1
    far = not going_on and (is_future(phrase) or (month - first) % 12 > _HALF)
    return latest + (far and latest < anchor.year)


def feast(phrase: Phrase, scene: Scene) -> Reading | None:
    """Christmas Eve 2021."""
    month_day = (phrase.value("G") or 0) - (1 if phrase.of("r") else 0)
    year = year_of(phrase, scene)
    if year is not None:
        return dated(make_point(year, *divmod(month_day, 100)))
    return dated(scene.place(phrase, *divmod(month_day, 100))) if is_led(phrase) else None


def quarter(phrase: Phrase, scene: Scene) -> Reading | None:
    """Q3 2020, the third quarter of 2020, the first half of 2021."""
    number, year = phrase.value("Qo"), year_of(phrase, scene)
    length = 6 if phrase.of("y") else 3
    if number is None or year is None or number * length > 12 or any(word.value != "quarter" for word in phrase.of("U")):
        return None
    return Reading(span_of_months(year, (number - 1) * length + 1, length), "DATE", Point(year))


def year_of(phrase: Phrase, scene: Scene) -> int | None:
    """The year that a phrase names, also as "'93" or "that year"."""
    words, numbers = phrase.of("YD9'"), phrase.of("n")
    for index, word in enumerate(words):
        if word.kind == "'" and index + 1 < len(words):
            return expand(int(words[index + 1].value), scene)
        if word.kind in "Y9":
            return int(word.value)
    if not phrase.of("A"):
        return spoken(numbers)
    kind = phrase.of("lfijLF")[-1].kind
    base = scene.last if kind in "jLF" else scene.anchor
    moved = base and shift(base, {"l": -1, "L": -1, "f": 1, "F": 1}.get(kind, 0), "year")
    return moved.year if moved else None


def spoken(numbers: Sequence[Word]) -> int | None:
    """The year that is spelt out in two parts: nineteen sixty-eight."""
    century, *rest = (int(word.value) for word in numbers) if numbers else (0,)
    single = len(rest) == 1 or (len(rest) == 2 and rest[0] % 10 == 0 and rest[1] < 10)
    return century * 100 + sum(rest) if 13 <= century <= 20 and single and 10 <= sum(rest) < 100 else None


def expand(number: int, scene: Scene) -> int:
    """The year that two digits stand for: the last such year up to ten years after the anchor."""
    horizon = scene.anchor.year + 10 if scene.anchor else 2030
    return horizon - (horizon - number) % 100


RESOLVERS: Final[dict[str, Callable[[Phrase, Scene], Reading | None]]] = {
    function.__name__: function for function in (written, day, bare_day, days, month, months, season, feast, quarter)
}
