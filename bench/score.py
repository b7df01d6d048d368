"""All figures of extraction in one table: `python -m bench.score [--gold DIR] [--eval DIR] [--treebank DIR] [--json]`.

GOLD: `score.py` and `examples/`, one JSON file for each hand-annotated document of seeds/. EVAL: `adapt.py`, `inputs/` and the
scorers of public data sets. TREEBANK: `gum-dev.conllu.gz`. Each figure stands beside what it should at least reach and what would
be good; what cannot be measured is named with what is missing for it. Development parts: unseen texts will score lower.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench import audit, calibration
from bench.scoring import benchmarks, coreference, examples, trees
from bench.scoring.benchmarks import BENCHMARKS
from bench.scoring.figures import AUDIT, EXAMPLES, NAMES, PRONOUNS, TREES, Figure, Missing, row, table

PARTS: Final = ("examples", *(b.name for b in BENCHMARKS), "trees", "pronouns", "audit")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table, or with --json one object for each line of it."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.score", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--eval", type=Path)
    parser.add_argument("--treebank", type=Path)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="some of the data sets")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="keep the annotation lines there")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) if a.keep is None else a.keep
        work.mkdir(parents=True, exist_ok=True)
        items = list(measured(a, work.resolve()))
    if a.json:
        print(json.dumps([row(item) for item in items], ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(items)))


def measured(a: argparse.Namespace, work: Path) -> Iterator[Figure | Missing]:
    """Every figure, or why there is none."""
    for part in a.only:
        print(f"{part} ...", file=sys.stderr, flush=True)
        yield from {"examples": _examples, "trees": _treebank, "pronouns": _pronouns, "audit": _audit}.get(part, _benchmark)(
            a, work, part
        )


def _examples(a: argparse.Namespace, work: Path, _: str) -> Iterator[Figure | Missing]:
    missing = lacking("GOLD", a.gold, "score.py", "examples")
    if missing:
        yield Missing(data=EXAMPLES, reason=missing)
    else:
        yield from examples.figures(a.gold.resolve(), work, a.jobs)


def _benchmark(a: argparse.Namespace, work: Path, part: str) -> Iterator[Figure | Missing]:
    benchmark = next(b for b in BENCHMARKS if b.name == part)
    missing = lacking("EVAL", a.eval, "adapt.py", f"inputs/{benchmark.inputs}", benchmark.scorer, benchmark.gold)
    if missing:
        yield Missing(data=benchmark.data, reason=missing)
    else:
        yield from benchmarks.figures(benchmark, a.eval.resolve(), work, a.jobs)


def _treebank(a: argparse.Namespace, _: Path, __: str) -> Iterator[Figure | Missing]:
    missing = lacking("TREEBANK", a.treebank, "gum-dev.conllu.gz")
    if missing:
        yield from (Missing(data=data, reason=missing) for data in (TREES, NAMES))
    else:
        yield from trees.figures(a.treebank)


def _pronouns(a: argparse.Namespace, _: Path, __: str) -> Iterator[Figure | Missing]:
    missing = lacking("TREEBANK", a.treebank, "gum-dev.conllu.gz")
    if missing:
        yield Missing(data=PRONOUNS, reason=missing)
    else:
        yield from coreference.figures(a.treebank)


def _audit(_: argparse.Namespace, __: Path, ___: str) -> Iterator[Figure | Missing]:
    rows = audit.read_sheet(audit.SHEET) if audit.SHEET.exists() else []
    judged = [verdict for r in rows if (verdict := audit.is_right(r)) is not None]
    if not judged:
        yield Missing(
            data=AUDIT, reason="no judged sheet: draw one with `python -m bench.audit draw`, judge it, put it beside that file"
        )
        return
    low, high = audit.wilson(sum(judged), len(judged))
    note = f"95% interval {low:.3f} to {high:.3f}, {len(judged)} of {len(rows)} facts judged"
    yield Figure(data=AUDIT, measure="precision", value=sum(judged) / len(judged), note=note)
    error = calibration.error(calibration.bins(calibration.from_sheet(audit.SHEET)))
    yield Figure(data=AUDIT, measure="calibration error", value=error, note="should be at most 0.080")


def lacking(name: str, folder: Path | None, *files: str) -> str:
    """Which path is not there, in words; empty where all is."""
    if folder is None:
        return f"{name}=DIR is missing: a folder with {', '.join(files)}"
    absent = [f for f in files if not (folder / f).exists()]
    return f"{name}={folder} has no {', '.join(absent)}" if absent else ""


if __name__ == "__main__":
    main()
