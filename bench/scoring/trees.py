"""The language model alone on a treebank's development part, from raw text; called by `bench/score.py`.

What is measured: each paragraph of GUM dev is given to the shipped pipeline, without Quoth's own components, as plain text with
the same replacements of quotation marks and spaces that `extract.paragraphs` makes. Tags (XPOS), heads, labels and sentences are
compared with gold by spaCy's scorer, which aligns the two tokenisations; a token whose boundaries differ counts as wrong. UAS and
LAS leave punctuation out, as spaCy does; LAS with punctuation, as the CoNLL evaluations count, is printed beside them. Names are
`doc.ents` of the model, before `quoth_names` corrects them: same characters and same label as the names that `training.corpus`
reads off GUM's entity column (see `gum_names`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.scoring.figures import NAMES, TREES, Figure
from extract.paragraphs import PLAIN
from training.corpus import Paragraph, gum_name_doc, read_conllu, syntax_doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def paragraphs(treebank: Path) -> list[Paragraph]:
    """GUM dev with plain quotation marks."""
    found = list(read_conllu(treebank / "gum-dev.conllu.gz"))
    for paragraph in found:
        paragraph.sentences = [[replace(w, form=w.form.translate(PLAIN)) for w in s] for s in paragraph.sentences]
    return found


def figures(treebank: Path) -> Iterator[Figure]:
    """Trees, then names."""
    import spacy

    from extract import components  # noqa: F401  registers the encoder where the package is not installed
    from extract.language import MODEL

    nlp = spacy.load(MODEL)
    golds = [(syntax_doc(nlp.vocab, p), gum_name_doc(nlp.vocab, p)) for p in paragraphs(treebank)]
    seen = [(nlp(gold.text), gold, names) for gold, names in golds]
    yield from _trees(nlp, [(doc, gold) for doc, gold, _ in seen])
    yield _names((doc, names) for doc, _, names in seen)


def _trees(nlp: "Language", pairs: Iterable[tuple["Doc", "Doc"]]) -> Iterator[Figure]:
    from spacy.scorer import Scorer
    from spacy.training import Example

    examples = [Example(doc, gold) for doc, gold in pairs]
    tags = Scorer.score_token_attr(examples, "tag")
    trees = _dependencies(examples, ("p", "punct"))
    sentences = Scorer.score_spans(examples, "sents", getter=lambda doc, _: list(doc.sents))
    yield Figure(data=TREES, measure="TAG", value=100 * tags["tag_acc"])
    yield Figure(data=TREES, measure="UAS", value=100 * trees["dep_uas"], note="without punctuation")
    yield Figure(data=TREES, measure="LAS", value=100 * trees["dep_las"], note="without punctuation")
    yield Figure(data=TREES, measure="LAS, all", value=100 * _dependencies(examples, ())["dep_las"], note="with punctuation")
    yield Figure(data=TREES, measure="sentences", value=100 * sentences["sents_f"])


def _dependencies(examples: list[Any], ignored: tuple[str, ...]) -> dict[str, Any]:
    from spacy.scorer import Scorer

    def label(token: Any, attribute: str) -> str:
        return str(getattr(token, f"{attribute}_")).lower()

    return Scorer.score_deps(examples, "dep", getter=label, ignore_labels=ignored)


def _names(pairs: Iterable[tuple["Doc", "Doc"]]) -> Figure:
    right = seen = due = 0
    for doc, gold in pairs:
        found, wanted = ({(e.start_char, e.end_char, e.label_) for e in d.ents} for d in (doc, gold))
        right, seen, due = right + len(found & wanted), seen + len(found), due + len(wanted)
    precision, recall = right / max(seen, 1), right / max(due, 1)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Figure(data=NAMES, measure="F1", value=f1, note=f"P {precision:.3f} R {recall:.3f}, {due} names")
