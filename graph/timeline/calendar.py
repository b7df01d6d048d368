"""A timeline as iCalendar, for calendars and timeline programs; called by `quoth timeline`.

An imprecise date is an all-day event over all days that it can mean, and its summary says so. Undated entries are not in it. The
time stamp is the day on which the latest of an entry's documents was published, never the day of writing.

Source: RFC 5545, sections 3.1 (folding), 3.3.11 (escaping), 3.6.1 (events), 3.8.2.2 (ends are exclusive).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graph.timeline import Entry, Timeline
from graph.timeline.moments import days_after, moment

OCTETS: Final = 75
STAMP: Final = "2000-01-01"
CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
LINK: Final = re.compile(r"https?://[!-~]+")
HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Quoth//Timeline//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")


def icalendar(found: Timeline) -> str:
    """The dated entries as a calendar, its lines ended by CR and LF."""
    name = "Claims, each with its sources" if found.entity is None else f"{found.entity.name}: claims, each with its sources"
    lines = [*HEAD, f"X-WR-CALNAME:{_escaped(name)}"]
    for entry in found.dated:
        lines += _event(entry)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))


def _event(entry: Entry) -> Iterator[str]:
    when = entry.moment
    if when is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@quoth"
    yield f"DTSTAMP:{_compact(_stamp(entry))}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_compact(when.start or when.end or STAMP)}"
    if when.end is not None:
        yield f"DTEND;VALUE=DATE:{_compact(days_after(when.end))}"
    doubt = "" if when.precision == "day" else f" [{when.shown}]"
    voices = ", ".join(dict.fromkeys(source.according for source in entry.sources))
    yield f"SUMMARY:{_escaped(f'{entry.english}{doubt} (according to {voices})')}"
    yield f"DESCRIPTION:{_escaped(_description(entry))}"
    yield f"CATEGORIES:{_escaped(entry.relation.replace('_', ' '))}"
    if link := next((s.url for s in entry.sources if s.url and LINK.fullmatch(s.url)), None):
        yield f"URL:{link}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(entry: Entry) -> str:
    lines = [f"{s.according} ({s.document}): “{s.sentence.strip()}”" for s in entry.sources]
    if entry.others:
        lines.append(f"Other passages date it {', '.join(entry.others)}.")
    return "\n".join(lines)


def _stamp(entry: Entry) -> str:
    days = (moment(s.published).start for s in entry.sources if s.published)
    return max((day for day in days if day), default=STAMP)


def _compact(day: str) -> str:
    return day.replace("-", "")


def _escaped(text: str) -> str:
    plain = CONTROLS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
    """Lines of at most 75 octets, those after the first begin with a space; no character is cut in two."""
    part, size, limit = "", 0, OCTETS
    for character in line:
        width = len(character.encode("utf-8"))
        if size + width > limit:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
