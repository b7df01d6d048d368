"""The encoder and its heads in torch: all-MiniLM-L6-v2, a shape embedding beside its uncased pieces, linear and biaffine heads.

Called by `training.encoder.train` and `training.encoder.export`.

Source: BERT (Devlin et al. 2019); deep biaffine attention (Dozat and Manning 2017).
"""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL, ROLE, NAME = 256, 96, 128, 192
BUCKETS = 12  # of the distance between a cue and a word, on each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Numbers of labels."""

    tags: int
    pos: int
    deps: int
    names: int
    cues: int
    roles: int
    shapes: int


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: [batch, pieces, hidden]; mask: [batch, 1, 1, pieces], 0 or a large negative number."""
        b, n, _ = x.shape
        q, k, v = (t.reshape(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2) for t in self.qkv(x).split(HIDDEN, dim=2))
        scores = q @ k.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """Pieces to vectors of words; vector 0 is that of [CLS], word i is vector i + 1."""

    def __init__(self, sizes: Sizes, vocabulary: int = 30522) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(sizes.shapes, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.normal_(self.shapes.weight, std=0.01)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, mask: Tensor) -> Tensor:
        """ids, shapes: [batch, pieces]; first: [batch, words + 1] with 0 in front; mask: [batch, 1, 1, pieces]."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, first.unsqueeze(2).expand(-1, -1, HIDDEN))


def mlp(width: int) -> nn.Sequential:
    """One hidden layer."""
    return nn.Sequential(nn.Linear(HIDDEN, width), nn.GELU())


class Reader(nn.Module):
    """Encoder with all heads."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes)
        self.tags, self.pos = nn.Linear(HIDDEN, sizes.tags), nn.Linear(HIDDEN, sizes.pos)
        self.starts = nn.Sequential(mlp(64), nn.Linear(64, 2))
        self.names = nn.Sequential(mlp(NAME), nn.Linear(NAME, sizes.names))
        self.cues = nn.Sequential(mlp(NAME), nn.Linear(NAME, sizes.cues))
        self.arc_dep, self.arc_head = mlp(ARC), mlp(ARC)
        self.arc = nn.Linear(ARC, ARC + 1)
        self.label_dep, self.label_head = mlp(LABEL), mlp(LABEL)
        self.label = nn.Linear(LABEL, sizes.deps * (LABEL + 1))
        self.role_cue, self.role_word = mlp(ROLE), mlp(ROLE)
        self.role = nn.Linear(ROLE, sizes.roles * (ROLE + 1))
        self.role_plain = nn.Linear(ROLE, sizes.roles)
        self.distance = nn.Embedding(2 * BUCKETS + 1, sizes.roles)
        self.drop = nn.Dropout(0.15)
        nn.init.zeros_(self.distance.weight)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Scores of tags, pos, starts, names, cues [b, words, labels]; arcs [b, words, words + 1]; then what label and role
        scores are products of: dependents [b, words, deps, L + 1], heads [b, words + 1, L + 1], cues [b, words, roles, R + 1],
        words [b, words, R + 1], plain role scores [b, words, roles]."""
        vectors = self.drop(self.encoder(ids, shapes, first, mask))
        x = vectors[:, 1:]
        b, n = x.shape[0], x.shape[1]
        arcs = self.arc(self.arc_dep(x)) @ with_one(self.arc_head(vectors)).transpose(1, 2)
        dependents = self.label(self.label_dep(x)).reshape(b, n, self.sizes.deps, LABEL + 1)
        heads = with_one(self.label_head(vectors))
        words = self.role_word(x)
        cues = self.role(self.role_cue(x)).reshape(b, n, self.sizes.roles, ROLE + 1)
        return (
            self.tags(x), self.pos(x), self.starts(x), self.names(x), self.cues(x), arcs, dependents, heads, cues,
            with_one(words), self.role_plain(words),
        )  # fmt: skip


def with_one(x: Tensor) -> Tensor:
    """A constant feature at the end, for the linear terms of a product."""
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def bucket(distance: Tensor) -> Tensor:
    """Numbers of distance classes: exact up to 4 words, then by powers of two."""
    size = distance.abs()
    coarse = (size.clamp(min=4).float().log2() - 2).floor().long() + 5
    number = torch.where(size <= 4, size, coarse).clamp(max=BUCKETS)
    return torch.where(distance < 0, BUCKETS - number, BUCKETS + number)


def start_from(reader: Reader, weights: Path) -> None:
    """Take the encoder's weights from all-MiniLM-L6-v2 (a safetensors file)."""
    from safetensors.torch import load_file

    given = load_file(weights)
    kind = given["embeddings.token_type_embeddings.weight"][0]
    encoder = reader.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(given["embeddings.word_embeddings.weight"] + kind)
        encoder.positions.weight.copy_(given["embeddings.position_embeddings.weight"])
        for part in ("weight", "bias"):
            getattr(encoder.norm, part).copy_(given[f"embeddings.LayerNorm.{part}"])
            for i, layer in enumerate(encoder.layers):
                own = f"encoder.layer.{i}."
                three = [given[f"{own}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(three))
                getattr(layer.out, part).copy_(given[f"{own}attention.output.dense.{part}"])
                getattr(layer.norm1, part).copy_(given[f"{own}attention.output.LayerNorm.{part}"])
                getattr(layer.up, part).copy_(given[f"{own}intermediate.dense.{part}"])
                getattr(layer.down, part).copy_(given[f"{own}output.dense.{part}"])
                getattr(layer.norm2, part).copy_(given[f"{own}output.LayerNorm.{part}"])
