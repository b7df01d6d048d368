"""Which format an answer goes out in: what the client accepts, against what there is; called by `evaluation` and the routes.

Source: RFC 9110, section 12.5.1 (Accept); SPARQL 1.1 Protocol, section 2.1.6.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RANGE: Final = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)\s*")
QUALITY: Final = re.compile(r';\s*q\s*=\s*"?([01](?:\.\d{0,3})?)"?\s*(?:;|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: `name` in a `format` parameter, `media` as it is called in the answer, `also` what clients call it, too."""

    name: str
    media: str
    also: tuple[str, ...] = ()


RESULTS: Final = (
    Format(name="json", media="application/sparql-results+json", also=("application/json", "text/json")),
    Format(name="xml", media="application/sparql-results+xml", also=("application/xml", "text/xml")),
    Format(name="csv", media="text/csv"),
    Format(name="tsv", media="text/tab-separated-values"),
)
GRAPHS: Final = (
    Format(name="turtle", media="text/turtle", also=("application/x-turtle", "application/turtle")),
    Format(name="ntriples", media="application/n-triples", also=("text/plain",)),
    Format(name="jsonld", media="application/ld+json", also=("application/json",)),
    Format(name="trig", media="application/trig"),
    Format(name="nquads", media="application/n-quads"),
    Format(name="rdfxml", media="application/rdf+xml", also=("application/xml", "text/xml")),
)
DATASETS: Final = tuple(f for f in GRAPHS if f.name in ("trig", "nquads"))
HTML: Final = Format(name="html", media="text/html", also=("application/xhtml+xml",))
EXTENSIONS: Final = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml", "trig": "trig", "nq": "nquads"}


def choose(accept: str | None, offered: Sequence[Format], name: str | None = None) -> Format | None:
    """The format that fits best, the first of equals; None where none is acceptable.

    A `name` (of the `format` parameter) that is known goes before `accept`, any other is left to other programs.
    """
    for format in offered:
        if name and name.lower() in (format.name, format.media, *format.also):
            return format
    if accept is None or not accept.strip():
        return offered[0]
    ranges = _ranges(accept)
    best = max(offered, key=lambda format: _quality(format, ranges))
    return best if _quality(best, ranges) > 0 else None


def listed(offered: Sequence[Format]) -> str:
    """The media types of formats, for a message."""
    return ", ".join(format.media for format in offered)


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    ranges = []
    for part in accept.split(","):
        match = RANGE.fullmatch(part)
        if match is not None:
            quality = QUALITY.search(match[3])
            ranges.append((match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0))
    return ranges


def _quality(format: Format, ranges: Sequence[tuple[str, str, float]]) -> float:
    """The best quality under which the client takes one of the format's names; by its other names only where it says them."""
    others = [q for t, s, q in ranges if f"{t}/{s}" in format.also]
    return max(_of_name(format.media, ranges), *others, 0.0)


def _of_name(media: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """The quality that the most specific range gives a media type."""
    type_, _, subtype = media.partition("/")
    found = [(t != "*", s != "*", q) for t, s, q in ranges if t in (type_, "*") and s in (subtype, "*")]
    return max(found)[2] if found else 0.0
