"""Plain text and Markdown: the stored text is the file's text, unchanged; called by `extract.read.read`."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from extract.read.dates import published
from extract.read.decoding import decode
from extract.read.drafts import Draft, Opened, Stated, take
from extract.read.options import ReadOptions

FRONT: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<body>(?:[^\r\n]{0,2000}\r?\n){1,60}?)(?:---|\.\.\.)[ \t]*(?=\r?\n|$)")
FIELD: Final = re.compile(
    r"^(title|author|byline|publisher|source|date|published|url)[ \t]*:[ \t]*(.+?)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
NAMES: Final = {"byline": "author", "source": "publisher", "date": "published"}


def text(opened: Opened, options: ReadOptions) -> Iterator[Draft]:
    """The one document of a text file."""
    data = take(opened, options.max_bytes)
    found, issues = decode(data)
    yield Draft(
        doc_id=opened.doc_id,
        shown=opened.shown,
        source=opened.doc_id,
        text=found,
        source_sha256=hashlib.sha256(data).hexdigest(),
        stated=front_matter(found),
        issues=issues,
    )


def front_matter(text: str) -> Stated:
    """What a block between --- lines at the head of a Markdown file states."""
    match = FRONT.match(text)
    if match is None:
        return Stated()
    fields: dict[str, str] = {}
    for name, value in FIELD.findall(match["body"]):
        name = NAMES.get(name.lower(), name.lower())
        fields.setdefault(name, value.strip("\"'[] "))
    fields["published"] = published(fields.get("published", "")) or ""
    return Stated(**{name: value or None for name, value in fields.items()})
