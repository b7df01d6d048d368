"""Write the golden files anew: `python tests/golden/rewrite.py`, or `make golden`; read the diff before committing it.

The annotation lines are the committed start: `--lines` makes them anew, too, from `tests/graph_samples.py`.
"""

import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path[:0] = [str(FOLDER.parent), str(FOLDER.parents[1])]


def main() -> None:
    from extract.records import from_line, to_line
    from graph_samples import fill, golden

    lines = FOLDER / "annotations.jsonl"
    if "--lines" in sys.argv:
        lines.write_text("".join(f"{to_line(annotation)}\n" for annotation in golden()), "utf-8", newline="")
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), [from_line(line) for line in lines.read_text("utf-8").split("\n") if line])
        for name in ("graph.ttl", "graph.trig"):
            (FOLDER / name).write_bytes((Path(folder) / name).read_bytes())


if __name__ == "__main__":
    main()
