"""States and territories with names, adjectives, peoples, capitals and codes, out of `lexicon/territories.csv`.

Called by `extract.gazetteer`, and by `extract.read` for codes. What the table lacks or spells otherwise stands in `[states]` of
`lexicon/names.toml`.
Source: rigour (names, ISO codes, Wikidata items, historical states), countryinfo (demonyms, capitals), by `training.territories`.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

TABLE: Final = Path(__file__).parent / "lexicon" / "territories.csv"
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
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        code = row["code"]
        if code in KEPT:
            continue
        added = extra.get(code, {})
        name = str(added.get("name", re.sub(r"\s*\(.*\)", "", row["name"])))
        country, capital = row["country"] == "1", row["capital"]
        adjectives = (*added.get("adjectives", filter(None, row["demonyms"].split("|"))),)
        yield Territory(
            name=name,
            state=country or code in {"ps", "cshh", "csxx"},
            names=tuple(dict.fromkeys((name, *_plain(row["name"], row["full_name"]), *added.get("names", ())))),
            adjectives=adjectives,
            people=(*added.get("people", [plural(a) for a in adjectives]),),
            capitals=(*added.get("capitals", [capital] if capital else []),),
            seats=(*added.get("seats", ()),),
            links=_links(code, row["wikidata"], country and row["historical"] == "0"),
        )


@lru_cache(maxsize=512)
def named(code: str) -> str | None:
    """The state of a code of three letters (ISO 3166-1, and of states that are gone), None where there is none."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return next((re.sub(r"\s*\(.*\)", "", row["name"]) for row in rows if code and row["alpha3"] == code), None)


def _plain(*names: str) -> list[str]:
    return [n for name in names if (n := re.sub(r"\s*\(.*\)", "", name or "").strip())]


def _links(code: str, item: str, current: bool) -> tuple[tuple[str, str], ...]:
    links = [("wikidata", item)] if item else []
    if current and re.fullmatch("[a-z]{2}", code):
        links.append(("iso3166", code.upper()))
    return tuple(sorted(links))


def plural(adjective: str) -> str:
    """The people of an adjective: "Russians", but "Chinese", "French"."""
    return adjective if adjective.endswith((*INVARIANT, "s")) else f"{adjective}s"
