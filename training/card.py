"""Write the model card beside the model: what it was trained on, under which licences, and how well it does on dev."""

import json
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training import corpus

SOURCES = {
    "gum-train.conllu.gz": (
        "GUM 11 (Zeldes 2017): tags, trees, sentences, names",
        "annotations CC BY 4.0; texts CC BY or CC BY-SA",
    ),
    "ewt-train.conllu.gz": ("Universal Dependencies English Web Treebank: tags, trees, sentences", "CC BY-SA 4.0"),
    "politics_train.jsonl": ("CrossNER, politics (Liu et al. 2021): names", "MIT"),
    "train.jsonl.gz": ("PolNeAR (Newell et al. 2018): reports", "none stated; its text is not part of this package"),
}
SHOWN = {
    "tags": "tags (XPOS), accuracy",
    "uas": "UAS",
    "las": "LAS",
    "sentences": "sentences, F1",
    "names_gum": "named entities, GUM dev, F1",
    "names_politics": "named entities, CrossNER politics dev, F1",
    "cues": "cues of reports, PolNeAR dev, F1 of the first word",
    "source": "sources, all words right under the right cue, F1",
    "content": "contents, all words right under the right cue, F1",
}
HEAD = """# Model card: the English pipeline of Quoth

One small transformer, shared by all heads: all-MiniLM-L6-v2 (Apache-2.0, six layers, 384 wide) with an embedding of word shapes
beside its uncased pieces; linear heads for tags, parts of speech, sentence starts, names (PERSON ORG LOC EVENT MISC) and cues,
biaffine heads for Universal Dependencies and for the roles of a cue (source, content). Decoded to single-rooted trees (Chu-Liu,
Edmonds) and spans (Viterbi). Weights are int8, 25 MB, run by onnxruntime one paragraph at a time, so that a result never depends
on a neighbour. `make model` trained it from nothing else than the data below. It is meant for edited English prose on politics;
tables, verse and chat are outside its range.

The weights are offered under the Apache License 2.0 as far as they are ours to license. They were trained on texts under CC BY-SA
and, for the heads that read reports, on a corpus whose licence is not stated; whether a licence of texts reaches the weights that
learned from them is not settled, and users who must be sure train without PolNeAR (`make model OPEN_ONLY=1`).
"""
TAIL = """
Tokens are those of the corpora, sentences are predicted. Syntax: GUM dev and EWT dev together.

## Pronouns

`extract/coreference/weights.json` (531 kB of numbers as text) is learned after the model and for it, from its vectors and
trees: what third-person pronouns go back to. `make pronouns TREEBANK=DIR` learns it anew, with numpy, in about a minute on one
core; it must be learned again after each new model. It holds a linear layer of sorts (284 x 9), two layers that tell whether a
phrase fits where a pronoun stands (285 x 64 each, four rankers of rank 16 side by side), and tables of hand-made features,
averaged over the four. Data: third-person pronouns of gum-train.conllu.gz alone (3,451 of them in 128 documents; annotations CC
BY 4.0, texts CC BY or CC BY-SA, non-commercial parts left out), no text of which is contained; the file names its hash and the
seeds. Licence: Apache 2.0 as far as it is ours to license, as above. Features, ranks and decays were chosen by leaving out
fifths of the training documents, where antecedents are right in .70 without and .72 with the two layers; `bench/RESULTS.md` has
the figures on dev. It is weakest where "it" goes back to what was done or said, which are no candidates, and in talk.

## Limits

Headlines in title case, tables and transliterated names outside the training genres are its weak side. Quoth's own gazetteer and
rules correct many of its names; the scores above are those of the model alone, before its weights are rounded to int8.
`bench/RESULTS.md` has the whole pipeline's figures, and what leaving out PolNeAR costs (`make model OPEN_ONLY=1`).
"""


def write_card(model: Path, work: Path, files: Sequence[Path]) -> None:
    """Write `CARD.md` into the model's folder from the training log."""
    rows: list[dict[str, Any]] = json.loads((work / "log.json").read_text(encoding="utf-8"))
    lines = [HEAD, "## Data", "", "| file | what | licence | sha256 |", "|---|---|---|---|"]
    for path in files:
        if path.name in SOURCES:
            what, licence = SOURCES[path.name]
            lines.append(f"| {path.name} | {what} | {licence} | `{corpus.sha256(path)[:16]}…` |")
    lines += ["", "None of these texts ships with Quoth; NOTICE names every source.", ""]
    lines += [
        "## Scores on the development parts",
        "",
        "| pass | " + " | ".join(SHOWN.values()) + " |",
        "|---|" + "---|" * len(SHOWN),
    ]
    lines += [f"| {row['pass']} | " + " | ".join(str(row.get(key, "")) for key in SHOWN) + " |" for row in rows]
    lines.append(TAIL)
    lines.append(f"Trained with Python {platform.python_version()} on one CPU core, seed in `training/encoder/train.py`.")
    (model / "CARD.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
