"""The spaCy component that runs the encoder: tags, parts of speech, trees, sentences, names and reports on a Doc.

`doc.spans["reports"]` holds the attributions that the encoder sees: spans labelled cue, source and content, those of one report
under one `id_`. `doc.tensor` holds what its heads made of each word, for those who learn from it. Everything downstream, and
anyone's own pipeline, sees plain spaCy annotations.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extract.encoder import decoding, repair
from extract.encoder.pieces import MOST_POSITIONS, Pieces, Vocabulary
from extract.encoder.sources import named_sources
from ontology.errors import ModelMissing

Array = Any
LONGEST: Final = 180  # words that are read at once, as in training
STOPS: Final = frozenset({".", "!", "?"})
STOP: Final = 1.5
CHANGE: Final = 1.0  # what a change of role costs when a report's words are decoded; chosen on dev
DOUBT: Final = 0.6  # by how much a cue must be likelier than none: a report too few is better than one too many
FILES: Final = ("encoder.onnx", "vocab.txt", "labels.json")
ROOT: Final = "ROOT"
EDGES: Final = frozenset({",", ".", ";", ":", '"', "'", "-", "--", "–", "—"})
OUTPUTS: Final = (
    "tags",
    "pos",
    "starts",
    "names",
    "cues",
    "arcs",
    "dependents",
    "heads",
    "role_cues",
    "role_words",
    "role_plain",
)


@Language.factory(
    "quoth_encoder",
    assigns=["token.tag", "token.pos", "token.dep", "token.head", "token.is_sent_start", "doc.sents", "doc.ents", "doc.tensor"],
)
def make_encoder(nlp: Language, name: str) -> "EncoderComponent":
    """An empty component; `from_disk` or `load` fills it."""
    return EncoderComponent(nlp.vocab)


class EncoderComponent:
    """Reads one Doc at a time, so that a result depends on nothing beside it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.folder: Path | None = None
        self.reads_reports = False
        self._session: Any = None

    def load(self, folder: Path) -> None:
        """Read the files of a trained encoder.

        Raises: ModelMissing if one of them is not there.
        """
        import onnxruntime

        missing = [name for name in FILES if not (folder / name).exists()]
        if missing:
            raise ModelMissing(f"no {', '.join(missing)} in {folder}: reinstall Quoth, or train the model with `make model`")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / FILES[0]), options, providers=["CPUExecutionProvider"])
        self._pieces = Vocabulary.read(folder / FILES[1])
        self.labels: dict[str, list[str]] = json.loads((folder / FILES[2]).read_text(encoding="utf-8"))
        self._distance = np.array(self.labels.pop("distance"), dtype=np.float32)
        strings = self.vocab.strings
        self._numbers = {
            name: np.array([strings.add(x) for x in self.labels[name]], dtype=np.uint64) for name in ("tags", "pos", "deps")
        }
        self.reads_reports = bool(self.labels["cues"])  # not where it was trained without attributions
        self.folder = folder

    def from_disk(self, path: Path, *, exclude: tuple[str, ...] = ()) -> "EncoderComponent":
        """As spaCy calls it when a pipeline is loaded."""
        self.load(Path(path))
        return self

    def to_disk(self, path: Path, *, exclude: tuple[str, ...] = ()) -> None:
        """Copy the files to where spaCy stores the pipeline."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        for name in FILES if self.folder is not None and self.folder != path else ():
            (path / name).write_bytes((self.folder / name).read_bytes())  # type: ignore[operator]

    def __call__(self, doc: Doc) -> Doc:
        """Set all annotations.

        Raises: ModelMissing if no weights were loaded.
        """
        if not len(doc):
            return doc
        if self._session is None:
            raise ModelMissing(
                "quoth_encoder has no weights: use `extract.language.load()`, or call the component's load(FOLDER)"
            )
        rows = np.zeros((len(doc), 4), dtype=np.uint64)
        vectors: list[Array] = []
        names: list[tuple[int, int, str]] = []
        reports: list[list[tuple[str, int, int]]] = []
        words = [t.text for t in doc]
        for start, pieces in self._windows(words):
            scores = self._scores(pieces)
            end = start + len(pieces.first)
            scores["starts"] = _after_stops(scores["starts"], words[start:end])
            rows[start:end] = self._grammar(scores, words[start:end])
            vectors.append(_vectors(scores))
            names += [(start + s, start + e, label) for s, e, label in decoding.spans(scores["names"], self.labels["names"])]
            for report in self._reports(scores) if self.reads_reports else ():
                reports.append([(role, start + s, start + e) for role, s, e in report])
        doc = doc.from_array(["HEAD", "DEP", "TAG", "POS"], rows)  # type: ignore[arg-type]
        doc.tensor = np.concatenate(vectors)
        doc.ents = [Span(doc, s, e, label=label) for s, e, label in names]
        if self.reads_reports:
            found = (_trimmed(doc, role, s, e, n) for n, report in enumerate(reports, 1) for role, s, e in report)
            doc.spans["reports"] = [span for span in found if span is not None]
        return doc

    def pipe(self, stream: Any, *, batch_size: int = 64) -> Iterator[Doc]:
        """One after the other."""
        for doc in stream:
            yield self(doc)

    def _windows(self, words: list[str]) -> Iterator[tuple[int, Pieces]]:
        """Where each window starts, and its pieces: whole sentences where their ends can be told from the words."""
        start = 0
        while start < len(words):
            end = min(len(words), start + LONGEST)
            if end < len(words):
                end = next((i + 1 for i in range(end - 1, start + LONGEST // 3, -1) if words[i] in STOPS), end)
            pieces = self._pieces.cut(words[start:end])
            while len(pieces.ids) > MOST_POSITIONS:
                end = start + max(1, (end - start) // 2)
                pieces = self._pieces.cut(words[start:end])
            yield start, pieces
            start = end

    def _scores(self, pieces: Pieces) -> dict[str, Array]:
        given = {"ids": pieces.ids, "shapes": pieces.shapes, "first": (0, *pieces.first)}
        found = self._session.run(OUTPUTS, {name: np.array([values], dtype=np.int64) for name, values in given.items()})
        return dict(zip(OUTPUTS, found, strict=True))

    def _grammar(self, scores: dict[str, Array], words: list[str]) -> Array:
        """Rows of HEAD (relative), DEP, TAG, POS."""
        heads: list[int] = []
        deps: list[str] = []
        tags, pos = scores["tags"].argmax(1), scores["pos"].argmax(1)
        proper = pos == self.labels["pos"].index("PROPN")
        for start, end in decoding.sentence_bounds(scores["starts"]):
            arcs = np.concatenate([scores["arcs"][start:end, :1], scores["arcs"][start:end, start + 1 : end + 1]], axis=1)
            tree = decoding.tree(arcs)
            found = [self._label(scores, start, i, head) for i, head in enumerate(tree)]
            repair.single(tree, found)
            repair.prepositions(tree, found)
            named_sources(words[start:end], proper[start:end], tree, found)
            heads += [head - i for i, head in enumerate(tree)]
            deps += found
        strings = self.vocab.strings
        relative = np.array(heads, dtype=np.int64).astype(np.uint64)
        labels = np.array([strings[dep] for dep in deps], dtype=np.uint64)
        return np.stack([relative, labels, self._numbers["tags"][tags], self._numbers["pos"][pos]], axis=1)

    def _label(self, scores: dict[str, Array], start: int, i: int, head: int) -> str:
        """The relation of word `i` of the sentence that begins at `start` to its head."""
        if head == i:
            return ROOT
        labels = scores["dependents"][start + i] @ scores["heads"][start + head + 1]
        labels[self.labels["deps"].index(ROOT)] = decoding.FORBIDDEN
        return self.labels["deps"][int(labels.argmax())]

    def _reports(self, scores: dict[str, Array]) -> Iterator[list[tuple[str, int, int]]]:
        """(role, first word, end) of each report, its cue first."""
        words, plain = scores["role_words"], scores["role_plain"]
        roles = self.labels["roles"]
        doubted = scores["cues"] + np.array([DOUBT if label == "O" else 0.0 for label in self.labels["cues"]], dtype=np.float32)
        for cue, end, _ in decoding.spans(doubted, self.labels["cues"]):
            products = (
                words @ scores["role_cues"][cue].T + plain + self._distance[_buckets(len(words), cue, len(self._distance) // 2)]
            )
            found = [("cue", cue, end)]
            path = decoding.runs(products, CHANGE)
            at = 0
            while at < len(path):
                stop = at
                while stop < len(path) and path[stop] == path[at]:
                    stop += 1
                if path[at]:
                    found.append((roles[path[at]], at, stop))
                at = stop
            yield found


def _vectors(scores: dict[str, Array]) -> Array:
    """One row for each word: its part in reports, as a head of others, its tags and names."""
    return np.concatenate([scores["role_words"][:, :-1], scores["heads"][1:, :-1], scores["tags"], scores["names"]], axis=1)


def _after_stops(starts: Array, words: list[str]) -> Array:
    """Scores of sentence starts, higher behind a full stop that is a word of its own and before a capital."""
    helped = starts.copy()
    for i in range(1, len(words)):
        helped[i, 1] += STOP * (words[i - 1] in STOPS and words[i][:1].isupper())
    return helped


def _buckets(size: int, cue: int, most: int) -> Array:
    """Numbers of the distance classes between each word and the cue, as in training."""
    distance = np.arange(size) - cue
    length = np.abs(distance)
    coarse = np.floor(np.log2(np.maximum(length, 4)) - 2).astype(np.int64) + 5
    number = np.minimum(np.where(length <= 4, length, coarse), most)
    return np.where(distance < 0, most - number, most + number)


def _trimmed(doc: Doc, role: str, start: int, end: int, number: int) -> Span | None:
    """A span without punctuation at its edges, or None where nothing is left."""
    while start < end and doc[start].text in EDGES:
        start += 1
    while end > start and doc[end - 1].text in EDGES:
        end -= 1
    return Span(doc, start, end, label=role, span_id=str(number)) if end > start else None
