"""Train a plain spaCy pipeline on the same data, to compare with: `python -m training.cnn --treebank DIR --entities DIR`.

It does not ship; `bench/speed.py --rival` measures it beside the model that does.

Two halves with an encoder each: `syntax` (tagger, morphologizer for parts of speech, parser, which also sets sentence starts)
and `names` (ner), whose encoder starts from the one that syntax trained: there is six times as much syntax to learn words from.
Every pass is checkpointed; the same command resumes.
"""

import argparse
import json
import pickle
import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import Optimizer, fix_random_seed

from training import corpus

SEED = 20211215
PEAK = 0.0015
WIDTH = 128
PASSES = {"syntax": 10, "names": 5}
DROPOUT = {"syntax": 0.15, "names": 0.25}
WATCHED = {"syntax": "dep_las", "names": "ents_f"}


def encoder(width: int) -> dict[str, Any]:
    """The spaCy CNN encoder: hashed word features, four residual convolutions."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [6000, 1500, 3000, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "window_size": 1,
            "maxout_pieces": 3,
            "depth": 5,
        },
    }


def listener(width: int) -> dict[str, Any]:
    """Share the encoder of the `tok2vec` component."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}


def transitions(kind: str, tok2vec: dict[str, Any]) -> dict[str, Any]:
    """A transition-based model for the parser or the entity recogniser."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 96,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }


def blank(half: str) -> Language:
    """An untrained half of the pipeline."""
    nlp = spacy.blank("en")
    width = WIDTH
    if half == "syntax":
        nlp.add_pipe("tok2vec", config={"model": encoder(width)})
        head = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener(width)}
        nlp.add_pipe("tagger", config={"model": head})
        nlp.add_pipe("morphologizer", config={"model": head})
        nlp.add_pipe("parser", config={"model": transitions("parser", listener(width)), "min_action_freq": 20})
    else:
        nlp.add_pipe("ner", config={"model": transitions("ner", encoder(width))})
    return nlp


def data(half: str, part: str, nlp: Language, treebank: Path, entities: Path) -> list[Example]:
    """Gold examples of a half for `part`, which is train or dev."""
    seed = random.Random(SEED)
    if half == "syntax":
        golds = [
            corpus.syntax_doc(nlp.vocab, p)
            for name in ("gum", "ewt")
            for p in corpus.read_conllu(treebank / f"{name}-{part}.conllu.gz")
        ]
    else:
        golds = [corpus.gum_name_doc(nlp.vocab, p) for p in corpus.read_conllu(treebank / f"gum-{part}.conllu.gz")]
        rows = corpus.read_crossner(entities / f"politics_{part}.jsonl")
        crossner = [corpus.crossner_doc(nlp.vocab, row) for row in rows]
        golds += crossner * 2 if part == "train" else crossner
    if part == "train":
        golds += [copy for gold in golds if (copy := corpus.shouted(gold, seed)) is not None]
    return corpus.examples(nlp, golds)


def optimizer_state(nlp: Language, optimizer: Optimizer) -> dict[str, Any]:
    """The optimizer's moments and averages under keys that survive a restart (thinc's node ids do not)."""
    names = node_names(nlp)
    moments = {
        kind: {(names[i], name): array for (i, name), array in getattr(optimizer, kind).items() if i in names}
        for kind in ("mom1", "mom2", "averages")
    }
    updates = {(names[i], name): n for (i, name), n in optimizer.nr_update.items() if i in names}
    return {**moments, "nr_update": updates}


def node_names(nlp: Language) -> dict[int, str]:
    """thinc node id -> component and position in its model's walk."""
    return {node.id: f"{name}:{i}" for name, pipe in nlp.pipeline for i, node in enumerate(pipe.model.walk())}  # type: ignore[attr-defined]


def restore(nlp: Language, optimizer: Optimizer, state: dict[str, Any]) -> None:
    """Put a saved optimizer state back."""
    ids = {name: i for i, name in node_names(nlp).items()}
    for kind in ("mom1", "mom2", "averages", "nr_update"):
        table = getattr(optimizer, kind)
        table.update({(ids[node], name): value for (node, name), value in state[kind].items()})


def rate(done: float) -> float:
    """Learning rate after a share `done` of all words: linear warm-up over a fiftieth, then linear decay to a fiftieth."""
    return PEAK * min(done / 0.02, max(1 - done, 0.02))


def start_from_syntax(nlp: Language, trained: Path) -> None:
    """Copy the trained encoder of the syntax half into the entity recogniser.

    Raises: SystemExit if syntax is not trained yet.
    """
    if not trained.exists():
        sys.exit(f"{trained} is missing: train the half `syntax` first")
    source = spacy.load(trained).get_pipe("tok2vec").model  # type: ignore[attr-defined]
    target = nlp.get_pipe("ner").model.get_ref("tok2vec")  # type: ignore[attr-defined]
    encoder_node = next(n for n in target.walk() if n.name == source.name)
    encoder_node.from_bytes(source.to_bytes())


def train(half: str, treebank: Path, entities: Path, work: Path) -> None:
    """Train one half, resuming after the last finished pass; the best pass on dev stands in `work/HALF/best`."""
    fix_random_seed(SEED)
    folder = work / half
    folder.mkdir(parents=True, exist_ok=True)
    nlp = blank(half)
    examples, dev = (data(half, part, nlp, treebank, entities) for part in ("train", "dev"))
    passes = PASSES[half]
    words = sum(len(e.reference) for e in examples)
    nlp.initialize(lambda: examples)
    if half == "names":
        start_from_syntax(nlp, work / "syntax" / "best")
    optimizer = Optimizer(PEAK, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    log: list[dict[str, float]] = []
    checkpoint = folder / "checkpoint.pickle"
    if checkpoint.exists():
        saved = pickle.loads(checkpoint.read_bytes())
        nlp.from_bytes(saved["nlp"])
        restore(nlp, optimizer, saved["optimizer"])
        log = saved["log"]
        print(f"{half}: resuming after pass {len(log)}", file=sys.stderr, flush=True)
    for number in range(len(log) + 1, passes + 1):
        numpy.random.seed(SEED + number)
        order = random.Random(SEED + number)
        order.shuffle(examples)
        began, losses = time.process_time(), {}
        seen = (number - 1) * words
        for batch in batches(examples, 600):
            optimizer.learn_rate = rate(seen / (passes * words))
            nlp.update(batch, sgd=optimizer, drop=DROPOUT[half], losses=losses)
            seen += sum(len(e.reference) for e in batch)
        with nlp.use_params(optimizer.averages):
            scores = nlp.evaluate(dev)
            row = {k: round(v, 4) for k, v in scores.items() if isinstance(v, float) and k != "speed"}
            row = {"pass": number, "cpu_minutes": round((time.process_time() - began) / 60, 1), **row}
            if row[WATCHED[half]] >= max((r[WATCHED[half]] for r in log), default=0):
                nlp.to_disk(folder / "best")
        log.append(row)
        print(half, json.dumps(row), {k: round(v) for k, v in losses.items()}, file=sys.stderr, flush=True)
        state = {"nlp": nlp.to_bytes(), "optimizer": optimizer_state(nlp, optimizer), "log": log}
        partial = checkpoint.with_suffix(".part")
        partial.write_bytes(pickle.dumps(state))
        partial.replace(checkpoint)
        (folder / "log.json").write_text(json.dumps(log, indent=1) + "\n")


def batches(examples: list[Example], words: int) -> Any:
    """Batches of about `words` words."""
    batch, size = [], 0
    for example in examples:
        batch.append(example)
        size += len(example.reference)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=("syntax", "names"))
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--entities", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    arguments = parser.parse_args()
    train(arguments.half, arguments.treebank, arguments.entities, arguments.work)


if __name__ == "__main__":
    main()
