"""Write a trained encoder as ONNX with int8 weights, and the spaCy pipeline around it; called by `training.__main__`.

`extract.encoder.component` reads what is written here.
"""

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.encoder.data import CUE_LABELS, ENTITY_LABELS, ROLE_LABELS
from training.encoder.model import Reader, Sizes

OUTPUTS = ("tags", "pos", "starts", "names", "cues", "arcs", "dependents", "heads", "role_cues", "role_words", "role_plain")


class Single(nn.Module):
    """One paragraph at a time and no padding, so that a result never depends on a neighbour."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """ids, shapes: [1, pieces]; first: [1, words + 1]."""
        return tuple(o[0] for o in self.reader(ids, shapes, first, torch.zeros(1)))


def pipeline(work: Path, minilm: Path, to: Path) -> None:
    """Write the pipeline that ships: spaCy's tokenizer and the encoder."""
    import spacy

    from extract.encoder.component import EncoderComponent

    with tempfile.TemporaryDirectory() as folder:
        export(work, minilm, Path(folder))
        nlp = spacy.blank("en")
        component = nlp.add_pipe("quoth_encoder")
        if not isinstance(component, EncoderComponent):
            raise TypeError(f"quoth_encoder makes {type(component).__name__}: is another Quoth installed beside this one?")
        component.load(Path(folder))
        nlp.meta.update(
            {"lang": "en", "name": "quoth", "version": "1.0.0", "license": "see CARD.md", "spacy_version": ">=3.8.7,<4.0.0"}
        )
        if to.exists():
            shutil.rmtree(to)
        nlp.to_disk(to)


def export(work: Path, minilm: Path, to: Path) -> None:
    """Write `encoder.onnx`, `vocab.txt` and `labels.json` into the folder `to`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    described = json.loads((work / "labels.json").read_text(encoding="utf-8"))
    reader = Reader(Sizes(**described["sizes"]))
    reader.load_state_dict(torch.load(work / "checkpoint.pt", weights_only=False)["reader"])
    reader.eval()
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        example = (torch.tensor([[101, 2001, 2002, 102]]), torch.tensor([[0, 1, 1, 0]]), torch.tensor([[0, 1, 2]]))
        axes = {"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}}
        outputs = {name: {0: "rows"} for name in OUTPUTS} | {"arcs": {0: "rows", 1: "columns"}}
        torch.onnx.export(
            Single(reader), example, str(whole), input_names=list(axes), output_names=list(OUTPUTS), dynamic_axes=axes | outputs,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, to / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copyfile(minilm / "vocab.txt", to / "vocab.txt")
    reports = list(CUE_LABELS) if described["reports"] else []
    labels = {**described["labels"], "names": list(ENTITY_LABELS), "cues": reports, "roles": list(ROLE_LABELS)}
    distance = np.round(reader.distance.weight.detach().numpy(), 5).tolist()
    (to / "labels.json").write_text(json.dumps({**labels, "distance": distance}, indent=0) + "\n", encoding="utf-8")
