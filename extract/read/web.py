"""Web pages: the article's text and what the markup states, found by trafilatura; called by `extract.read`."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from extract.read.dates import published
from extract.read.decoding import decode
from extract.read.drafts import Draft, Opened, Stated, Unreadable, take
from extract.read.options import ReadOptions

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
DATES: Final = {
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "min_date": "1990-01-01",
    "max_date": "2099-12-31",
}


def page(opened: Opened, options: ReadOptions) -> Iterator[Draft]:
    """The one document of a web page."""
    data = take(opened, options.max_bytes)
    declared = CHARSET.search(data[:4096])
    markup, issues = decode(data, declared[1].decode("ascii", "replace") if declared else None)
    text, stated = article(markup)
    yield Draft(
        doc_id=opened.doc_id,
        shown=opened.shown,
        source=stated.url or opened.doc_id,
        text=text,
        source_sha256=hashlib.sha256(data).hexdigest(),
        stated=stated,
        issues=issues,
    )


def article(markup: str) -> tuple[str, Stated]:
    """The text of a page's article, its title as first line, and what the page states.

    Raises: Unreadable if there is none, or the page is nested as no page is.
    """
    if _depth(markup) > DEEPEST:
        raise Unreadable("malformed", f"its elements are nested more than {DEEPEST} deep: save the article as text")
    import trafilatura

    markup = markup.lstrip("\ufeff").replace("\x00", "\ufffd")
    found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True, date_extraction_params=DATES)
    found = None if isinstance(found, dict) else found
    body = (found.text or "") if found else ""
    if not body.strip():
        body = trafilatura.html2txt(markup)
    if not body.strip():
        raise Unreadable("no-text", "no article found in the page: save its text as .txt")
    title = _line(found.title) if found else None
    first = body.lstrip().split("\n", 1)[0].strip("# ")
    if title and first.casefold() != title.casefold():
        body = f"{title}\n\n{body}"
    return body, Stated(
        title=title,
        author=_line((found.author or "").replace("; ", ", ")) if found else None,
        publisher=_line(found.sitename) if found else None,
        published=published(found.date) if found else None,
        url=_link(found.url) if found else None,
    )


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _link(url: str | None) -> str | None:
    """Only links to the web are links."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _depth(markup: str) -> int:
    """The deepest nesting, roughly: elements that need no end tag do not count."""
    deepest = depth = 0
    for match in TAG.finditer(markup):
        if match["name"].lower() not in VOID:
            depth = max(0, depth - 1) if match["end"] else depth + 1
            deepest = max(deepest, depth)
    return deepest
