"""Fits the weights by which `extract.confidence` says how sure a fact is.

    python -m bench.confidence collect SHEET.csv... --annotations LINES.jsonl... [--to bench/judged.csv]
    python -m bench.confidence fit [--judged bench/judged.csv] [--to extract/confidence.json]

Sheets are those of `bench.audit`, judged; the annotation lines are those that they were drawn from, of that version. `collect`
puts what describes each judged fact beside its judgement, so that `fit` needs neither texts nor the version. `fit` prints, for
facts of documents that the weights were not fitted on (ten parts), expected calibration error, area under the ROC curve, and how
many of the surest are right.

Source: logistic regression with a ridge penalty, fitted by Newton's method (Hastie, Tibshirani, Friedman 2009, section 4.4).
"""

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench import audit
from bench.calibration import Judged, bins, error
from extract.confidence import BIAS, WEIGHTS, features, of_annotation
from extract.records import from_line

Array = Any
JUDGED: Final = Path(__file__).with_name("judged.csv")
COLUMNS: Final = ("document", "trigger", "rule", "right", "features")
RIDGE: Final = 3.0
STEPS: Final = 50
FOLDS: Final = 10
RARE: Final = 6  # features of fewer facts get no weight
KEPT: Final = (1.0, 0.9, 0.8, 0.7, 0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A judged fact: its document, the offset and rule of its trigger, and what describes it."""

    document: str
    trigger: int
    rule: str
    right: bool
    features: Mapping[str, float]


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.confidence", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    collecting = commands.add_parser("collect", help="put what describes each judged fact beside its judgement")
    collecting.add_argument("sheets", type=Path, nargs="+")
    collecting.add_argument("--annotations", type=Path, nargs="+", required=True)
    collecting.add_argument("--to", type=Path, default=JUDGED)
    collecting.set_defaults(run=lambda a: write(a.to, judged(a.sheets, a.annotations)))
    fitting = commands.add_parser("fit", help="fit the weights and say how well they do")
    fitting.add_argument("--judged", type=Path, default=JUDGED)
    fitting.add_argument("--to", type=Path, default=WEIGHTS)
    fitting.set_defaults(run=_fit)
    a = parser.parse_args(argv)
    a.run(a)


def _fit(a: argparse.Namespace) -> None:
    cases = list(read(a.judged))
    names = _names(cases)
    table = np.array([[case.features.get(name, 0.0) for name in names] for case in cases])
    right = np.array([float(case.right) for case in cases])
    _report(cases, held_out(table, right, [case.document for case in cases]), right)
    found = {name: round(float(w), 3) for name, w in zip([*names, BIAS], fit(table, right), strict=True)}
    a.to.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def judged(sheets: Sequence[Path], annotations: Sequence[Path]) -> Iterator[Case]:
    """The facts that are judged and that the lines hold, each once."""
    answers = {audit.said(row): audit.is_wholly_right(row) for sheet in sheets for row in audit.read_sheet(sheet)}
    for path in annotations:
        for line in path.read_text("utf-8").splitlines():
            annotation = from_line(line)
            around = of_annotation(annotation)
            for row, fact in zip(audit.facts(json.loads(line), path.name.split(".")[0]), annotation.facts, strict=True):
                right = answers.pop(audit.said(row), None)
                if right is not None:
                    found = {name: round(value, 3) for name, value in features(fact, around)}
                    yield Case(
                        document=annotation.document.doc_id,
                        trigger=fact.trigger.start,
                        rule=fact.rule,
                        right=right,
                        features=found,
                    )


def write(path: Path, cases: Iterable[Case]) -> None:
    """One row for each fact, in the order of documents and text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for case in sorted(cases, key=lambda c: (c.document, c.trigger, c.rule)):
            told = json.dumps(case.features, sort_keys=True)
            writer.writerow((case.document, case.trigger, case.rule, "y" if case.right else "n", told))


def read(path: Path) -> Iterator[Case]:
    """The rows that `write` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            document, trigger, rule, right, told = (row[column] for column in COLUMNS)
            yield Case(document=document, trigger=int(trigger), rule=rule, right=right == "y", features=json.loads(told))


def fit(table: Array, right: Array) -> Array:
    """Weights of the columns of `table` (facts, features), and the bias last."""
    rows = np.hstack([table, np.ones((len(table), 1))])
    penalty = np.diag([*[RIDGE] * table.shape[1], 0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share - right) + penalty @ weights
        weights -= np.linalg.solve(rows.T @ (rows * (share * (1 - share))[:, None]) + penalty, slope)
    return weights


def held_out(table: Array, right: Array, documents: Sequence[str]) -> Array:
    """The share that weights of other documents give to each fact."""
    fold = np.array([int(hashlib.sha256(d.encode()).hexdigest(), 16) % FOLDS for d in documents])
    shares = np.zeros(len(right))
    for k in range(FOLDS):
        weights = fit(table[fold != k], right[fold != k])
        shares[fold == k] = 1 / (1 + np.exp(-(table[fold == k] @ weights[:-1] + weights[-1])))
    return shares


def _names(cases: Sequence[Case]) -> list[str]:
    counts = Counter(name for case in cases for name in case.features)
    return sorted(name for name, number in counts.items() if number >= RARE)


def _report(cases: Sequence[Case], shares: Array, right: Array) -> None:
    facts = [Judged(confidence=float(s), rule=c.rule, right=c.right) for s, c in zip(shares, cases, strict=True)]
    wins = np.mean([(a > b) + (a == b) / 2 for a in shares[right == 1] for b in shares[right == 0]])
    print(
        f"{len(facts)} facts, {right.mean():.3f} right; held out: calibration error {error(bins(facts)):.3f}, ROC area {wins:.3f}"
    )
    order = np.argsort(-shares, kind="stable")
    for part in KEPT:
        kept = order[: round(part * len(order))]
        print(f"  the surest {part:.0%}: confidence at least {shares[kept].min():.2f}, {right[kept].mean():.3f} right")


if __name__ == "__main__":
    main()
