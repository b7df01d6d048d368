"""Development parts of public data sets, by the scorers that lie beside them in EVAL; called by `bench/score.py`.

EVAL holds `inputs/`, `adapt.py`, which turns annotation lines into what a scorer reads, and for each set a folder with `score.py`
and `data/`. The scorers run as programs of their own; here stands only how to read what they print: lines of a name and a Python
dictionary, but for the entities, whose line says P, R and F1.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.scoring.figures import CHAIN, DATES, EVENTS, POLITICS, POLNEAR, Figure
from bench.scoring.programs import extract, output

NAMED: Final = re.compile(r"^ *(\S+) +(\{.*\})$", re.MULTILINE)
F1: Final = re.compile(r"^micro P ([\d.]+) R ([\d.]+) F1 ([\d.]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One data set: how adapt.py calls it, where its files lie below EVAL, and how its scorer's words are read."""

    data: str
    name: str
    inputs: str
    scorer: str
    gold: str
    read: Callable[[str], Iterator[Figure]]
    arguments: tuple[str, ...] = ()


def figures(benchmark: Benchmark, folder: Path, work: Path, jobs: int) -> Iterator[Figure]:
    """The figures of one data set of the folder EVAL."""
    annotations = extract(folder / "inputs" / benchmark.inputs, work / benchmark.inputs, jobs)
    system = work / f"{benchmark.name}.system.jsonl"
    system.write_text(output(folder / "adapt.py", benchmark.name, str(annotations)), encoding="utf-8")
    extra = [a.replace("EVAL", str(folder)) for a in benchmark.arguments]
    yield from benchmark.read(output(folder / benchmark.scorer, str(folder / benchmark.gold), str(system), *extra))


def named(printed: str) -> dict[str, Any]:
    """Name -> dictionary of lines that hold both."""
    return {name: ast.literal_eval(value) for name, value in NAMED.findall(printed)}


def _prf(data: str, measure: str, value: Mapping[str, float]) -> Figure:
    return Figure(data=data, measure=measure, value=value["f1"], note=f"P {value['p']:.3f} R {value['r']:.3f}")


def attributions(printed: str) -> Iterator[Figure]:
    """Who said what."""
    found = named(printed)
    yield from (_prf(POLNEAR, measure, found[measure]) for measure in ("content", "who_said", "who_said_soft"))


def events(printed: str) -> Iterator[Figure]:
    """Who did what to whom, in one sentence."""
    found = ast.literal_eval(printed.splitlines()[0])
    note = f"{found['gold']} records, {found['system_events']} events found"
    yield from (Figure(data=EVENTS, measure=measure, value=found[measure], note=note) for measure in ("type", "full"))


def chain(printed: str) -> Iterator[Figure]:
    """Documents to typed facts."""
    found = named(printed)
    yield from (_prf(CHAIN, measure, found[measure]) for measure in ("rel.core", "kg.core"))


def dates(printed: str) -> Iterator[Figure]:
    """Dates and their values."""
    yield _prf(DATES, "value", named(printed)["value"])


def entities(printed: str) -> Iterator[Figure]:
    """Named entities, types mapped."""
    found = F1.search(printed)
    if found is not None:
        precision, recall, f1 = map(float, found.groups())
        yield Figure(data=POLITICS, measure="mapped", value=f1, note=f"P {precision:.3f} R {recall:.3f}")


BENCHMARKS: Final = (
    Benchmark(
        data=POLNEAR, name="polnear", inputs="polnear_dev.jsonl", scorer="polnear/score.py", gold="polnear/data/dev.jsonl",
        read=attributions,
    ),
    Benchmark(
        data=DATES, name="times", inputs="gumdates_dev.jsonl", scorer="times/score.py", gold="times/data/gum_dev.jsonl",
        read=dates, arguments=("--dates-only",),
    ),
    Benchmark(
        data=EVENTS, name="events", inputs="plover_dev.jsonl", scorer="events/score.py", gold="events/data/plover_dev.jsonl",
        read=events, arguments=("--map", "EVAL/events/map.json"),
    ),
    Benchmark(
        data=CHAIN, name="re3d", inputs="re3d_dev.jsonl", scorer="re3d/score.py", gold="re3d/data/dev.jsonl", read=chain,
    ),
    Benchmark(
        data=POLITICS, name="ner", inputs="crossner_dev.jsonl", scorer="ner/score.py", gold="ner/data/politics_dev.jsonl",
        read=entities, arguments=("--map", "EVAL/ner/map.json"),
    ),
)  # fmt: skip
