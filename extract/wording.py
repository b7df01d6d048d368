"""The text, words and lemmas of a paragraph, each listed once, and its place in the document; asked through `extract.grammar`.

Most rules look first whether their words are there: to ask a list is far cheaper than to ask each token.
"""

from spacy.tokens import Doc


def text_of(doc: Doc) -> str:
    """The paragraph's text; spaCy joins it anew from its words at every call of `doc.text`."""
    known: str | None = doc.user_data.get("text")
    if known is None:
        known = doc.user_data["text"] = doc.text
    return known


def words_of(doc: Doc) -> list[str]:
    """The paragraph's words in lower case, one for each token."""
    known: list[str] | None = doc.user_data.get("words")
    if known is None:
        known = doc.user_data["words"] = [t.lower_ for t in doc]
    return known


def lemmas_of(doc: Doc) -> list[str]:
    """The lemmas of the paragraph's words in lower case."""
    known: list[str] | None = doc.user_data.get("lemmas")
    if known is None:
        known = doc.user_data["lemmas"] = [t.lemma_.lower() for t in doc]
    return known


def offset(doc: Doc) -> int:
    """Where the paragraph stands in its document, in code points."""
    return int(doc.user_data.get("start", 0))
