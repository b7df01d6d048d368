"""Train the shared encoder; called by `training.__main__`.

Every pass is checkpointed and evaluated on the development parts; the same command resumes.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from extract.encoder.pieces import SHAPES, Vocabulary
from training.encoder import data
from training.encoder.batches import IGNORE, Batch, Labels, Read, batches
from training.encoder.data import CUE_LABELS, ENTITY_LABELS, ROLE_LABELS, Example
from training.encoder.evaluation import evaluate
from training.encoder.model import Reader, Sizes, bucket, start_from

SEED = 20211215
PASSES = 4
RATES = {"encoder": 2.0e-4, "heads": 1.5e-3}
WARMUP = 0.03
WEIGHTS = {"tags": 0.4, "pos": 0.4, "starts": 0.6, "names": 2.0, "cues": 1.0, "arcs": 1.0, "deps": 0.6, "roles": 1.5}


def train(treebank: Path, entities: Path, attributions: Path | None, minilm: Path, work: Path) -> None:
    """All passes, resuming after the last finished one."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary.read(minilm / "vocab.txt")
    examples = data.load("train", treebank, entities, attributions)
    labels = label_tables(examples)
    dev = [(e, vocabulary.cut(e.words)) for e in data.load("dev", treebank, entities, attributions) if _known(e, labels)]
    sizes = sizes_of(labels)
    reader = Reader(sizes)
    start_from(reader, minilm / "model.safetensors")
    optimizer = torch.optim.AdamW(_groups(reader), lr=1.0, weight_decay=0.01, betas=(0.9, 0.98))
    log: list[dict[str, float]] = []
    checkpoint = work / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        reader.load_state_dict(saved["reader"])
        optimizer.load_state_dict(saved["optimizer"])
        log = saved["log"]
    described = {
        "labels": {k: list(v) for k, v in labels.items()},
        "sizes": {n: getattr(sizes, n) for n in Sizes.__slots__},
        "reports": attributions is not None,
    }
    (work / "labels.json").write_text(json.dumps(described, indent=1))
    words = sum(len(e.words) for e in examples)
    print(f"{len(examples)} examples, {words} words; resuming after pass {len(log)}", file=sys.stderr, flush=True)
    for number in range(len(log) + 1, PASSES + 1):
        minutes = one_pass(number, reader, optimizer, examples, vocabulary, labels)
        log.append({"pass": number, "cpu_minutes": minutes, **evaluate(reader, dev, labels)})
        print(json.dumps(log[-1]), file=sys.stderr, flush=True)
        partial = checkpoint.with_suffix(".part")
        torch.save({"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "log": log}, partial)
        partial.replace(checkpoint)
        (work / "log.json").write_text(json.dumps(log, indent=1) + "\n")


def one_pass(
    number: int,
    reader: Reader,
    optimizer: torch.optim.Optimizer,
    examples: Sequence[Example],
    vocabulary: Vocabulary,
    labels: Labels,
) -> float:
    """Train on all examples once; returns CPU minutes."""
    seed = random.Random(SEED + number)
    torch.manual_seed(SEED + number)
    pairs: list[Read] = [(e, vocabulary.cut(e.words)) for e in (data.lowered(e, seed) for e in examples)]
    order = batches(pairs, seed)
    began = time.process_time()
    for step, group in enumerate(order):
        done = (number - 1 + step / len(order)) / PASSES
        for g in optimizer.param_groups:
            g["lr"] = RATES[g["name"]] * min(done / WARMUP, (1 - done) / (1 - WARMUP) + 0.01)
        loss = loss_of(reader, Batch([pairs[i][0] for i in group], [pairs[i][1] for i in group], labels))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        if step % 200 == 0:
            spent = (time.process_time() - began) / 60
            print(
                f"pass {number}, step {step} of {len(order)}: loss {loss.item():.3f}, {spent:.1f} minutes",
                file=sys.stderr,
                flush=True,
            )
    return round((time.process_time() - began) / 60, 1)


def loss_of(reader: Reader, batch: Batch) -> Tensor:
    """The weighted sum of the mean losses that the batch has gold for."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = reader(batch.ids, batch.shapes, batch.first, batch.mask)
    outputs = tuple(o.float() for o in outputs)
    heads = batch.gold["arcs"].clamp(min=0)
    chosen = outputs[7].gather(1, heads.unsqueeze(2).expand(-1, -1, outputs[7].shape[2]))
    scored = {
        **dict(zip(("tags", "pos", "starts", "names", "cues"), outputs, strict=False)),
        "arcs": outputs[5] + batch.head_mask,
        "deps": torch.einsum("bnld,bnd->bnl", outputs[6], chosen),
    }
    total = torch.zeros(())
    for name, scores in scored.items():
        gold = batch.gold[name]
        count = int((gold != IGNORE).sum())
        if count:
            total = total + WEIGHTS[name] / count * _entropy(scores, gold, "sum")
    if len(batch.cue_at):
        total = total + WEIGHTS["roles"] * _entropy(role_scores(reader, outputs, batch.cue_at), batch.roles, "mean")
    return total


def _entropy(scores: Tensor, gold: Tensor, reduction: str) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction=reduction)


def role_scores(reader: Reader, outputs: tuple[Tensor, ...], cue_at: Tensor) -> Tensor:
    """Scores [cues, words, roles] of each word for each cue, given as (batch, word)."""
    cues, words, plain = outputs[8], outputs[9], outputs[10]
    at, cue = cue_at[:, 0], cue_at[:, 1]
    product = torch.einsum("mrd,mnd->mnr", cues[at, cue], words[at])
    distance = torch.arange(words.shape[1])[None, :] - cue[:, None]
    return product + plain[at] + reader.distance(bucket(distance))


def label_tables(examples: Sequence[Example]) -> Labels:
    """Numbers of all labels."""
    seen = {name: sorted({x for e in examples for x in getattr(e, name) or ()}) for name in ("tags", "pos", "deps")}
    names: dict[str, Sequence[str]] = {**seen, "names": ENTITY_LABELS, "cues": CUE_LABELS}
    return {name: {label: number for number, label in enumerate(values)} for name, values in names.items()}


def sizes_of(labels: Labels) -> Sizes:
    """How many labels each head has."""
    counts = {name: len(labels[name]) for name in ("tags", "pos", "deps", "names", "cues")}
    return Sizes(**counts, roles=len(ROLE_LABELS), shapes=len(SHAPES))


def _known(example: Example, labels: Labels) -> bool:
    """Whether training has seen all labels of an example (one of a thousand has a label that it has not)."""
    return all(x in labels[name] for name in ("tags", "pos", "deps") for x in getattr(example, name) or ())


def _groups(reader: Reader) -> list[dict[str, object]]:
    def own(name: str) -> list[Tensor]:
        return [p for n, p in reader.named_parameters() if n.startswith("encoder") == (name == "encoder")]

    return [{"params": own(name), "name": name} for name in RATES]
