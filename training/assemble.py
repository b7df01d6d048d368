"""Join the two trained halves into the pipeline that ships: `python -m training.assemble --work DIR --to extract/model`."""

import argparse
import shutil
from pathlib import Path

import spacy


def assemble(work: Path, to: Path) -> None:
    """Write `work/syntax/best` with the entity recogniser of `work/names/best` to `to`."""
    nlp = spacy.load(work / "syntax" / "best")
    nlp.add_pipe("ner", source=spacy.load(work / "names" / "best"))
    nlp.meta.update({"lang": "en", "name": "quoth", "version": "1.0.0", "license": "see CARD.md"})
    if to.exists():
        shutil.rmtree(to)
    nlp.to_disk(to)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--to", type=Path, default=Path("extract/model"))
    arguments = parser.parse_args()
    assemble(arguments.work, arguments.to)


if __name__ == "__main__":
    main()
