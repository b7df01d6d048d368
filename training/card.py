"""Write the model card beside the model: what it was trained on, under which licences, and how well it does on dev."""

import json
import platform
from pathlib import Path
from typing import Any

import spacy

from training import corpus

SOURCES = (
    ("gum-train.conllu.gz", "GUM 11 (Zeldes 2017), news, speech, interview and nine more genres", "annotations CC BY 4.0; texts CC BY or CC BY-SA"),
    ("ewt-train.conllu.gz", "Universal Dependencies English Web Treebank", "CC BY-SA 4.0"),
    ("politics_train.jsonl", "CrossNER, politics (Liu et al. 2021)", "MIT"),
)  # fmt: skip
SHOWN = {
    "syntax": {"tag_acc": "tags (XPOS)", "pos_acc": "parts of speech", "dep_uas": "UAS", "dep_las": "LAS", "sents_f": "sentences F1"},
    "names": {"ents_p": "entity precision", "ents_r": "entity recall", "ents_f": "entity F1"},
}


def write_card(model: Path, work: Path, treebank: Path, entities: Path) -> None:
    """Write `CARD.md` into the model's folder from the logs of both halves."""
    lines = [
        "# Model card: the English pipeline of Quoth",
        "",
        "A spaCy pipeline (hashed word features, four residual convolutions; tagger, parts of speech, transition-based parser with",
        "Universal Dependencies labels, entity recogniser with PERSON ORG LOC EVENT MISC), trained by `make model` from nothing else",
        "than the data below. It is meant for edited English prose on politics; tables, verse and chat are outside its range.",
        "",
        "## Data",
        "",
        "| file | what | licence | sha256 |",
        "|---|---|---|---|",
    ]
    for name, what, licence in SOURCES:
        folder = entities if name.endswith(".jsonl") else treebank
        lines.append(f"| {name} | {what} | {licence} | `{corpus.sha256(folder / name)[:16]}…` |")
    lines += [
        "",
        "None of these texts ships with Quoth. The model's weights are distributed under Apache-2.0 as far as they are ours to license; NOTICE",
        "names every source.",
        "",
        "## Scores on the development parts (raw text, our own tokens)",
        "",
        "| measure | value |",
        "|---|---|",
    ]
    for half, shown in SHOWN.items():
        best = best_pass(work / half / "log.json", "dep_las" if half == "syntax" else "ents_f")
        lines += [f"| {label} | {100 * best[key]:.1f} |" for key, label in shown.items()]
        lines.append(f"| {half}: best pass of {best['of']} | {best['pass']} |")
    lines += [
        "",
        "Syntax: GUM dev and EWT dev together. Entities: GUM dev (named entities only) and the held-out fifth of CrossNER politics dev.",
        "",
        f"Trained with spaCy {spacy.__version__}, Python {platform.python_version()}, seed in `training/train.py`, on two CPU cores.",
        "",
        "## Limits",
        "",
        "Newspaper headlines in title case, tables and transliterated names outside the training genres are its weak side. Quoth's own",
        "gazetteer and rules correct many of its entity labels; the scores above are those of the model alone.",
    ]
    (model / "CARD.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def best_pass(log: Path, watched: str) -> dict[str, Any]:
    """The row of the pass that was kept."""
    rows: list[dict[str, Any]] = json.loads(log.read_text(encoding="utf-8"))
    best = max(rows, key=lambda r: (r[watched], r["pass"]))
    return {**best, "of": len(rows)}
