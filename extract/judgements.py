"""Judgements without an act of judging: "the demands were unacceptable", "dismissed the vote as a farce"; called by
`extract.facts`.

What is judged must be known, and the word must judge (`lexicon/judgements.toml`). The judge is whoever's words they are, or the
subject of the verb, or whom "to" names; where it is the document itself the judgement has no agent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract import grammar
from extract.drafts import Draft, fillers, words
from extract.modals import CONDITIONS
from extract.moods import mood
from extract.parties import ACTORS, TEXTS
from extract.records import Attribution, Fact, Filler, Modality
from extract.roles import judging_verb
from extract.scene import Reference, Scene, located

PREDICATE = "judgement:be"
BY_VERB = "judgement:as"
NEGATIONS = frozenset({"not", "never", "n't", "longer"})
SEEMING = frozenset({"remain", "seem", "appear", "look", "prove"})


def find_judgements(scene: Scene, number: int, doc: Doc) -> Iterator[Draft]:
    """One draft for each word that judges something known."""
    unnamed, classes = scene.unnamed.entities, scene.lexicon.classes
    adjectives, nouns = classes["judging_adjectives"], classes["judging_nouns"]
    for i, (word, lemma) in enumerate(zip(grammar.words_of(doc), grammar.lemmas_of(doc), strict=True)):
        token = doc[i] if word in adjectives or lemma in nouns else None
        if token is None or not _judges(scene, token) or _asked(token):
            continue
        verb, thing = _by_verb(scene, token)
        thing = thing or _copular(token)
        if thing is None or (thing.pos_ not in {"NOUN", "PROPN"} and thing.lower_ not in grammar.RELATIVIZERS):
            continue  # what a pronoun or a clause stands for is not sure enough
        judged = [r for r in scene.references(number, thing) if r.type in ACTORS | TEXTS and r.entity not in unnamed]
        for draft in (_draft(scene, number, token, verb, reference) for reference in judged):
            if draft.fact.modality is Modality.ACTUAL:
                yield draft


def _judges(scene: Scene, token: Token) -> bool:
    """Whether a word of the lists is a predicate, or a noun that stands for nothing that has a name."""
    if token.pos_ == "ADJ" and token.dep_ == "amod" and _judging_noun(scene, token.head):
        return False  # "a historic achievement" judges once
    return (token.pos_ == "ADJ" and token.lower_ in scene.lexicon.classes["judging_adjectives"]) or _judging_noun(scene, token)


def _judging_noun(scene: Scene, token: Token) -> bool:
    return token.pos_ == "NOUN" and not token.ent_type_ and token.lemma_.lower() in scene.lexicon.classes["judging_nouns"]


def _asked(token: Token) -> bool:
    """Whether it is asked, supposed or wished: "Is it unfair?", "if it is unfair", "to suggest it is", "one that is fair"."""
    first = _predicate(token)
    marker, governor = grammar.child(first, "mark"), first.head
    supposed = first.dep_ == "ccomp" and governor.tag_ == "VB" and any(c.lower_ == "to" for c in governor.children)
    wished = first.dep_ == "acl:relcl" and any(c.lower_ in {"a", "an"} for c in grammar.children(governor, "det"))
    return (
        token.sent[-1].text == "?"
        or (marker is not None and marker.lower_ in CONDITIONS)
        or supposed
        or (wished and _restricts(first))
    )


def _restricts(clause: Token) -> bool:
    """Whether a relative clause says which one is meant: no comma before it."""
    start = clause.left_edge.i
    return start > 0 and clause.doc[start - 1].text != ","


def _predicate(token: Token) -> Token:
    """The head of the predicate: the noun of "a defensive alliance", of several the first."""
    noun = token.head if token.pos_ == "ADJ" and token.dep_ == "amod" else token
    return grammar.first_conjunct(noun)


def _by_verb(scene: Scene, token: Token) -> tuple[Token | None, Token | None]:
    """The verb that judges and what it judges: "dismissed the plan as a sham", "calls the talks a sham"."""
    token = token.head if token.dep_ == "amod" and token.head.pos_ == "NOUN" else token
    verb, classes = judging_verb(token), scene.lexicon.classes
    marker, own = grammar.child(token, "mark", "case"), grammar.child(token, "nsubj")
    if verb is None or grammar.child(token, "cop") is not None:
        return None, None
    if _as(token) and verb.lemma_ in classes["judging_verbs"]:
        return verb, grammar.logical_object(verb)
    return (verb, own) if own is not None and marker is None and verb.lemma_ in classes["naming_verbs"] else (None, None)


def _as(token: Token) -> bool:
    """Whether "as" opens a predicate, be it a marker or, before another adverb, an adverb: "as fully justified"."""
    return any(c.lower_ == "as" and c.i < token.i and c.dep_ in {"mark", "case", "advmod"} for c in token.children)


def _copular(token: Token) -> Token | None:
    """What a predicate is said of: "the terms are harsh", "the terms, which remain harsh"."""
    first = _predicate(token)
    if token.dep_ == "amod" and token.head != first:
        return None
    if grammar.child(first, "cop") is not None and grammar.child(first, "case") is None:
        return grammar.subject(first) if first.dep_ != "xcomp" or first.head.lemma_ in SEEMING else None
    if first.dep_ == "xcomp" and first.head.lemma_ in SEEMING and grammar.child(first.head, "obj") is None:
        return grammar.subject(first.head)
    return None


def _draft(scene: Scene, number: int, token: Token, verb: Token | None, judged: Reference) -> Draft:
    head = verb or (token.head if token.dep_ == "amod" else token)
    circumstances = mood(head, scene.lexicon)
    agents = _judge(scene, number, token, verb)
    first, last = _bounds(token)
    fact = Fact(
        id="",
        sentence=located(head.doc, head.sent.start, head.sent.end),
        relation="characterize",
        trigger=located(head.doc, token.i, token.i + 1),
        agent=fillers(head, agents),
        theme=fillers(head, [judged])[0],
        theme_text=words(scene, number, located(head.doc, first, last)),
        polarity=circumstances.polarity,
        modality=Modality.ACTUAL if verb is not None else circumstances.modality,
        rule=BY_VERB if verb is not None else PREDICATE,
    )
    return Draft(fact=fact, head=head, content=(first, last))


def _judge(scene: Scene, number: int, token: Token, verb: Token | None) -> list[Reference]:
    """Who judges: whose verb it is, or whom "to" names; else `spoken` says."""
    if verb is not None:
        return [r for r in scene.references(number, grammar.logical_subject(verb)) if r.type in ACTORS]
    to = grammar.oblique(token, "to") if token.pos_ == "ADJ" else None
    return [r for r in scene.references(number, to) if r.type in ACTORS]


def spoken(fact: Fact, attributions: Mapping[str, Attribution]) -> Fact | None:
    """A judgement whose judge is not named beside it is that of the speaker whose words it stands in.

    None where the speaker would judge itself: then the tree took its name for the subject.
    """
    if fact.rule == PREDICATE and fact.theme is not None and fact.holder == fact.theme.entity:
        return None
    if fact.rule != PREDICATE or fact.agent or fact.holder is None:
        return fact
    source = attributions[fact.attribution or ""].source_span
    inside = source if source is not None and fact.sentence.covers(source) else None
    return replace(fact, agent=(Filler(entity=fact.holder, span=inside),))


def _bounds(token: Token) -> tuple[int, int]:
    """The judging words: a noun with its phrase, an adjective with its degree."""
    doc, noun = token.doc, token.head if token.dep_ == "amod" else token
    if noun.pos_ == "NOUN":
        first, last = grammar.phrase(noun)
        first = max([first, *(c.i + 1 for c in grammar.children(noun, "cop") if c.i < noun.i)])
        while first < token.i and doc[first].pos_ not in {"NOUN", "PROPN", "ADJ"}:
            first += 1
        return first, last
    degree = [c.i for c in token.children if c.dep_ == "advmod" and c.i == token.i - 1 and c.lower_ not in NEGATIONS]
    return min([token.i, *degree]), token.i + 1
