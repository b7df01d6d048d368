"""Precision of facts, judged by reading: draw a sheet of facts, judge each beside its sentence, compute precision.

    python -m bench.audit draw NEWS.jsonl SPEECHES.jsonl [--to bench/audit.csv] [--number 200] [--seed 1]
    python -m bench.audit show NEWS.jsonl SPEECHES.jsonl [--sheet bench/audit.csv] [--all]
    python -m bench.audit precision [--sheet bench/audit.csv]

The files are annotation lines of `quoth extract`, one for each corpus; equally many facts are drawn from each. The draw orders
facts by a hash of the seed and of what the fact says and where, and takes the first: the order of documents does not matter,
and after a change to the extraction the facts that stayed the same are drawn again, so that their judgements are kept. The sheet
holds names, offsets and judgements, never the texts; `draw` and `show` print the sentences for the judge.

Columns to fill, y or n each: right_relation, right_roles (all that are named are right, none that the sentence names is left
out), right_polarity, right_holder; `right` is y where all four are and may be left to this program. right_modality is counted
beside them. `note` is free.
"""

import argparse
import csv
import hashlib
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

SHEET: Final = Path(__file__).with_name("audit.csv")
NUMBER: Final = 200
SEED: Final = 3
FACT: Final = (
    "corpus", "doc_id", "start", "end", "trigger_start", "trigger_end", "relation", "agent", "target", "theme", "polarity",
    "modality", "holder", "confidence", "rule",
)  # fmt: skip
SAID: Final = FACT[:13]
PARTS: Final = ("right_relation", "right_roles", "right_polarity", "right_holder")
MODALITY: Final = "right_modality"
JUDGED: Final = ("right", *PARTS, MODALITY, "note")
ANSWERS: Final = {"y": True, "yes": True, "1": True, "n": False, "no": False, "0": False}
Z: Final = 1.959964  # 95%

Row = dict[str, str]


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.audit", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    draw = commands.add_parser("draw", help="write a sheet, keeping judgements that it holds, and print the sentences")
    draw.add_argument("annotations", type=Path, nargs="+")
    draw.add_argument("--to", type=Path, default=SHEET)
    draw.add_argument("--number", type=int, default=NUMBER)
    draw.add_argument("--seed", type=int, default=SEED)
    draw.set_defaults(run=_draw)
    show = commands.add_parser("show", help="print the sentences of facts that wait to be judged")
    show.add_argument("annotations", type=Path, nargs="+")
    show.add_argument("--sheet", type=Path, default=SHEET)
    show.add_argument("--all", action="store_true", help="those that are judged, too")
    show.set_defaults(run=_show)
    precision = commands.add_parser("precision", help="compute it from a judged sheet")
    precision.add_argument("--sheet", type=Path, default=SHEET)
    precision.set_defaults(run=_precision)
    a = parser.parse_args(argv)
    a.run(a)


def _draw(a: argparse.Namespace) -> None:
    old = read_sheet(a.to) if a.to.exists() else []
    judged = {said(r): {k: r[k] for k in JUDGED} for r in old if is_right(r) is not None}
    rows = [
        {**r, **judged.get(said(r), {})} for path in a.annotations for r in drawn(path, a.number // len(a.annotations), a.seed)
    ]
    lost = len(judged.keys() - {said(r) for r in rows})
    write_sheet(a.to, rows)
    print(f"{a.to}: {len(rows)} facts; judgements kept {len(judged) - lost}, dropped with their facts {lost}", file=sys.stderr)
    _print(rows, a.annotations, every=False)


def _show(a: argparse.Namespace) -> None:
    _print(read_sheet(a.sheet), a.annotations, every=a.all)


def _precision(a: argparse.Namespace) -> None:
    rows = read_sheet(a.sheet)
    corpora = sorted({r["corpus"] for r in rows})
    for name, part in [("all", rows), *((c, [r for r in rows if r["corpus"] == c]) for c in corpora)]:
        verdicts = [v for r in part if (v := is_right(r)) is not None]
        if not verdicts:
            print(f"{name}: none of {len(part)} facts is judged")
            continue
        low, high = wilson(sum(verdicts), len(verdicts))
        share, number = sum(verdicts) / len(verdicts), len(verdicts)
        print(f"{name}: precision {share:.3f} (95% interval {low:.3f} to {high:.3f}), {number} judged")
        for column in (*PARTS, MODALITY):
            answers = [v for r in part if (v := _answer(r, column)) is not None]
            if answers:
                print(f"  {column:<15} {sum(answers) / len(answers):.3f}")
        wholly = [v for r in part if (v := is_wholly_right(r)) is not None]
        if wholly:
            low, high = wilson(sum(wholly), len(wholly))
            print(f"  modality, too   {sum(wholly) / len(wholly):.3f} (95% interval {low:.3f} to {high:.3f})")


def wilson(right: int, number: int) -> tuple[float, float]:
    """The 95% interval of a share.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    share, square = right / number, Z * Z
    middle = (share + square / (2 * number)) / (1 + square / number)
    half = Z * math.sqrt(share * (1 - share) / number + square / (4 * number * number)) / (1 + square / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def drawn(path: Path, number: int, seed: int) -> list[Row]:
    """The facts of one corpus that are drawn, in the order of the text."""
    rows = [r for line in _lines(path) for r in facts(line, path.name.split(".")[0])]
    rows = sorted({said(r): r for r in rows}.values(), key=lambda r: _lot(r, seed))[:number]
    return sorted(rows, key=lambda r: (r["corpus"], r["doc_id"], int(r["trigger_start"]), r["relation"], said(r)))


def _lot(row: Row, seed: int) -> str:
    return hashlib.sha256(json.dumps([seed, *said(row)], ensure_ascii=False).encode()).hexdigest()


def said(row: Mapping[str, str]) -> tuple[str, ...]:
    """What makes it the same fact: all but how it was found."""
    return tuple(row[k] for k in SAID)


def facts(line: Mapping[str, Any], corpus: str) -> Iterator[Row]:
    """The facts of an annotation line as rows with nothing judged."""
    names = {e["id"]: e["name"] for e in line["entities"]}
    for f in line["facts"]:
        holder = names.get(f["holder"], f["holder"]) if f["holder"] else "(unclear)" if f["attribution"] else "(author)"
        values = (
            corpus, line["doc_id"], *f["sentence"], *f["trigger"], f["relation"], _names(names, f["agent"]),
            _names(names, f["target"]), _names(names, [f["theme"]] if f["theme"] else []), f["polarity"], f["modality"], holder,
            f["confidence"], f["rule"],
        )  # fmt: skip
        yield {**dict(zip(FACT, map(str, values), strict=True)), **dict.fromkeys(JUDGED, "")}


def _names(names: Mapping[str, str], fillers: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(names.get(f["entity"], f["entity"]) for f in fillers)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _print(rows: Sequence[Row], annotations: Iterable[Path], *, every: bool) -> None:
    """Number, sentence with the trigger marked and the one before it, and what is claimed of it."""
    wanted = {(r["corpus"], r["doc_id"]) for r in rows}
    texts = {key: line for p in annotations for line in _lines(p) if (key := (p.name.split(".")[0], line["doc_id"])) in wanted}
    for number, r in enumerate(rows, 2):  # the number of its line in the sheet
        if not every and is_right(r) is not None:
            continue
        line = texts.get((r["corpus"], r["doc_id"]))
        if line is None:
            sys.exit(f"no line for document {r['doc_id']!r} of corpus {r['corpus']!r}: give the file that was drawn from")
        start, end, first, last = (int(r[k]) for k in ("start", "end", "trigger_start", "trigger_end"))
        before = max((s for s in line["sentences"] if s[1] <= start), default=(start, start))
        text = line["text"]
        print(f"\n{number}  {r['corpus']} {r['doc_id']} {start}-{end}")
        print(f"    ({' '.join(text[before[0] : before[1]].split())})")
        print("    " + " ".join(f"{text[start:first]}[[{text[first:last]}]]{text[last:end]}".split()))
        alike = [f for f in line["facts"] if f["trigger"] == [first, last] and f["relation"] == r["relation"]]
        content = sorted({repr(f["theme_text"]) for f in alike if f["theme_text"]})
        print(f"    {r['relation']}: {r['agent'] or '-'} > {r['target'] or '-'} / {r['theme'] or '-'}", *content)
        print(f"    {r['polarity']} {r['modality']}, holder {r['holder']}   [{r['rule']}, {r['confidence']}]")


def read_sheet(path: Path) -> list[Row]:
    """The rows of a sheet.

    Raises: SystemExit for a missing column or a judgement that is neither y nor n, or contradicts itself.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        absent = [c for c in (*FACT, *JUDGED) if c not in (reader.fieldnames or ())]
        if absent:
            sys.exit(f"{path}: no column {', '.join(absent)}")
        rows = list(reader)
    for number, row in enumerate(rows, 2):
        for column in ("right", *PARTS, MODALITY):
            if row[column].strip() and row[column].strip().lower() not in ANSWERS:
                sys.exit(f"{path}:{number}: {column} is {row[column]!r}: write y or n")
        parts = [_answer(row, c) for c in PARTS]
        if _answer(row, "right") is not None and None not in parts and _answer(row, "right") != all(parts):
            sys.exit(f"{path}:{number}: right is {row['right']!r}, but the four parts say otherwise")
    return rows


def write_sheet(path: Path, rows: Iterable[Row]) -> None:
    """Write rows with all columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, (*FACT, *JUDGED), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def is_right(row: Mapping[str, str]) -> bool | None:
    """The judgement of a fact; None where it waits for one. One part that is wrong makes the whole wrong."""
    whole, parts = _answer(row, "right"), [_answer(row, c) for c in PARTS]
    if whole is not None:
        return whole
    if False in parts:
        return False
    return None if None in parts else True


def is_wholly_right(row: Mapping[str, str]) -> bool | None:
    """The same, modality counted; None where one of both waits for a judgement."""
    right, modality = is_right(row), _answer(row, MODALITY)
    if right is False or modality is False:
        return False
    return None if right is None or modality is None else True


def _answer(row: Mapping[str, str], column: str) -> bool | None:
    return ANSWERS.get(row[column].strip().lower())


if __name__ == "__main__":
    main()
