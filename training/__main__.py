"""`python -m training --treebank DIR --entities DIR`: train both halves, join them, write the card. Resumes where it stopped."""

import argparse
import sys
from pathlib import Path

from training import card, corpus
from training.assemble import assemble
from training.train import train

NEEDED = ("gum-train.conllu.gz", "gum-dev.conllu.gz", "ewt-train.conllu.gz", "ewt-dev.conllu.gz")
NEEDED_ENTITIES = ("politics_train.jsonl", "politics_dev.jsonl")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help="folder with " + ", ".join(NEEDED))
    parser.add_argument("--entities", type=Path, required=True, help="folder with " + ", ".join(NEEDED_ENTITIES))
    parser.add_argument("--work", type=Path, default=Path("training/work"), help="checkpoints and logs")
    parser.add_argument("--to", type=Path, default=Path("extract/model"))
    a = parser.parse_args()
    missing = [str(a.treebank / n) for n in NEEDED if not (a.treebank / n).exists()]
    missing += [str(a.entities / n) for n in NEEDED_ENTITIES if not (a.entities / n).exists()]
    if missing:
        sys.exit("missing training data:\n  " + "\n  ".join(missing))
    for half in ("syntax", "names"):
        train(half, a.treebank, a.entities, a.work)
    assemble(a.work, a.to)
    card.write_card(a.to, a.work, a.treebank, a.entities)
    print(f"{a.to}: written; data {corpus.sha256(a.treebank / NEEDED[0])[:12]}", file=sys.stderr)


if __name__ == "__main__":
    main()
