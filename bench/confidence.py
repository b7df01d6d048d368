"""Fits the weights by which `extract.confidence` says how sure a fact is.

    python -m bench.confidence SHEET.csv... --annotations LINES.jsonl... [--to extract/confidence.json]

Sheets are those of `bench.audit`, judged; the annotation lines are of the documents that they were drawn from. A judgement counts
where the lines still hold its fact. Printed are, for facts whose documents the weights were not fitted on (ten parts): expected
calibration error, area under the ROC curve, and the share of right facts among those that different least values keep.

Source: logistic regression with a ridge penalty, fitted by Newton's method (Hastie, Tibshirani, Friedman 2009, section 4.4).
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench import audit
from bench.calibration import Judged, bins, error
from extract.confidence import BIAS, WEIGHTS, features, of_annotation
from extract.records import from_line

Array = Any
Case = tuple[dict[str, float], bool, str, str]  # features, right, document, rule

RIDGE: Final = 3.0
STEPS: Final = 50
FOLDS: Final = 10
RARE: Final = 6  # features of fewer facts get no weight
KEPT: Final = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.confidence", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("sheets", type=Path, nargs="+")
    parser.add_argument("--annotations", type=Path, nargs="+", required=True)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    a = parser.parse_args(argv)
    cases = list(judged(a.sheets, a.annotations))
    names = _names(cases)
    table = np.array([[case[0].get(name, 0.0) for name in names] for case in cases])
    right = np.array([float(case[1]) for case in cases])
    _report(cases, held_out(table, right, [case[2] for case in cases]), right)
    weights = fit(table, right)
    found = {name: round(float(w), 3) for name, w in zip([*names, BIAS], weights, strict=True)}
    a.to.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def judged(sheets: Sequence[Path], annotations: Sequence[Path]) -> Iterator[Case]:
    """The facts that are judged and still found, each once."""
    answers = {
        audit.said(row): right
        for sheet in sheets
        for row in audit.read_sheet(sheet)
        if (right := audit.is_right(row)) is not None
    }
    for path in annotations:
        for line in path.read_text("utf-8").splitlines():
            annotation = from_line(line)
            around = of_annotation(annotation)
            for row, fact in zip(audit.facts(json.loads(line), path.name.split(".")[0]), annotation.facts, strict=True):
                right = answers.pop(audit.said(row), None)
                if right is not None:
                    yield dict(features(fact, around)), right, annotation.document.doc_id, fact.rule


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
    counts: dict[str, int] = {}
    for found, *_ in cases:
        for name in found:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, number in counts.items() if number >= RARE)


def _report(cases: Sequence[Case], shares: Array, right: Array) -> None:
    facts = [Judged(confidence=float(s), rule=c[3], right=c[1]) for s, c in zip(shares, cases, strict=True)]
    wins = np.mean([(a > b) + (a == b) / 2 for a in shares[right == 1] for b in shares[right == 0]])
    print(
        f"{len(facts)} facts, {right.mean():.3f} right; held out: calibration error {error(bins(facts)):.3f}, ROC area {wins:.3f}"
    )
    for least in KEPT:
        kept = shares >= least
        print(f"  at least {least:.2f}: {kept.mean():.2f} of the facts, {right[kept].mean():.3f} right")


if __name__ == "__main__":
    main()
