"""Whether `Fact.confidence` means what it says: a reliability table and the expected calibration error.

    python -m bench.calibration [--sheet bench/audit.csv] [--gold DIR --system ANNOTATIONS.jsonl --texts DIR] [--json]

The evidence: facts of a judged audit sheet (`bench.audit`) and, where GOLD is given (`score.py` and `examples/`), of annotated
documents. Against gold a fact is right where a gold fact of its relation and sentence names each of its roles with the
same entity, and polarity and holder agree; matching is done by GOLD/score.py. Both are listed apart and together. The second
table goes by the kind of rule, where values are set.

Source: Naeini, Cooper, Hauskrecht 2015 (expected calibration error over bins of equal width).
"""

import argparse
import importlib.util
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from bench import audit

BINS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A fact with its confidence, the rule that found it, and whether it is right."""

    confidence: float
    rule: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Facts that share a range of confidence, or a kind of rule."""

    name: str
    number: int
    confidence: float
    right: float


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables, or with --json all of it as one object."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.calibration", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sheet", type=Path, default=audit.SHEET)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--system", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args(argv)
    sources: dict[str, list[Judged]] = {}
    if a.sheet.exists():
        sources["audit"] = list(from_sheet(a.sheet))
    if a.gold is not None:
        if a.system is None or a.texts is None:
            parser.error("--gold needs --system ANNOTATIONS.jsonl and --texts DIR")
        sources["gold"] = list(from_gold(a.gold, a.system, a.texts))
    sources = {name: facts for name, facts in sources.items() if facts}
    if not sources:
        parser.error(f"nothing is judged: no judgement in {a.sheet}, and no --gold")
    if len(sources) > 1:
        sources["both"] = [f for facts in sources.values() for f in facts]
    if a.json:
        print(json.dumps({name: _object(facts) for name, facts in sources.items()}, indent=1))
        return
    for name, facts in sources.items():
        print(f"{name}: {len(facts)} facts, expected calibration error {error(bins(facts)):.3f}")
        print("\n".join(_table(bins(facts))) + "\n\n" + "\n".join(_table(kinds(facts))) + "\n")


def from_sheet(path: Path) -> Iterator[Judged]:
    """The judged rows of an audit sheet."""
    for row in audit.read_sheet(path):
        right = audit.is_wholly_right(row)
        if right is not None:
            yield Judged(confidence=float(row["confidence"]), rule=row["rule"], right=right)


def from_gold(gold: Path, system: Path, texts: Path) -> Iterator[Judged]:
    """The facts of annotation lines against annotated documents of the same texts."""
    scorer = _module(gold / "score.py")
    wanted, found = scorer.load(gold / "examples", texts), scorer.load(system, texts)
    lines = {line["doc_id"].rsplit("/", 1)[-1]: line for line in map(json.loads, system.read_text("utf-8").splitlines())}
    to_gold = scorer.align(wanted, {name: found[name] for name in wanted})
    for name, document in wanted.items():
        facts = [f for f in lines[name]["facts"] if f["relation"] in scorer.RELATIONS]
        rights = _matched(scorer, document.facts, found[name].facts, to_gold)
        yield from (Judged(confidence=f["confidence"], rule=f["rule"], right=n in rights) for n, f in enumerate(facts))


def _matched(scorer: ModuleType, gold: Sequence[Any], system: Sequence[Any], to_gold: dict[str, str]) -> set[int]:
    """Numbers of the system's facts that are right."""

    def named(entity: str) -> str:
        return "anon" if str(entity).startswith("anon:") else to_gold.get(entity, f"?{entity}")

    def same(entity: str) -> str:
        return "anon" if str(entity).startswith("anon:") else entity

    def fits(a: Any, b: Any) -> float:
        if a["relation"] != b["relation"] or not scorer.same_sentence(a, b):
            return 0.0
        wanted, found = scorer.roles(a, same), scorer.roles(b, named)
        held = [f.get("holder") and by(f["holder"]) for f, by in ((a, same), (b, named))]
        agree = bool(found) and found <= wanted and a["polarity"] == b["polarity"] and held[0] == held[1]
        return 1.0 + 0.1 * len(found & wanted) if agree else 0.0

    return {j for _, j in scorer.match(gold, system, fits)}


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded: --gold is a folder with score.py and examples/")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bins(facts: Iterable[Judged]) -> list[Bin]:
    """Ten ranges of confidence of equal width, without the empty ones."""

    def name(f: Judged) -> str:
        n = min(int(round(f.confidence * BINS, 6)), BINS - 1)
        return f"{n / BINS:.1f} to {(n + 1) / BINS:.1f}"

    return _grouped(facts, name)


def kinds(facts: Iterable[Judged]) -> list[Bin]:
    """By what stands before the colon of the rule."""
    return _grouped(facts, lambda f: f.rule.partition(":")[0])


def _grouped(facts: Iterable[Judged], key: Callable[[Judged], str]) -> list[Bin]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for f in facts:
        groups[key(f)].append(f)
    return [
        Bin(
            name=name,
            number=len(group),
            confidence=sum(f.confidence for f in group) / len(group),
            right=sum(f.right for f in group) / len(group),
        )
        for name, group in sorted(groups.items())
    ]


def error(table: Sequence[Bin]) -> float:
    """Mean distance of confidence and share of right facts, weighted by numbers."""
    total = sum(b.number for b in table)
    return sum(b.number * abs(b.confidence - b.right) for b in table) / total if total else 0.0


def _table(rows: Iterable[Bin]) -> Iterator[str]:
    yield f"  {'confidence':<12} {'facts':>6} {'mean':>6} {'right':>6} {'95% interval':>16}"
    for b in rows:
        low, high = audit.wilson(round(b.right * b.number), b.number)
        yield f"  {b.name:<12} {b.number:>6} {b.confidence:>6.3f} {b.right:>6.3f} {f'{low:.3f} to {high:.3f}':>16}"


def _object(facts: Sequence[Judged]) -> dict[str, Any]:
    table = bins(facts)
    rows = {"bins": [asdict(b) for b in table], "rules": [asdict(b) for b in kinds(facts)]}
    return {"facts": len(facts), "expected_calibration_error": round(error(table), 4), **rows}


if __name__ == "__main__":
    main()
