"""Train the shared encoder; called by `training.__main__`.

Every pass is checkpointed and evaluated on the development parts; the same command resumes.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from extract.encoder import decoding
from extract.encoder.pieces import SHAPES, Pieces, Vocabulary
from training.encoder import data
from training.encoder.data import CUE_LABELS, ENTITY_LABELS, ROLE_LABELS, Example
from training.encoder.model import Reader, Sizes, bucket, start_from

SEED = 20211215
PASSES = 4
PIECES = 1600  # of one batch
RATES = {"encoder": 2.0e-4, "heads": 1.5e-3}
WEIGHTS = {"tags": 0.4, "pos": 0.4, "starts": 0.6, "names": 2.0, "cues": 1.0, "arcs": 1.0, "deps": 0.6, "roles": 1.5}
IGNORE = -100


class Batch:
    """Padded tensors of some examples, and the gold labels, IGNORE where there are none."""

    def __init__(self, examples: Sequence[Example], pieces: Sequence[Pieces], labels: dict[str, dict[str, int]]) -> None:
        size, longest = max(len(p.ids) for p in pieces), max(len(e.words) for e in examples)
        self.examples = examples
        self.ids = _padded([p.ids for p in pieces], size, 0)
        self.shapes = _padded([p.shapes for p in pieces], size, 0)
        self.first = _padded([(0, *p.first) for p in pieces], longest + 1, 0)
        real = _padded([[1] * len(p.ids) for p in pieces], size, 0)
        self.mask = ((1 - real) * -1e4).float()[:, None, None, :]
        words = _padded([[1] * (len(e.words) + 1) for e in examples], longest + 1, 0)
        self.head_mask = ((1 - words) * -1e4).float()[:, None, :]
        self.gold = {
            name: _padded([[table[x] for x in getattr(e, name)] if getattr(e, name) is not None else [] for e in examples], longest, IGNORE)
            for name, table in labels.items()
        }
        self.gold["starts"] = _padded([e.starts or [] for e in examples], longest, IGNORE)
        heads = [[0 if h == i else h + 1 for i, h in enumerate(e.heads)] if e.heads is not None else [] for e in examples]
        self.gold["arcs"] = _padded(heads, longest, IGNORE)
        rows = [(b, cue, roles) for b, e in enumerate(examples) for cue, roles in e.reports]
        self.cue_at = torch.tensor([[b, cue] for b, cue, _ in rows], dtype=torch.long).reshape(-1, 2)
        self.roles = _padded([roles for *_, roles in rows], longest, IGNORE)


def _padded(rows: Sequence[Sequence[int]], size: int, fill: int) -> Tensor:
    out = torch.full((len(rows), size), fill, dtype=torch.long)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row, dtype=torch.long)
    return out


def role_scores(reader: Reader, outputs: tuple[Tensor, ...], cue_at: Tensor) -> Tensor:
    """Scores [cues, words, roles] of each word for each cue, given as (batch, word)."""
    cues, words, plain = outputs[8], outputs[9], outputs[10]
    at, cue = cue_at[:, 0], cue_at[:, 1]
    product = torch.einsum("mrd,mnd->mnr", cues[at, cue], words[at])
    distance = torch.arange(words.shape[1])[None, :] - cue[:, None]
    return product + plain[at] + reader.distance(bucket(distance))


def loss_of(reader: Reader, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum of all losses that the batch has gold for."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = reader(batch.ids, batch.shapes, batch.first, batch.mask)
    outputs = tuple(o.float() for o in outputs)
    arcs = outputs[5] + batch.head_mask
    scored = {"tags": outputs[0], "pos": outputs[1], "starts": outputs[2], "names": outputs[3], "cues": outputs[4], "arcs": arcs}
    losses = {name: F.cross_entropy(x.flatten(0, 1), batch.gold[name].flatten(), ignore_index=IGNORE, reduction="sum") for name, x in scored.items()}
    heads = batch.gold["arcs"].clamp(min=0)
    chosen = outputs[7].gather(1, heads.unsqueeze(2).expand(-1, -1, outputs[7].shape[2]))
    deps = torch.einsum("bnld,bnd->bnl", outputs[6], chosen)
    losses["deps"] = F.cross_entropy(deps.flatten(0, 1), batch.gold["deps"].flatten(), ignore_index=IGNORE, reduction="sum")
    total = torch.zeros(())
    for name, value in losses.items():
        count = int((batch.gold[name] != IGNORE).sum())
        losses[name] = value / max(count, 1)
        total = total + WEIGHTS[name] * losses[name] * (count > 0)
    if len(batch.cue_at):
        roles = role_scores(reader, outputs, batch.cue_at)
        losses["roles"] = F.cross_entropy(roles.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORE)
        total = total + WEIGHTS["roles"] * losses["roles"]
    return total, {name: float(value.detach()) for name, value in losses.items()}


def batches(examples: Sequence[tuple[Example, Pieces]], seed: random.Random) -> list[list[int]]:
    """Numbers of examples of like length and kind together, in random order."""
    def kind(e: Example) -> int:
        return 0 if e.heads is not None else 1 if e.cues is not None else 2

    order = sorted(range(len(examples)), key=lambda i: (kind(examples[i][0]), len(examples[i][1].ids) + seed.random() * 20))
    found: list[list[int]] = [[]]
    longest = 0
    for i in order:
        size = len(examples[i][1].ids)
        longest = max(longest, size)
        same = not found[-1] or kind(examples[found[-1][0]][0]) == kind(examples[i][0])
        if found[-1] and (longest * (len(found[-1]) + 1) > PIECES or not same):
            found.append([])
            longest = size
        found[-1].append(i)
    seed.shuffle(found)
    return found


def evaluate(reader: Reader, dev: Sequence[tuple[Example, Pieces]], labels: dict[str, dict[str, int]], penalty: float = 1.0) -> dict[str, float]:
    """Scores on the development parts, with gold tokens."""
    reader.eval()
    deps = list(labels["deps"])
    right: dict[str, list[int]] = {}

    def count(name: str, tp: int, system: int, gold: int) -> None:
        row = right.setdefault(name, [0, 0, 0])
        for i, value in enumerate((tp, system, gold)):
            row[i] += value

    with torch.no_grad():
        for example, pieces in dev:
            batch = Batch([example], [pieces], labels)
            out = [o[0].float().numpy() for o in reader(batch.ids, batch.shapes, batch.first, batch.mask)]
            n = len(example.words)
            if example.heads is not None:
                _count_tree(example, out, deps, labels, count)
            if example.names is not None:
                system = set(decoding.spans(out[3], ENTITY_LABELS))
                gold = set(decoding._joined(example.names))
                name = "names_gum" if example.heads is not None else "names_politics"
                count(name, len(system & gold), len(system), len(gold))
            if example.cues is not None:
                system_cues = {s for s, _, _ in decoding.spans(out[4], CUE_LABELS)}
                gold_cues = dict(example.reports)
                count("cues", len(system_cues & set(gold_cues)), len(system_cues), len(gold_cues))
                for cue in system_cues:
                    distance = torch.arange(n) - cue
                    scores = out[8][cue] @ out[9].T
                    scores = scores.T + out[10] + reader.distance(bucket(distance)).numpy()
                    path = decoding.runs(scores, penalty)
                    gold_path = gold_cues.get(cue)
                    for role in (1, 2):
                        a = {i for i in range(n) if path[i] == role and example.words[i][0].isalnum()}
                        b = {i for i in range(n) if gold_path and gold_path[i] == role and example.words[i][0].isalnum()}
                        count(ROLE_LABELS[role], int(bool(b) and a == b), int(bool(a)), 0)
                for gold_path in gold_cues.values():
                    count("source", 0, 0, int(1 in gold_path))
                    count("content", 0, 0, int(2 in gold_path))
    reader.train()
    scores = {}
    for name, (tp, system, gold) in right.items():
        p, r = tp / max(system, 1), tp / max(gold, 1)
        scores[name] = round(200 * p * r / (p + r), 2) if p + r else 0.0
    return scores


def _count_tree(example: Example, out: list[Any], deps: list[str], labels: dict[str, dict[str, int]], count: Any) -> None:
    n = len(example.words)
    tags = out[0].argmax(1)
    count("tags", sum(int(tags[i] == labels["tags"][example.tags[i]]) for i in range(n)), n, n)  # type: ignore[index]
    bounds = decoding.sentence_bounds(out[2])
    gold_starts = {i for i, s in enumerate(example.starts or []) if s}
    ends = [*sorted(gold_starts)[1:], n]
    gold_bounds = set(zip(sorted(gold_starts), ends, strict=True))
    count("sentences", len(gold_bounds & set(bounds)), len(bounds), len(gold_bounds))
    uas = las = 0
    for start, end in bounds:
        arcs = np.concatenate([out[5][start:end, :1], out[5][start:end, start + 1 : end + 1]], axis=1)
        for i, head in enumerate(decoding.tree(arcs)):
            at = start + i
            label = out[6][at] @ out[7][0 if head == i else start + head + 1]
            ok = example.heads is not None and start + head == example.heads[at]
            uas += ok
            las += ok and deps[int(label.argmax())] == example.deps[at]  # type: ignore[index]
    count("uas", uas, n, n)
    count("las", las, n, n)


def label_tables(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    """Numbers of all labels."""
    tables = {name: sorted({x for e in examples for x in getattr(e, name) or ()}) for name in ("tags", "pos", "deps")}
    return {**{name: {x: i for i, x in enumerate(values)} for name, values in tables.items()},
            "names": {x: i for i, x in enumerate(ENTITY_LABELS)}, "cues": {x: i for i, x in enumerate(CUE_LABELS)}}  # fmt: skip


def train(treebank: Path, entities: Path, attributions: Path | None, minilm: Path, work: Path) -> None:
    """All passes, resuming after the last finished one."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary.read(minilm / "vocab.txt")
    train_set = data.load("train", treebank, entities, attributions)
    dev_set = data.load("dev", treebank, entities, attributions)
    labels = label_tables(train_set)
    for e in dev_set:
        for name in ("tags", "deps"):
            values = getattr(e, name)
            if values is not None:
                setattr(e, name, [x if x in labels[name] else next(iter(labels[name])) for x in values])
    dev = [(e, vocabulary.cut(e.words)) for e in dev_set]
    sizes = Sizes(tags=len(labels["tags"]), pos=len(labels["pos"]), deps=len(labels["deps"]), names=len(ENTITY_LABELS),
                  cues=len(CUE_LABELS), roles=len(ROLE_LABELS), shapes=len(SHAPES))  # fmt: skip
    reader = Reader(sizes)
    start_from(reader, minilm / "model.safetensors")
    groups = [{"params": [p for n, p in reader.named_parameters() if n.startswith("encoder") == inner], "name": name}
              for name, inner in (("encoder", True), ("heads", False))]  # fmt: skip
    optimizer = torch.optim.AdamW(groups, lr=1.0, weight_decay=0.01, betas=(0.9, 0.98))
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
    print(f"{len(train_set)} examples, {sum(len(e.words) for e in train_set)} words; resuming after pass {len(log)}", file=sys.stderr, flush=True)
    for number in range(len(log) + 1, PASSES + 1):
        seed = random.Random(SEED + number)
        torch.manual_seed(SEED + number)
        shown = [data.lowered(e, seed) for e in train_set]
        pairs = [(e, vocabulary.cut(e.words)) for e in shown]
        order = batches(pairs, seed)
        began, sums = time.process_time(), dict.fromkeys(WEIGHTS, 0.0)
        for step, group in enumerate(order):
            done = (number - 1 + step / len(order)) / PASSES
            for g in optimizer.param_groups:
                g["lr"] = RATES[g["name"]] * min(done / 0.03, (1 - done) / 0.97 + 0.01)
            total, losses = loss_of(reader, Batch([pairs[i][0] for i in group], [pairs[i][1] for i in group], labels))
            optimizer.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            for name, value in losses.items():
                sums[name] += value
            if step % 200 == 0:
                print(f"pass {number} step {step}/{len(order)} loss {float(total.detach()):.3f} minutes {(time.process_time() - began) / 60:.1f}", file=sys.stderr, flush=True)
        row = {"pass": number, "cpu_minutes": round((time.process_time() - began) / 60, 1), **evaluate(reader, dev, labels)}
        log.append(row)
        print(json.dumps(row), {k: round(v / len(order), 3) for k, v in sums.items()}, file=sys.stderr, flush=True)
        partial = checkpoint.with_suffix(".part")
        torch.save({"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "log": log}, partial)
        partial.replace(checkpoint)
        (work / "log.json").write_text(json.dumps(log, indent=1) + "\n")

