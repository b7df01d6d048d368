"""spaCy factories of Quoth's components, usable in any pipeline: each says what it needs and what it sets.

Registered as entry points, so that `nlp.add_pipe("quoth_names")` works wherever Quoth is installed.
"""

from spacy.language import Language
from spacy.tokens import Doc

import extract.encoder.component
import extract.times.component  # noqa: F401  registers quoth_times
from extract import gazetteer, language, names, universal


@Language.component("quoth_lemmas", requires=["token.pos", "token.tag"], assigns=["token.lemma"])
def quoth_lemmas(doc: Doc) -> Doc:
    """Set lemmas."""
    return language.lemmatize(doc)


@Language.component("quoth_universal", requires=["token.dep", "token.head"], assigns=["token.dep", "token.head"])
def quoth_universal(doc: Doc) -> Doc:
    """Turn ClearNLP-style trees into Universal Dependencies."""
    return universal.to_universal(doc)


@Language.component(
    "quoth_names",
    requires=["token.pos", "token.tag", "token.dep", "token.head", "token.lemma"],
    assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_kb_id"],
)
def quoth_names(doc: Doc) -> Doc:
    """Set names: those of the recogniser, corrected and completed, with the types of `extract.records`."""
    doc.set_ents(names.find_names(doc, gazetteer.load()), default="outside")
    return doc
