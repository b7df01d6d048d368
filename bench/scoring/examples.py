"""Hand-annotated documents: the seeds against GOLD/examples, by the scorer that lies beside them; called by `bench/score.py`.

Of the other seeds `bench/seeds` holds entities with their mentions, no facts, annotated by the same guidelines before Quoth's own
were looked at: of all five only mentions and entities are scored.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.scoring.figures import EXAMPLES, SEEDS, Figure
from bench.scoring.programs import ROOT, extract, output

ENTITIES: Final = ROOT / "bench" / "seeds"


def figures(gold: Path, work: Path, jobs: int) -> Iterator[Figure]:
    """All rows that GOLD/score.py prints for the examples, and those of entities for all seeds; F1 each."""
    annotations = extract(ROOT / "seeds", work / "seeds.jsonl", jobs)
    yield from (_figure(EXAMPLES, *row) for row in _scored(gold / "score.py", gold / "examples", annotations))
    five = work / "five"
    for folder in (gold / "examples", ENTITIES):
        shutil.copytree(folder, five, dirs_exist_ok=True)
    for measure, values in _scored(gold / "score.py", five, annotations):
        if measure in {"mentions", "entities"}:
            yield _figure(SEEDS, measure, values)


def _scored(scorer: Path, annotated: Path, annotations: Path) -> Iterator[tuple[str, tuple[float, float, float]]]:
    arguments = ["--gold", str(annotated), "--system", str(annotations), "--texts", str(ROOT / "seeds"), "--json"]
    yield from json.loads(output(scorer, *arguments)).items()


def _figure(data: str, measure: str, values: tuple[float, float, float]) -> Figure:
    precision, recall, f1 = values
    return Figure(data=data, measure=measure, value=f1, note=f"P {precision:.3f} R {recall:.3f}")
