"""What the commands that make or change the graph have in common: their arguments, the run of a build, its summary."""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract.records import Skipped
from ontology.errors import DONE, SKIPPED, UsageError
from quoth import terminal
from quoth.settings import read_options

if TYPE_CHECKING:
    from quoth.building import Options, Summary


def add_reading(parser: argparse.ArgumentParser) -> None:
    """What is read, and what documents do not say themselves."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="file, folder, glob, archive, or - for standard input")
    parser.add_argument("--date", metavar="DATE", help="date of documents that state none (YYYY-MM-DD, YYYY-MM or YYYY)")
    parser.add_argument("--publisher", metavar="NAME", help="publisher of documents that state none")
    parser.add_argument(
        "--metadata", metavar="CSV", help="table that says more about documents (columns doc_id or file, title, ...)"
    )
    parser.add_argument("--any-language", action="store_true", help="read documents that are not in English, too")


def add_language(parser: argparse.ArgumentParser) -> None:
    """With which model and words texts are analysed."""
    parser.add_argument("--model", metavar="NAME", help="an installed spaCy pipeline in place of the one that ships")
    add_ontology(parser)


def add_ontology(parser: argparse.ArgumentParser) -> None:
    """Whose types, relations and words are added to those that ship."""
    parser.add_argument(
        "--ontology",
        metavar="DIR",
        help="folder (or file) with types, relations, words and shapes of your own, *.ttl and *.toml; see README",
    )


def add_analysing(parser: argparse.ArgumentParser) -> None:
    """How documents are analysed."""
    add_language(parser)
    parser.add_argument("--jobs", metavar="N", type=terminal.whole(1), default=1, help="processes that analyse (default: 1)")


def add_building(parser: argparse.ArgumentParser) -> None:
    """How the graph is made."""
    add_analysing(parser)
    add_corrections(parser)
    terminal.add_output(parser)
    terminal.add_format(parser, "text", "json")


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """Where corrections are."""
    parser.add_argument(
        "--corrections", metavar="FILE", help="corrections to apply (default: corrections.ttl in the output folder)"
    )


def options(arguments: argparse.Namespace) -> "Options":
    """The options of a build from settings and flags."""
    from graph.rdf import Base
    from quoth.building import Options

    flags = {k: v for k in ("date", "publisher", "metadata", "any_language") if (v := getattr(arguments, k, None)) is not None}
    return Options(
        read=replace(read_options(arguments.settings), **flags),
        model=getattr(arguments, "model", None),
        ontology=getattr(arguments, "ontology", None),
        base=Base(iri=arguments.settings.base, namespace=arguments.settings.namespace),
        corrections=_corrections(arguments),
    )


def _corrections(arguments: argparse.Namespace) -> Path | None:
    found: str | None = getattr(arguments, "corrections", None) or arguments.settings.corrections
    return None if found is None else Path(found)


def run_build(paths: Sequence[str], arguments: argparse.Namespace) -> int:
    """Build with a progress bar, name what was skipped, show the summary; the exit code."""
    from quoth.building import build

    if arguments.jobs < 1:
        raise UsageError(f"the setting jobs is {arguments.jobs}: it must be 1 or more")
    with terminal.progress() as tell:
        summary = build(paths, arguments.output, jobs=arguments.jobs, options=options(arguments), progress=tell)
    for item in summary.skipped:
        tell_skipped(item)
    tell_lost(summary)
    show(summary, arguments.format)
    return SKIPPED if summary.skipped else DONE


def tell_skipped(item: Skipped) -> None:
    """Name an input that gave no document, and why."""
    terminal.note(f"skipped {terminal.clean(item.source)}: {terminal.clean(item.message)} [{item.code}]")


def tell_lost(summary: "Summary") -> None:
    """Name the corrections that no longer find what they correct."""
    for line in summary.lost:
        terminal.note(f"this correction finds nothing to correct: {line}")


def show(summary: "Summary", format: str) -> None:
    """Write the summary of a build as text or JSON."""
    if format == "json":
        terminal.write(json.dumps(asdict(summary), ensure_ascii=False) + "\n")
        return
    rows = [
        ("documents", f"{summary.documents:,} ({summary.analysed:,} analysed now, {summary.unchanged:,} unchanged)"),
        ("entities", f"{summary.entities:,}"),
        ("claims", f"{summary.claims:,}, shown by {summary.evidence:,} passages"),
        ("most quoted", ", ".join(f"{terminal.clean(name)} ({count:,})" for name, count in summary.holders) or "nobody"),
        ("skipped", _reasons(summary.skipped)),
        ("triples", f"{summary.triples:,}"),
        ("written to", terminal.clean(summary.output)),
    ]
    if summary.corrections:
        rows.insert(-2, ("corrections", f"{summary.corrections:,} ({len(summary.lost):,} of them find nothing)"))
    terminal.write("".join(f"{name:<12} {value}\n" for name, value in rows))


def _reasons(skipped: Sequence[Skipped]) -> str:
    counted = sorted(Counter(item.code for item in skipped).items())
    return f"{len(skipped):,} ({', '.join(f'{count} {code}' for code, count in counted)})" if skipped else "nothing"
