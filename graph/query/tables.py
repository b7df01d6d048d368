"""Queries for rows that were computed, and that no pattern finds: the rows go in where a file asks; called by the server's pages.

A file of `graph/queries/compared` has a comment line `# with NAME` for each table; a part `# if NAME` up to `# end` holds only
where NAME is among the parts that are asked for, see `parts`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.query import parts
from graph.query.values import Value, term
from ontology import terms

FOLDER: Final = Path(__file__).parents[1] / "queries" / "compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Values for the variables `names`, row by row; `kinds` are those of `Value`."""

    names: Sequence[str]
    kinds: Sequence[str]
    rows: Sequence[Sequence[object]]


def tabled(name: str, tables: Mapping[str, Table], without: Collection[str] = (), *, base: str = terms.DATA) -> str:
    """The query of that name with its tables in their places, and without the parts that are named."""
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    prefixes = {**terms.PREFIXES, "ex": base}
    asked = parts.chosen(query, without)
    return parts.placed(asked, lambda table: _block(tables[table], prefixes), tables)[0].strip()


def _block(table: Table, prefixes: Mapping[str, str]) -> str:
    names = " ".join(f"?{name}" for name in table.names)
    rows = (
        " ".join(
            str(cell) if isinstance(cell, int) else term(name, Value(text=str(cell), kind=kind), prefixes)
            for name, kind, cell in zip(table.names, table.kinds, row, strict=True)
        )
        for row in table.rows
    )
    return f"VALUES ({names}) {{ {' '.join(f'({row})' for row in rows)} }}"
