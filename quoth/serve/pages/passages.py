"""How a claim and the words that show it look; called by the pages.

Whoever reads one line out of its place still reads that somebody says it.
"""

from collections.abc import Iterable
from typing import Any, Final

from quoth.serve.pages.markup import Markup, element, local

Row = dict[str, Any]
POLARITY: Final = {"negative": "denied"}
CLASHES: Final = {  # by kind of contradiction
    "polarity": "One affirms, the other denies",
    "date": "Dates differ",
    "number": "Numbers differ",
    "agent": "Somebody else is said to have done it",
    "modality": "They differ on whether it is done, meant or refused",
    "opposition": "They tell opposite things",
    "accusation": "Accusation against accusation, or denied",
    "judgement": "Judgements differ",
    "position": "Positions differ",
}
MODALITY: Final = {"intended": "intended", "hypothetical": "possible", "demanded": "demanded"}


def named(row: Row) -> Markup:
    """A link to an entity."""
    return element("a", row["name"], href=local("id", row["id"]), class_=f"entity {row['type'].lower()}")


def titled(document: Row, start: int | None = None, end: int | None = None) -> Markup:
    """A link to a document, at the span if one is given."""
    words = document.get("title") or document["name"]
    if document["id"] is None:
        return element("cite", words)
    fragment = "#selected" if end else ""
    return element("a", element("cite", words), href=local("id", document["id"], start=start, end=end) + fragment)


def said(row: Row) -> Markup:
    """The statement with its entities as links, and who holds it before it."""
    holder = named(row["holder"]) if row["holder"] else row["according"]
    through = [[", as reported by ", named(speaker)] for speaker in row.get("through", ())]
    words = [word if isinstance(word, str) else named(word) for word in row["says"]]
    return element("p", "According to ", holder, through, ": ", words, ". ", badges(row), class_="said", dir="auto")


def badges(row: Row) -> list[Markup]:
    """How it is held, and when it is said to be."""
    marks = [POLARITY.get(row["polarity"]), MODALITY.get(row["modality"]), row.get("date")]
    return [element("span", mark, class_=f"badge {row['polarity']}") for mark in marks if mark]


def quoted(row: Row) -> Markup:
    """The sentence with the quoted words marked."""
    sentence, at = row["sentence"], row["start"] - row["sentence_start"]
    end = at + len(row["exact"])
    if 0 <= at < end and sentence[at:end] == row["exact"]:
        words: list[object] = [sentence[:at].lstrip(), element("mark", sentence[at:end]), sentence[end:].rstrip()]
    else:
        words = [sentence.strip()]
    return element("blockquote", words, dir="auto")


def passage(row: Row, *, claim: bool = True) -> Markup:
    """A claim, the sentence that shows it, and where that stands."""
    document = row["document"]
    source = [titled(document, row["start"], row["end"])]
    facts = [document.get(key) for key in ("publisher", "published")]
    where: list[object] = [source, [f", {fact}" for fact in facts if fact]]
    if claim:
        where += [" · ", element("a", "the claim", href=local("id", row["id"]))]
    corrected = [element("p", f"corrected by {who}", class_="corrected") for who in row["corrected"]]
    return element("li", said(row), quoted(row), element("p", where, class_="where"), corrected, class_="passage")


def passages(rows: Iterable[Row], *, claim: bool = True) -> Markup:
    """A list of them."""
    return element("ul", [passage(row, claim=claim) for row in rows], class_="passages")


def source(row: Row) -> Markup:
    """A source of a timeline's entry or of a step: who says it, where, and the sentence."""
    published = f", {row['published']}" if row.get("published") else ""
    where = element(
        "p",
        "according to ",
        row["according"],
        " in ",
        titled(row["document"], row["start"], row["end"]),
        published,
        class_="where",
    )
    return element("li", element("blockquote", row["sentence"].strip(), dir="auto"), where)
