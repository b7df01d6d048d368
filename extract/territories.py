"""States and territories with names, adjectives, peoples, capitals and codes, out of libraries that keep such data.

Called by `extract.gazetteer`. What the libraries lack or spell otherwise stands in `[states]` of `lexicon/names.toml`.
Source: rigour (names, ISO codes, Wikidata items, historical states), countryinfo (demonyms, capitals).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

INVARIANT: Final = ("ese", "ish", "sh", "ch", "ss", "ois")
KEPT: Final = frozenset({"eu", "un", "zz", "ip", "zr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A state or a part of one; `links` as in `extract.records.Entity`, `state` False for dependencies and regions."""

    name: str
    state: bool
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def territories(extra: Mapping[str, Mapping[str, Any]]) -> Iterator[Territory]:
    """All of them; `extra` goes from a code to added names, adjectives, people, capitals, seats and `name`."""
    from rigour.territories import get_territories

    described = _described()
    for found in sorted(get_territories(), key=lambda t: str(t.code)):
        if found.code in KEPT:
            continue
        code = str(found.code)
        added = extra.get(code, {})
        name = str(added.get("name", re.sub(r"\s*\(.*\)", "", found.name)))
        demonyms, capital = described.get(code, ((), ""))
        adjectives = (*added.get("adjectives", demonyms),)
        yield Territory(
            name=name,
            state=bool(found.is_country) or code in {"ps", "cshh", "csxx"},
            names=tuple(dict.fromkeys((name, *_plain(found.name, found.full_name), *added.get("names", ())))),
            adjectives=adjectives,
            people=(*added.get("people", [plural(a) for a in adjectives]),),
            capitals=(*added.get("capitals", [capital] if capital else []),),
            seats=(*added.get("seats", ()),),
            links=_links(code, found.qid, bool(found.is_country) and not found.is_historical),
        )


def _plain(*names: str) -> list[str]:
    return [n for name in names if (n := re.sub(r"\s*\(.*\)", "", name or "").strip())]


def _described() -> dict[str, tuple[tuple[str, ...], str]]:
    """Code -> (demonyms, capital)."""
    from countryinfo import all_countries

    found: dict[str, tuple[tuple[str, ...], str]] = {}
    for country in all_countries():
        info = country.info()
        code = str((info.get("ISO") or {}).get("alpha2") or "").lower()
        capital = info.get("capital") or ""
        demonyms = tuple(d.strip() for d in re.split(r"[,/]", info.get("demonym") or "") if d.strip())
        if code and code not in found and isinstance(capital, str):
            found[code] = (demonyms, capital)
    return found


def _links(code: str, qid: str | None, current: bool) -> tuple[tuple[str, str], ...]:
    links = [("wikidata", qid)] if qid else []
    if current and re.fullmatch("[a-z]{2}", code):
        links.append(("iso3166", code.upper()))
    return tuple(sorted(links))


def plural(adjective: str) -> str:
    """The people of an adjective: "Russians", but "Chinese", "French"."""
    return adjective if adjective.endswith((*INVARIANT, "s")) else f"{adjective}s"
