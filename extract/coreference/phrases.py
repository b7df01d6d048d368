"""All noun phrases and third-person pronouns of a document, as what a pronoun can go back to; for `extract.coreference`.

A phrase is known by its head word. What agreement and ranking look at is read once for each: form, role, number, gender, kind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from extract import gazetteer, grammar
from extract.coreference import words
from extract.coreference.tree import CLAUSES, Tree
from extract.entities import DocumentEntities
from extract.surroundings import Words

FORMS: Final = (
    "name", "the", "this", "owned", "a", "bare", "quantity", "he", "she", "it", "they", "demonstrative", "indefinite",
)  # fmt: skip
ROLES: Final = (
    "subject", "passive", "object", "indirect", "agent", "oblique", "modifier", "possessor", "apposition", "root", "predicate",
    "compound", "other",
)  # fmt: skip
NUMBERS: Final = ("one", "many", "several", "members", "body", "unclear")
GENDERS: Final = ("m", "f", "unknown")
KINDS: Final = ("Person", "State", "Organization", "Group", "Place", "Instrument", "Event", "mixed", "none")
ROLE_OF: Final = {
    "nsubj": "subject", "nsubj:outer": "subject", "csubj": "subject", "nsubj:pass": "passive", "obj": "object",
    "iobj": "indirect", "obl:agent": "agent", "nmod:poss": "possessor", "appos": "apposition", "ROOT": "root",
    "compound": "compound", "amod": "compound", "flat": "compound",
}  # fmt: skip
ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod"})
NEVER: Final = frozenset({"flat", "goeswith", "fixed", "nmod:desc", "case", "punct", "cc"})
EMPTY: Final = frozenset({"det", "expl", "mark", "advmod", "cc", "cc:preconj", "det:predet", "nmod:desc"})
DETERMINERS: Final = frozenset({"det", "nmod:poss", "nummod", "det:predet"})
BODIES: Final = frozenset({"State", "Organization", "Group"})


@dataclass(slots=True, kw_only=True)
class Phrase:
    """One phrase: `heads` are its head word and those coordinated with it; `at` counts words through the document."""

    paragraph: int
    token: Token
    heads: tuple[int, ...]
    at: int
    sentence: int
    entities: tuple[str, ...]
    form: str
    role: str
    number: str
    gender: str
    kind: str
    key: str
    clause: int
    governor: int
    main: bool
    opening: bool
    predicate: bool
    conjunct: bool

    @property
    def pronoun(self) -> bool:
        """Whether it is a third-person pronoun."""
        return self.form in words.CLASSES


def find_phrases(docs: Sequence[Doc], trees: Sequence[Tree], entities: DocumentEntities) -> list[Phrase]:
    """The phrases in text order, a coordination behind its first part."""
    found: list[Phrase] = []
    listed = gazetteer.load().words
    base = sentence = 0
    for number, (doc, tree) in enumerate(zip(docs, trees, strict=True)):
        here: dict[int, Phrase] = {}
        for span in doc.sents:
            sentence += 1
            for i in range(span.start, span.end):
                for heads in _coordinations(tree, i):
                    phrase = _phrase(doc, tree, entities, listed, heads, (number, base, sentence, span.start))
                    found.append(phrase)
                    if len(heads) == 1:
                        here[i] = phrase
        for i, phrase in here.items():
            _share_key(tree, here, i, phrase)
        base += len(doc)
    return found


def _coordinations(tree: Tree, i: int) -> Iterator[tuple[int, ...]]:
    """The word alone if it heads a noun phrase, and with its equals if it is the first of them."""
    if not _nominal(tree, i):
        return
    yield (i,)
    later = tree.deps[i] == "conj" and tree.pos[tree.heads[i]] in grammar.NOMINAL
    if not later and tree.has(i, "conj"):
        equals = tuple(x for x in tree.conjuncts(i) if x == i or tree.pos[x] in grammar.NOMINAL)
        if len(equals) > 1:
            yield equals


def _nominal(tree: Tree, i: int) -> bool:
    pos, dep = tree.pos[i], tree.deps[i]
    if pos in {"PRON", "DET"}:
        if tree.lower[i] in words.CLASS:
            return True
        if dep in EMPTY or tree.lower[i] in words.ANSWERABLE | words.HEARERS:
            return False
        return tree.tags[i] in {"DT", "NN", "NNS"} or tree.lower[i] in words.INDEFINITE
    if pos in {"NOUN", "PROPN"}:
        return dep not in NEVER and (dep != "compound" or tree.tags[i] in {"NNP", "NNPS"} or bool(tree.doc[i].ent_type_))
    return pos in {"NUM", "ADJ"} and tree.deps[tree.first(i)] in ARGUMENTS


def _phrase(
    doc: Doc, tree: Tree, entities: DocumentEntities, listed: Words, heads: tuple[int, ...], place: tuple[int, int, int, int]
) -> Phrase:
    paragraph, base, sentence, first = place
    i, start = heads[0], grammar.offset(doc)
    ids = tuple(dict.fromkeys(e for x in heads if (e := entities.entity_of(start, x)) is not None))
    form = _form(tree, i)
    kind = _kind(entities, ids)
    number = _number(tree, heads, ids, kind, entities, listed)
    clause = tree.clause(i)
    return Phrase(
        paragraph=paragraph,
        token=doc[i],
        heads=heads,
        at=base + i,
        sentence=sentence,
        entities=ids,
        form=form,
        role=_role(tree, tree.first(i)),
        number=number,
        gender=_gender(tree, heads, ids, entities, listed),
        kind=kind,
        key=_key(doc, heads, ids, number),
        clause=base + clause,
        governor=base + tree.heads[i],
        main=tree.deps[clause] == "ROOT",
        opening=i - first < 3,
        predicate=tree.has(tree.first(i), "cop"),
        conjunct=tree.deps[i] == "conj",
    )


def _form(tree: Tree, i: int) -> str:
    """How the phrase is made: a name, with which determiner, or which pronoun."""
    word = tree.lower[i]
    if tree.is_pronoun(i):
        return words.CLASS[word]
    if tree.pos[i] in {"PRON", "DET"}:
        return "demonstrative" if word in words.THESE else "indefinite"
    if word in words.INDEFINITE:
        return "indefinite"
    for c in tree.children[i]:
        if c < i and tree.deps[c] in DETERMINERS:
            return "owned" if tree.deps[c] == "nmod:poss" else words.ARTICLES.get(tree.lower[c], "quantity")
    if tree.pos[i] == "PROPN" or tree.doc[i].ent_type_:
        return "name"
    return "quantity" if tree.pos[i] == "NUM" else "bare"


def _role(tree: Tree, first: int) -> str:
    dep = tree.deps[first]
    if dep.startswith("obl") and dep != "obl:agent":
        return "oblique"
    if dep.startswith("nmod") and dep != "nmod:poss":
        return "modifier"
    if dep in CLAUSES and dep != "ROOT":
        return "predicate" if tree.has(first, "cop") else "other"
    return ROLE_OF.get(dep, "other")


def _kind(entities: DocumentEntities, ids: tuple[str, ...]) -> str:
    kinds = {entities.type_of(e) for e in ids}
    if not kinds:
        return "none"
    kind = kinds.pop()
    return "mixed" if kinds or kind is None else kind.value


def _number(
    tree: Tree, heads: tuple[int, ...], ids: tuple[str, ...], kind: str, entities: DocumentEntities, listed: Words
) -> str:
    i = heads[0]
    word = tree.lower[i]
    if tree.is_pronoun(i):
        return "many" if word in words.PLURAL else "one"
    if len(heads) > 1:
        return "several"
    one = bool(ids) and tree.tags[i] == "NNPS" and entities.is_called(ids[0], tree.doc[i].text)  # "the United States"
    if (tree.tags[i] in {"NNS", "NNPS"} and not one) or word in words.MANY:
        return "many"
    if ids and entities.is_plural(ids[0]):
        return "members"
    lemma = tree.doc[i].lemma_.lower()
    if kind in BODIES or lemma in listed["crowds"] or lemma in listed["bodies"] or lemma in listed["organizations"]:
        return "body"
    return "unclear" if tree.pos[i] in {"NUM", "ADJ"} or word in words.INDEFINITE else "one"


def _gender(tree: Tree, heads: tuple[int, ...], ids: tuple[str, ...], entities: DocumentEntities, listed: Words) -> str:
    """What the pronoun, the noun, the title or the given name shows."""
    i = heads[0]
    word = tree.lower[i]
    if tree.is_pronoun(i):
        return "f" if word in words.FEMALE else "m" if word in words.MALE else "unknown"
    if len(heads) > 1:
        return "unknown"
    noun = tree.doc[i].lemma_.lower() if tree.pos[i] == "NOUN" else ""
    name = word if tree.pos[i] == "PROPN" and not ids else ""
    for mark, nouns, names, others in (("m", "men", "male", "female"), ("f", "women", "female", "male")):
        if noun in listed[nouns] or (name in listed[names] and name not in listed[others]):
            return mark
    return (entities.gender_of(ids[0]) if ids else None) or "unknown"


def _key(doc: Doc, heads: tuple[int, ...], ids: tuple[str, ...], number: str) -> str:
    """What phrases that speak of the same thing share: the entities, or the head words and the number."""
    if ids:
        return "+".join(sorted(ids))
    return "#" + "+".join(sorted(doc[x].lemma_.lower() for x in heads)) + ("/s" if number == "many" else "")


def _share_key(tree: Tree, here: dict[int, Phrase], i: int, phrase: Phrase) -> None:
    """Let an apposition and a predicate ("Lima is the capital") speak of the same thing as what they are said of."""
    if phrase.pronoun:
        return
    said_of = tree.heads[i] if tree.deps[i] == "appos" else None
    if phrase.predicate and tree.deps[i] != "conj" and not any(tree.lower[c] in {"not", "n't", "no"} for c in tree.children[i]):
        said_of = next((c for c in tree.children[i] if tree.deps[c] in {"nsubj", "nsubj:outer"}), None)
    other = here.get(said_of) if said_of is not None else None
    if other is not None and not other.pronoun:
        one, two = (phrase, other) if other.entities or not phrase.entities else (other, phrase)
        one.key = two.key
