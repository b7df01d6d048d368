"""spaCy factories of Quoth's components, usable in any pipeline: each says what it needs and what it sets.

Registered as entry points, so that `nlp.add_pipe("quoth_names")` works wherever Quoth is installed.
"""

from spacy.language import Language
from spacy.tokens import Doc

from extract import language, universal


@Language.component("quoth_lemmas", requires=["token.pos", "token.tag"], assigns=["token.lemma"])
def quoth_lemmas(doc: Doc) -> Doc:
    """Set lemmas."""
    return language.lemmatize(doc)


@Language.component("quoth_universal", requires=["token.dep", "token.head"], assigns=["token.dep", "token.head"])
def quoth_universal(doc: Doc) -> Doc:
    """Turn ClearNLP-style trees into Universal Dependencies."""
    return universal.to_universal(doc)
