"""Turn the ClearNLP-style trees of spaCy's own English pipelines into Universal Dependencies; a spaCy component.

Only `--model en_core_web_*` and its like pass through here; the shipped pipeline is trained on Universal Dependencies.

Source: https://universaldependencies.org/u/dep/ and the ClearNLP guidelines (Choi and Palmer 2012).
"""

from typing import Final

import numpy
from spacy.tokens import Doc, Token

RENAMED: Final = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "neg": "advmod",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "npadvmod": "obl:unmarked",
    "dative": "iobj",
    "quantmod": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "intj": "discourse",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "meta": "dep",
}
VERBAL: Final = frozenset({"VERB", "AUX", "ADJ", "ADV"})


def to_universal(doc: Doc) -> Doc:
    """Rewrite heads and labels in place: prepositions become case markers, copulas depend on their predicates."""
    heads = [t.head.i for t in doc]
    labels = [RENAMED.get(t.dep_, t.dep_) for t in doc]
    for token in doc:
        if token.dep_ in {"prep", "agent", "dative"}:
            _lower_preposition(token, heads, labels)
    for token in doc:
        if token.lemma_ == "be" or token.lower_ in {"is", "are", "was", "were", "be", "been", "being", "'s", "'re"}:
            _lower_copula(token, heads, labels)
    strings = doc.vocab.strings
    rows = numpy.array(
        [[(heads[i] - i) & 0xFFFFFFFFFFFFFFFF, strings.add(labels[i])] for i in range(len(doc))],
        dtype="uint64",
    ).reshape(len(doc), 2)
    return doc.from_array(["HEAD", "DEP"], rows)  # type: ignore[arg-type]


def _lower_preposition(token: Token, heads: list[int], labels: list[str]) -> None:
    inner = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
    if inner is None:
        return
    governor = token.head
    heads[inner.i] = heads[token.i]
    if inner.dep_ == "pcomp":
        labels[inner.i], labels[token.i] = "advcl", "mark"
    else:
        by = token.dep_ == "agent"
        labels[inner.i] = "obl:agent" if by else "obl" if governor.pos_ in VERBAL else "nmod"
        labels[token.i] = "case"
    heads[token.i] = inner.i
    for c in token.children:
        if c != inner and c.dep_ not in {"conj", "cc"}:
            heads[c.i] = inner.i


def _lower_copula(token: Token, heads: list[int], labels: list[str]) -> None:
    predicate = next((c for c in token.children if c.dep_ in {"attr", "acomp"}), None)
    if predicate is None:
        return
    root = heads[token.i] == token.i
    heads[predicate.i] = predicate.i if root else heads[token.i]
    labels[predicate.i] = labels[token.i]
    for other, head in enumerate(heads):
        if head == token.i and other not in {token.i, predicate.i}:
            heads[other] = predicate.i
    heads[token.i], labels[token.i] = predicate.i, "cop"
