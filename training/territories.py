"""Write extract/lexicon/territories.csv out of libraries that keep such data: `make territories`.

The table is committed, because the libraries need a compiler where they are installed (PyICU) and the package should not.
Source: rigour (names, ISO codes, Wikidata items, historical states), countryinfo (demonyms, capitals); both MIT.
"""

import csv
import re
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).parents[1] / "extract" / "lexicon" / "territories.csv"
COLUMNS: Final = ("code", "name", "full_name", "wikidata", "country", "historical", "demonyms", "capital", "alpha3")


def main() -> None:
    """Write the table, sorted by code."""
    from rigour.territories import get_territories

    described = _described()
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for found in sorted(get_territories(), key=lambda t: str(t.code)):
            demonyms, capital = described.get(str(found.code), ("", ""))
            flags = (int(bool(found.is_country)), int(bool(found.is_historical)))
            names = (found.code, found.name, found.full_name or "", found.qid or "")
            writer.writerow((*names, *flags, demonyms, capital, (found.alpha3 or "").upper()))


def _described() -> dict[str, tuple[str, str]]:
    """Code -> (demonyms, joined by bars; capital)."""
    from countryinfo import all_countries

    found: dict[str, tuple[str, str]] = {}
    for country in all_countries():
        info = country.info()
        code = str((info.get("ISO") or {}).get("alpha2") or "").lower()
        capital = info.get("capital") or ""
        demonyms = "|".join(d.strip() for d in re.split(r"[,/]", info.get("demonym") or "") if d.strip())
        if code and code not in found and isinstance(capital, str):
            found[code] = (demonyms, capital)
    return found


if __name__ == "__main__":
    main()
