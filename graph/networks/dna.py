"""Statements as an event list of the Discourse Network Analyzer (DNA): who holds what, for or against; called by `quoth network`.

One row for each passage, under the columns and with the separator that DNA writes for statements of its type "DNA Statement"
(person, organization, concept, agreement), so that scripts made for such lists read this one. The time is the day on which the
document was published; a passage without one has no place in such a list and is counted.

Source: DNA 3, export as event list, https://github.com/leifeld/dna.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from graph.index import local_name
from graph.network import Voices
from graph.networks.discourse import Statement
from graph.timeline.moments import moment

COLUMNS: Final = (
    "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text", "coder",
    "document_id", "document_title", "document_author", "document_source", "document_section", "document_type",
)  # fmt: skip
MIDNIGHT: Final = "00:00:00"
CODER: Final = 1
Row = tuple[str | int, ...]


def event_list(statements: Iterable[Statement], names: Voices) -> tuple[str, int]:
    """The list as text, and the number of passages without a date."""
    rows: set[Row] = set()
    undated = 0
    for statement in statements:
        for row in _rows(statement, names):
            if row[0]:
                rows.add(row)
            else:
                undated += 1
    order = {name: n for n, name in enumerate(sorted({str(row[9]) for row in rows}), 1)}
    lines = [";".join(f'"{name}"' for name in COLUMNS)]
    for number, row in enumerate(sorted(rows, key=lambda row: (row[9], row[5], row[6], *map(str, row))), 1):
        cells = (*row[:9], order[str(row[9])], *row[10:])
        lines.append(";".join([str(number), str(cells[0]), *(_cell(cell) for cell in cells[1:])]))
    return "".join(f"{line}\n" for line in lines), undated


def _rows(statement: Statement, names: Voices) -> Iterable[Row]:
    """The rows of a statement's passages without their numbers; the document still stands by its id, the time may be empty."""
    claim, source = statement.claim, statement.source
    by_person = source.type == "Person"
    concept = (
        names.name(statement.concept[0]) if not statement.concept[1] else names.statement(replace(claim, polarity="positive"))
    )
    for e in claim.evidence:
        document = names.documents.get(e.document)
        published = moment(document.published).start if document is not None and document.published else None
        yield (
            f"{published} {MIDNIGHT}" if published else "",
            source.label if by_person else "",
            "" if by_person else source.label,
            concept,
            int(statement.stance > 0),
            e.start,
            e.end,
            e.exact,
            CODER,
            document.doc_id if document is not None else local_name(e.document),
            names.title(e.document),
            (document.author if document is not None else None) or "",
            (document.publisher if document is not None else None) or "",
            "",
            "",
        )


def _cell(value: str | int) -> str:
    """A text in quotation marks, without what parts or ends a cell, or a number."""
    if isinstance(value, int):
        return str(value)
    plain = " ".join(value.replace(";", ",").replace('"', "'").split())
    return f'"{plain}"' if plain[:1] not in "=+-@" or not plain else f'"\'{plain}"'
