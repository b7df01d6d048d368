"""The encoder: pieces of any text, trees from any scores, and results that depend on nothing beside the document."""

import random
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.encoder import decoding, repair
from extract.encoder.pieces import MOST_PIECES, SHAPES, Vocabulary, parts, shape
from extract.language import MODEL
from ontology.errors import ModelMissing

WORDS = ["The", "minister", "said", "that", "talks", "would", "resume", "in", "Oslo", "."]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    path = MODEL / "quoth_encoder" / "vocab.txt"
    if not path.exists():
        pytest.skip("the language model is missing")
    return Vocabulary.read(path)


@pytest.mark.model
@given(words=st.lists(st.text(min_size=1), max_size=12))
def test_every_word_has_pieces(vocabulary: Vocabulary, words: list[str]) -> None:
    pieces = vocabulary.cut(words)
    assert len(pieces.first) == len(words)
    assert len(pieces.ids) == len(pieces.shapes)
    assert list(pieces.first) == sorted(set(pieces.first))
    ends = [*pieces.first[1:], len(pieces.ids) - 1] if words else []
    assert all(1 <= end - start <= MOST_PIECES for start, end in zip(pieces.first, ends, strict=True))


def test_parts_are_lower_case_without_accents() -> None:
    assert parts("U.S.") == ["u", ".", "s", "."]
    assert parts("Élysée") == ["elysee"]
    assert parts("\u200b") == []


def test_shapes() -> None:
    kinds = {word: SHAPES[shape(word, opening=False)] for word in ("talks", "Oslo", "NATO", "A", "McDonald", "1972", "—")}
    assert list(kinds.values()) == ["lower", "title", "upper", "initial", "mixed", "digit", "punctuation"]
    assert SHAPES[shape("The", opening=True)] == "first-title"


@given(size=st.integers(1, 14), seed=st.integers(0, 2**31))
def test_any_scores_give_a_tree_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)) * 5
    heads = decoding.tree(scores)
    assert [i for i, head in enumerate(heads) if head == i] == [int(np.argmax(decoding.log_softmax(scores)[:, 0]))]
    for start in range(size):
        node, steps = start, 0
        while heads[node] != node:
            node, steps = heads[node], steps + 1
            assert steps <= size


def test_the_tree_is_the_best_one() -> None:
    """Two words that each prefer the other as head: the cheaper one gives way."""
    scores = np.array([[5.0, 0.0, 0.0, 0.0], [-9.0, 3.0, -9.0, 9.0], [-9.0, 2.9, 9.0, -9.0]])
    assert decoding.tree(scores) == [0, 0, 1]


def test_a_verb_has_one_subject() -> None:
    """ "Oslo and Rome met": the second subject is a conjunct; "Mayor Brandt spoke": the first describes the second."""
    heads, labels = [3, 2, 3, 3], ["nsubj", "cc", "nsubj", "ROOT"]
    repair.single(heads, labels)
    assert (heads, labels) == ([3, 2, 0, 3], ["nsubj", "cc", "conj", "ROOT"])
    heads, labels = [2, 2, 2], ["nsubj", "nsubj", "ROOT"]
    repair.single(heads, labels)
    assert (heads, labels) == ([1, 2, 2], ["compound", "nsubj", "ROOT"])


def test_spans_never_begin_inside() -> None:
    labels = ["O", "B-A", "I-A", "B-B", "I-B"]
    wrong = np.full((4, 5), -5.0)
    for row, label in enumerate(("I-A", "I-B", "O", "I-A")):
        wrong[row, labels.index(label)] = 5.0
    found = decoding.spans(wrong, labels)
    assert all(start < end for start, end, _ in found)
    assert decoding.spans(np.zeros((0, 5)), labels) == []


def test_runs_smooth_single_words() -> None:
    scores = np.zeros((9, 2))
    scores[:, 0] = 1.0
    scores[4] = [0.0, 0.3]
    assert decoding.runs(scores, 1.0) == [0] * 9


def seen(doc: Any) -> tuple[object, ...]:
    reports = [(s.start, s.end, s.label_, s.id_) for s in doc.spans.get("reports", ())]
    return [(t.tag_, t.pos_, t.dep_, t.head.i) for t in doc], [(e.start, e.end, e.label_) for e in doc.ents], reports


@pytest.mark.model
def test_a_result_depends_on_no_neighbour(nlp: Any) -> None:
    texts = ["France rejected the plan.", "The envoy said the talks had failed.", "Nobody knows.", "", "A " * 400]
    alone = [seen(nlp(text)) for text in texts]
    shuffled = list(enumerate(texts))
    random.Random(1).shuffle(shuffled)
    for (number, _), doc in zip(shuffled, nlp.pipe([text for _, text in shuffled], batch_size=2), strict=True):
        assert seen(doc) == alone[number]


@pytest.mark.model
@pytest.mark.parametrize("text", ["x" * 5000, "- " * 700, "\u202e\u200b\ufeff", "a.b." * 900, "日本 " * 300, "\n \t"])
def test_odd_text_is_read(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert doc.has_annotation("DEP")
    assert all(0 <= t.head.i < len(doc) for t in doc)


@pytest.mark.model
def test_the_pipeline_says_what_it_sets(nlp: Any) -> None:
    assert nlp.pipe_names == ["quoth_encoder", "quoth_lemmas", "quoth_times", "quoth_names"]
    assert not any(nlp.analyze_pipes(pretty=False)["problems"].values())


@pytest.mark.model
def test_a_sentence_is_understood(nlp: Any) -> None:
    doc = nlp(" ".join(WORDS[:-1]) + ".")
    assert [t.dep_ for t in doc][1:3] == ["nsubj", "ROOT"]
    assert [(s.label_, s.text) for s in doc.spans["reports"]] == [
        ("cue", "said"),
        ("source", "The minister"),
        ("content", "that talks would resume in Oslo"),
    ]


def test_an_encoder_without_weights_says_what_to_do() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoth_encoder")
    with pytest.raises(ModelMissing, match=r"has no weights: use `extract\.language\.load\(\)`"):
        nlp("Talks resumed.")


def test_a_preposition_hangs_at_the_head_of_its_phrase() -> None:
    heads, labels = [0, 2, 4, 4, 0], ["root", "case", "nmod:desc", "compound", "nmod"]  # remarks by Minister Vice Costa
    repair.prepositions(heads, labels)
    assert (heads, labels) == ([0, 4, 4, 4, 0], ["root", "case", "nmod:desc", "compound", "nmod"])
    heads, labels = [0, 4, 3, 4, 0], ["root", "case", "case", "compound", "nmod"]  # it has one already
    repair.prepositions(heads, labels)
    assert heads == [0, 4, 3, 4, 0]
