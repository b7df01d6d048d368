"""The tree of a paragraph as plain lists; asking spaCy's tokens one by one would take most of `extract.coreference`'s time."""

from typing import Final

from spacy.tokens import Doc

from extract.coreference import words

CLAUSES: Final = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "acl:relcl", "acl", "parataxis", "csubj"})


class Tree:
    """The tree of one paragraph as lists, with the clause head of each word and the sentence it stands in."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        strings = doc.vocab.strings
        columns: list[list[int]] = doc.to_array(["DEP", "POS", "TAG", "LOWER"]).reshape(-1, 4).T.tolist()  # type: ignore[assignment]
        self.deps, self.pos, self.tags, self.lower = ([strings[value] for value in column] for column in columns)
        self.heads = [i + offset for i, offset in enumerate(doc.to_array("HEAD").astype("int64").tolist())]
        self.children: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)

    def clause(self, i: int) -> int:
        """The verb or predicate of the word's clause."""
        while self.heads[i] != i and self.pos[i] not in {"VERB", "AUX"} and self.deps[i] not in CLAUSES:
            i = self.heads[i]
        return i

    def ancestors(self, i: int) -> list[int]:
        """The word's governors, nearest first."""
        found = []
        while self.heads[i] != i:
            i = self.heads[i]
            found.append(i)
        return found

    def first(self, i: int) -> int:
        """The first of what is coordinated."""
        while self.deps[i] == "conj" and self.heads[i] != i:
            i = self.heads[i]
        return i

    def conjuncts(self, i: int) -> list[int]:
        """The word and its equals."""
        found = [i]
        for c in self.children[i]:
            if self.deps[c] == "conj":
                found += self.conjuncts(c)
        return found

    def has(self, i: int, label: str) -> bool:
        """Whether a dependent has the label."""
        return any(self.deps[c] == label for c in self.children[i])

    def is_pronoun(self, i: int) -> bool:
        """Whether it is a third-person pronoun."""
        return self.lower[i] in words.CLASS and self.pos[i] in {"PRON", "DET"}
