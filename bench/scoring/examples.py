"""Hand-annotated documents: the seeds against GOLD/examples, by the scorer that lies beside them; called by `bench/score.py`."""

import json
from collections.abc import Iterator
from pathlib import Path

from bench.scoring.figures import EXAMPLES, Figure
from bench.scoring.programs import ROOT, extract, output


def figures(gold: Path, work: Path, jobs: int) -> Iterator[Figure]:
    """All rows that GOLD/score.py prints, F1 each."""
    annotations = extract(ROOT / "seeds", work / "seeds.jsonl", jobs)
    arguments = ["--gold", str(gold / "examples"), "--system", str(annotations), "--texts", str(ROOT / "seeds"), "--json"]
    for measure, value in json.loads(output(gold / "score.py", *arguments)).items():
        precision, recall, f1 = value
        yield Figure(data=EXAMPLES, measure=measure, value=f1, note=f"P {precision:.3f} R {recall:.3f}")
