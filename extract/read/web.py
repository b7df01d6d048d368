"""Web pages: the article's text and what the markup states, found by trafilatura; called by `extract.read`."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from extract.read.confined import ask
from extract.read.dates import published
from extract.read.decoding import clean, decode
from extract.read.drafts import Draft, Opened, Stated, Unreadable, take
from extract.read.options import DEFAULTS, ReadOptions
from extract.read.parsers import html

CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,5000}(?<!/)>")
VOID: Final = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
    )
)
DEEPEST: Final = 250
MOST_TAGS: Final = 20_000


def page(opened: Opened, options: ReadOptions) -> Iterator[Draft]:
    """The one document of a web page."""
    data = take(opened, options.max_bytes)
    declared = CHARSET.search(data[:4096])
    markup, issues = decode(data, declared[1].decode("ascii", "replace") if declared else None)
    text, stated = article(markup, options)
    yield Draft(
        doc_id=opened.doc_id,
        shown=opened.shown,
        source=stated.url or opened.doc_id,
        text=text,
        source_sha256=hashlib.sha256(data).hexdigest(),
        stated=stated,
        issues=issues,
    )


def article(markup: str, options: ReadOptions = DEFAULTS) -> tuple[str, Stated]:
    """The text of a page's article, its title as first line, and what the page states.

    Raises: Unreadable if there is none, or the page is nested as no page is.
    """
    tags, depth = _measure(markup)
    if depth > DEEPEST:
        raise Unreadable("malformed", f"its elements are nested more than {DEEPEST} deep: save the article as text")
    data = clean(markup.lstrip("\ufeff"))[0].encode()
    found = html(data, 4 * options.max_bytes) if tags <= MOST_TAGS else ask("html", data, options)
    if "code" in found:
        raise Unreadable(str(found["code"]), str(found["message"]))
    body = str(found["text"] or "")
    if not body.strip():
        raise Unreadable("no-text", "no article found in the page: save its text as .txt")
    title = _line(found["title"])
    first = body.lstrip().split("\n", 1)[0].strip("# ")
    if title and first.casefold() != title.casefold():
        body = f"{title}\n\n{body}"
    return body, Stated(
        title=title,
        author=_line((found["author"] or "").replace("; ", ", ")),
        publisher=_line(found["sitename"]),
        published=published(found["date"]),
        url=_link(found["url"]),
    )


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _link(url: str | None) -> str | None:
    """Only links to the web are links."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _measure(markup: str) -> tuple[int, int]:
    """How many tags there are, and how deep they nest, roughly: elements that need no end tag do not count."""
    tags = deepest = depth = 0
    for match in TAG.finditer(markup):
        tags += 1
        if match["name"].lower() not in VOID:
            depth = max(0, depth - 1) if match["end"] else depth + 1
            deepest = max(deepest, depth)
    return tags, deepest
