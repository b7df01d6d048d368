"""`python -m training.pronouns --treebank DIR`: learn what pronouns go back to, and write extract/coreference/weights.json.

On the trees, names, entities and reports that the shipped pipeline predicts for GUM train: first a linear layer that tells from a
word's vector what sort of thing it speaks of (GUM's entity types), then the ranker: tables of features, and two layers that tell
from the vectors of pronoun and phrase whether they fit. The sorts that the ranker sees in training are those of layers that did
not see the document, so that it does not trust them more than it may. Minutes on one core.

The numbers are learned by `training.loglinear` and `training.ranking`.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from training.corpus import read_conllu, sha256
from training.loglinear import SEED, linear_layer
from training.mentions import Span, read
from training.ranking import MEMBERS, Case, learn_ranks

if TYPE_CHECKING:
    from extract.coreference.phrases import Phrase
    from extract.coreference.resolution import Question, Reading
    from extract.scene import Scene

Array = Any
FILE: Final = "gum-train.conllu.gz"
FOLDS: Final = 5
WIDTH: Final = 284
ABOUT: Final = (
    "What pronouns go back to: weights of extract.coreference.ranker, learned by `python -m training.pronouns` from the data"
    " below on trees predicted by extract/model. `sorts` tells what sort of thing a word speaks of from its vector; `affinity`"
    " holds two layers, constants in the last row, whose product tells from the vectors of pronoun and phrase whether they fit;"
    " `pairs` and `nobody` hold one weight for each combination of the values that a feature takes, for each pronoun."
)
LICENCE: Final = (
    "Apache-2.0 as far as they are ours to license. Learned from GUM 11 (Zeldes 2017): annotations CC BY 4.0, texts CC BY or CC"
    " BY-SA, non-commercial parts left out; no text of it is contained. NOTICE names the source."
)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.pronouns", description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help=f"folder with {FILE}")
    parser.add_argument("--to", type=Path, default=Path("extract/coreference/weights.json"))
    a = parser.parse_args()
    source = a.treebank / FILE
    if not source.exists():
        sys.exit(f"missing training data: {source}")
    from extract.coreference.ranker import EMPTY, PAIRS, named
    from extract.coreference.sorts import SORTS
    from extract.coreference.words import CLASSES

    scenes = list(observed(source))
    linear, apart = learn_sorts(scenes)
    (pairs, nobody), (asked, offered) = learn_ranks(list(cases(scenes, apart)))
    table = {
        "about": ABOUT,
        "data": {FILE: sha256(source)},
        "licence": LICENCE,
        "seeds": [SEED + n for n in range(MEMBERS)],
        "sorts": {"names": SORTS, "bias": _rounded(linear[1]), "weights": [_rounded(row) for row in linear[0]]},
        "affinity": {"asked": [_rounded(row) for row in asked], "offered": [_rounded(row) for row in offered]},
        "pairs": {name: named(PAIRS, row) for name, row in zip(CLASSES, pairs, strict=True)},
        "nobody": {name: named(EMPTY, row) for name, row in zip(CLASSES, nobody, strict=True)},
    }
    a.to.write_text(_text(table), encoding="utf-8")
    print(f"{a.to}: written", file=sys.stderr)


def observed(source: Path) -> Iterator[tuple["Scene", list[Span]]]:
    """Each document as the pipeline sees it, with its gold mentions."""
    from extract.annotate import observe
    from extract.language import load
    from extract.paragraphs import PLAIN

    nlp = load()
    for name, group in groupby(read_conllu(source), key=lambda p: p.document):
        parts = list(group)
        for part in parts:
            part.sentences = [[replace(w, form=w.form.translate(PLAIN)) for w in s] for s in part.sentences]
        document, spans = read(name, parts)
        yield observe(document, nlp), spans


def reading_of(scene: "Scene", linear: tuple[Array, Array] | None) -> "Reading":
    """The phrases of a document."""
    from extract.coreference.resolution import Reading

    return Reading(scene.docs, scene.entities, scene.reports, linear)


def gold(scene: "Scene", phrases: Sequence["Phrase"], spans: Sequence[Span]) -> list[Span | None]:
    """The gold mention of each phrase: that whose head word it shares; where several do, the one with as many parts."""
    from extract import grammar

    begins: dict[int, list[Span]] = {}
    for span in spans:
        for start, _ in span.heads:
            begins.setdefault(start, []).append(span)
    found: list[Span | None] = []
    for phrase in phrases:
        doc = scene.docs[phrase.paragraph]
        heads = {grammar.offset(doc) + doc[i].idx for i in phrase.heads}
        fitting = [s for s in begins.get(min(heads), ()) if fits(heads, s)]
        found.append(min(fitting, key=lambda s: (abs(len(s.parts) - len(heads)), len(s.heads)), default=None))
    return found


def fits(heads: set[int], span: Span) -> bool:
    """Whether head words, by their first characters, are those of a mention: all in it, and more than half of its parts."""
    parts = {start for start, _ in span.parts}
    return heads <= {start for start, _ in span.heads} and (len(parts) == 1 or 2 * len(heads & parts) > len(parts))


def learn_sorts(scenes: Sequence[tuple["Scene", list[Span]]]) -> tuple[tuple[Array, Array], list[tuple[Array, Array]]]:
    """The layer of all documents, and for each document one that did not see it."""
    from extract.coreference.sorts import SORTS
    from extract.coreference.vectors import of_phrases

    rows: list[Array] = []
    sorts: list[int] = []
    document: list[int] = []
    for number, (scene, spans) in enumerate(scenes):
        phrases = reading_of(scene, None).phrases
        mentions = gold(scene, phrases, spans)
        found = of_phrases(scene.docs, phrases, WIDTH)
        for k, mention in enumerate(mentions):
            if mention is not None and found is not None:
                rows.append(found[k])
                sorts.append(SORTS.index(mention.type) if mention.type in SORTS else len(SORTS) - 1)
                document.append(number)
    x, y, d = np.stack(rows), np.array(sorts), np.array(document)
    folds = [linear_layer(x[d % FOLDS != n], y[d % FOLDS != n], len(SORTS)) for n in range(FOLDS)]
    print(f"sorts: {len(y)} mentions", file=sys.stderr)
    return linear_layer(x, y, len(SORTS)), [folds[n % FOLDS] for n in range(len(scenes))]


def cases(scenes: Sequence[tuple["Scene", list[Span]]], linear: Sequence[tuple[Array, Array]]) -> Iterator[Case]:
    """All third-person pronouns, each with the earlier ones resolved as gold has them."""
    from extract.coreference.words import CLASSES

    for (scene, spans), layer in zip(scenes, linear, strict=True):
        reading = reading_of(scene, layer)
        vectors = reading.vectors
        if vectors is None:
            raise ValueError(f"the pipeline gives no vectors of width {WIDTH}: is the model that of extract/model?")
        mentions = gold(scene, reading.phrases, spans)
        found: list[Case] = []

        def decide(
            question: "Question",
            reading: "Reading" = reading,
            vectors: Array = vectors,
            mentions: Any = mentions,
            found: Any = found,
        ) -> int | None:
            mine = mentions[question.number]
            right = [mine is not None and (m := mentions[n]) is not None and m.cluster == mine.cluster for n in question.found]
            pronoun = CLASSES.index(reading.phrases[question.number].form)
            marks = np.array([*right, not any(right)], dtype=bool)
            asking, offering = vectors[question.number], vectors[reading.chains.meant[question.found]]
            found.append(
                Case(pronoun=pronoun, cells=question.cells, own=question.own, right=marks, asking=asking, offering=offering)
            )
            good = question.found[marks[:-1]]
            named = good[~reading.columns.pronoun[good]]
            earlier = named[named < question.number]
            best = earlier if len(earlier) else named if len(named) else good
            return int(best[0]) if len(best) else None

        reading.read(decide)
        yield from found


def _rounded(values: Array) -> list[float]:
    return [float(f"{v:.3g}") for v in values]


def _text(table: Mapping[str, Any]) -> str:
    """JSON with one feature, one row of a layer, one remark in a line."""
    lines = [
        f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}"
        for k, v in table.items()
        if k not in {"sorts", "affinity", "pairs", "nobody"}
    ]
    sorts = table["sorts"]
    names, bias = json.dumps(sorts["names"]), json.dumps(sorts["bias"])
    lines.append(f' "sorts": {{"names": {names}, "bias": {bias}, "weights": {_rows(sorts["weights"])}}}')
    sides = ",\n".join(f'  "{side}": {_rows(rows)}' for side, rows in table["affinity"].items())
    lines.append(f' "affinity": {{\n{sides}}}')
    for part in ("pairs", "nobody"):
        pronouns = [f'  "{name}": {{\n{_features(features)}}}' for name, features in table[part].items()]
        lines.append(f' "{part}": {{\n' + ",\n".join(pronouns) + "}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _rows(rows: Sequence[Sequence[float]]) -> str:
    return "[\n" + ",\n".join(f"   {json.dumps(row)}" for row in rows) + "]"


def _features(features: Mapping[str, Mapping[str, float]]) -> str:
    return ",\n".join(f"   {json.dumps(name)}: {json.dumps(cells)}" for name, cells in features.items() if cells)


if __name__ == "__main__":
    main()
