"""What pronouns refer to inside a document; called by `extract.annotate` after entities and reports are known.

Third person: all noun phrases of the document compete, not only those that name an entity (`phrases`). What number, gender and
kind allow is compared by features of syntax, distance and what has been spoken of (`pairs`, `features`) with weights that were
learned from a treebank (`ranker`), and by how well its vector fits the pronoun's (`affinity`); `resolution` goes through the
text, so that a pronoun can go back to a pronoun. Where an entity's phrase wins, the pronoun is a mention of it; where another
phrase wins, the graph gets nothing. Either way the extension `Token._.antecedent` of the pronoun holds where the phrase's head
words stand in the document, and `Token._.antecedent_noun` the lemma of its head, where it is likely enough; `Token._.contested`
says that another phrase is nearly as likely.

First person: `speakers`, and `extract.delegations` where a state speaks.
"""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution import Report
from extract.coreference.phrases import Phrase
from extract.coreference.resolution import resolve
from extract.coreference.speakers import Referents, resolve_speakers
from extract.delegations import own_words
from extract.entities import DocumentEntities

__all__ = ["Referents", "resolve_pronouns"]

# How likely an entity's phrase must be to take the pronoun; most phrases that "it" and "they" compete for are no entities.
SURE: Final = {"he": 0.2, "she": 0.2, "it": 0.3, "they": 0.3}
LIKELY: Final = 0.2  # from where on the noun is told
CLOSE: Final = 0.8  # how near the second best comes to the best where it is open which of them is meant


def resolve_pronouns(docs: Sequence[Doc], entities: DocumentEntities, reports: Sequence[Sequence[Report]]) -> Referents:
    """(paragraph, token) of each pronoun that could be resolved -> the entities that it refers to."""
    for name, default in (("antecedent", ()), ("antecedent_noun", ""), ("contested", False)):
        if not Token.has_extension(name):
            Token.set_extension(name, default=default)
    found: Referents = {}
    for choice in resolve(docs, entities, reports):
        if choice.phrase is None:
            continue
        choice.pronoun.token._.antecedent = antecedent(docs, choice.phrase)
        choice.pronoun.token._.contested = choice.rival > CLOSE * choice.chance
        if choice.chance >= LIKELY:
            choice.pronoun.token._.antecedent_noun = choice.phrase.token.lemma_.lower()
        if choice.phrase.entities and choice.chance >= SURE[choice.pronoun.form]:
            found[choice.pronoun.paragraph, choice.pronoun.token.i] = choice.phrase.entities
    if entities.speaking is not None:
        for number, doc in enumerate(docs):
            found |= {(number, token.i): (entities.speaking,) for token in own_words(doc, reports[number])}
    return resolve_speakers(docs, entities, reports, found)


def antecedent(docs: Sequence[Doc], phrase: Phrase) -> tuple[tuple[int, int], ...]:
    """Where the head words of a phrase stand in the document, one for each part of a coordination."""
    doc = docs[phrase.paragraph]
    start = grammar.offset(doc)
    return tuple((start + doc[i].idx, start + doc[i].idx + len(doc[i])) for i in phrase.heads)
