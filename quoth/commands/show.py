"""`quoth show`: what the graph holds on an entity, in plain English, each line with its source."""

import argparse
import json
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import DONE
from quoth import terminal

if TYPE_CHECKING:
    from graph.telling import Account, Line, Section

HELP: Final = "tell what the graph holds on an entity, each line with who says it and where"
LIMIT: Final = 5
CAUTION: Final = "Nothing here is stated as a fact: each line tells who says it, and where."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("entity", metavar="ENTITY", nargs="+", help="name, alias or id")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=terminal.whole(0),
        default=LIMIT,
        help=f"most passages of each relation, 0 for all (default: {LIMIT})",
    )
    terminal.add_format(parser, "text", "json")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find the entity and tell."""
    from graph.reading import read_graph
    from graph.store import open_store
    from graph.telling import account, identify

    with open_store(Path(arguments.output) / "store", write=False) as store:
        graph = read_graph(store)
    told = account(graph, identify(graph, " ".join(arguments.entity)))
    if arguments.format == "json":
        terminal.write(json.dumps(asdict(told), ensure_ascii=False, indent=1) + "\n")
    else:
        terminal.write("".join(f"{_clean(line)}\n" for line in _lines(told, arguments.limit)))
    return DONE


def _clean(line: str) -> str:
    """The line safe for a terminal; its indentation stays."""
    words = line.lstrip(" ")
    return " " * (len(line) - len(words)) + terminal.clean(words)


def _lines(told: "Account", limit: int) -> list[str]:
    from graph.telling import HEADINGS

    lines = [*_head(told), "", CAUTION]
    for part, sections in groupby(told.sections, key=lambda section: section.part):
        lines += ["", HEADINGS[part].format(name=told.entity.name)]
        for section in sections:
            lines += _section(section, limit)
    if not told.sections:
        lines += ["", "No claim is about it, and it holds none."]
    return lines


def _head(told: "Account") -> list[str]:
    entity = told.entity
    lines = [f"{entity.name} ({entity.subtype or entity.type.lower()}{', unnamed' if entity.anonymous else ''}; id {entity.id})"]
    if entity.aliases:
        lines.append(f"also called {', '.join(entity.aliases)}")
    if entity.links:
        lines.append(", ".join(f"{scheme} {value}" for scheme, value in entity.links))
    if told.whole is not None:
        lines.append(f"part of {told.whole}")
    if told.parts:
        lines.append(f"its parts: {', '.join(told.parts)}")
    return [*lines, *(f"corrected by {who}" for who in entity.corrected)]


def _section(section: "Section", limit: int) -> list[str]:
    shown = section.lines[:limit] if limit > 0 else section.lines
    lines = [f"  {section.relation}"]
    for line in shown:
        lines += _passage(line)
    if len(shown) < len(section.lines):
        lines.append(f"    and {len(section.lines) - len(shown)} passages more (--limit 0 shows all)")
    return lines


def _passage(line: "Line") -> list[str]:
    source = ", ".join(part for part in (line.document, line.title, line.published) if part)
    when = line.date or "undated"
    told = [f"  - {line.text} [{line.polarity}, {line.modality}; {when}]", f"    “{line.sentence.strip()}”", f"    {source}"]
    return [*told, *(f"    corrected by {who}" for who in line.corrected)]
