"""A timeline as a picture: one row for each entry, its date, a dot or bar on the axis, and what is claimed by whom.

Called by `quoth timeline`. The SVG holds text and shapes only: no script, no link, no style from elsewhere; the same
timeline gives the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from typing import Final

from graph.timeline import Entry, Timeline

MOST: Final = 300
ROW, HEAD, FOOT = 22, 56, 16
MARGIN, DATES, AXIS, WORDS = 10, 200, 320, 640
LEFT: Final = MARGIN + DATES
RIGHT: Final = LEFT + AXIS
WIDTH: Final = RIGHT + 12 + WORDS
CLAIM_LETTERS, VOICE_LETTERS, DATE_LETTERS = 56, 34, 28
LEGEND: Final = "filled: affirmed; outlined: denied; dashed: intended, possible or demanded"
STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
TICKS: Final = 6
FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STYLE: Final = (
    "svg{color-scheme:light dark;background:Canvas}text{font:13px system-ui,sans-serif;fill:CanvasText}.small{font-size:11px}"
    ".bar{fill:#4477aa}.bar{stroke:#4477aa;stroke-width:2}.denied{fill:none;stroke:#cc3311}.open{fill-opacity:.2;stroke-dasharray:2}.line{stroke:GrayText;stroke-width:1}"
)


def svg(found: Timeline) -> str:
    """The picture; of more than `MOST` entries those with most sources, and it says so."""
    dated, undated = _chosen(found.dated), _chosen(found.undated)
    scale = _Scale(dated)
    body = [*_axis(scale, HEAD + ROW * len(dated))]
    at = HEAD
    for entry in dated:
        body += _row(entry, at, scale)
        at += ROW
    if undated:
        at += ROW + FOOT
        body.append(_text(MARGIN, at, f"Without a date ({_of(undated, found.undated)}), by the day of publication"))
        for entry in undated:
            at += ROW
            body += _row(entry, at - 4, None)
    title = "Claims in time" if found.entity is None else f"{found.entity.name}: claims in time"
    head = f"{title} ({_of(dated, found.dated)})"
    return _document(WIDTH, at + ROW + FOOT, head, [_text(MARGIN, 18, f"{head}; {LEGEND}"), *body])


def _document(width: int, height: int, title: str, body: Iterable[str]) -> str:
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">'
    )
    lines = [opening, f"<title>{_safe(title)}</title>", f"<style>{STYLE}</style>", *body, "</svg>"]
    return "\n".join(lines) + "\n"


def _chosen(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """At most `MOST`, in their order."""
    best = sorted(range(len(entries)), key=lambda n: (-len(entries[n].sources), n))[:MOST]
    return tuple(entries[n] for n in sorted(best))


def _of(shown: tuple[Entry, ...], all_: tuple[Entry, ...]) -> str:
    return str(len(all_)) if len(shown) == len(all_) else f"{len(shown)} of {len(all_)}: those with most sources"


class _Scale:
    """Days to places on the axis, whole numbers only."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        days = [day for e in entries if e.moment for day in (e.moment.start, e.moment.end) if day]
        self.first = date.fromisoformat(min(days)).toordinal() if days else 1
        self.last = max(date.fromisoformat(max(days)).toordinal(), self.first + 1) if days else 2

    def x(self, day: str | None, default: int) -> int:
        if day is None:
            return default
        return LEFT + AXIS * (date.fromisoformat(day).toordinal() - self.first) // (self.last - self.first)

    def years(self) -> Iterator[int]:
        """Years for the marks of the axis."""
        first, last = date.fromordinal(self.first).year + 1, date.fromordinal(self.last).year
        step = next((s for s in STEPS if (last - first) // s < TICKS), STEPS[-1])
        return (year for year in range(first, last + 1) if year % step == 0)


def _axis(scale: _Scale, end: int) -> Iterator[str]:
    for year in scale.years():
        x = scale.x(f"{year:04d}-01-01", LEFT)
        yield f'<line class="line" x1="{x}" y1="{HEAD - 14}" x2="{x}" y2="{end}"/>'
        yield f'<text class="small" x="{x}" y="{HEAD - 18}" text-anchor="middle">{year}</text>'


def _row(entry: Entry, y: int, scale: _Scale | None) -> Iterator[str]:
    """One entry; hovering tells the whole statement and all its sources."""
    when = entry.moment
    dated = when.shown if when else f"reported {entry.reported}" if entry.reported else "no date"
    told = "\n".join(f"{s.according} ({s.document}): {s.sentence.strip()}" for s in entry.sources)
    yield f"<g><title>{_safe(f'{dated}: {entry.english}{chr(10)}{told}')}</title>"
    yield _text(MARGIN, y + 14, _cut(dated, DATE_LETTERS))
    if scale is not None and when is not None:
        start, end = scale.x(when.start, LEFT), scale.x(when.end, RIGHT)
        kind = "bar" + (" denied" if entry.polarity != "positive" else "") + (" open" if entry.modality != "actual" else "")
        yield f'<rect class="{kind}" x="{start - 3}" y="{y + 6}" width="{max(end - start, 0) + 6}" height="8" rx="4"/>'
    voice = entry.sources[0].according if entry.sources else "nobody"
    more = f" and {len(entry.sources) - 1} more" if len(entry.sources) > 1 else ""
    yield _text(RIGHT + 12, y + 14, f"{_cut(entry.english, CLAIM_LETTERS)} (according to {_cut(voice, VOICE_LETTERS)}{more})")
    yield "</g>"


def _text(x: int, y: int, words: str) -> str:
    return f'<text x="{x}" y="{y}">{_safe(words)}</text>'


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _safe(words: str) -> str:
    """Text for XML: what it forbids becomes U+FFFD."""
    return escape(FORBIDDEN.sub("\ufffd", words), quote=True)
