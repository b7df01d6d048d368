"""Mails: the body as text, subject, sender and date as metadata; called by `extract.read.read`."""

import email
import email.policy
import hashlib
from collections.abc import Iterator, Sequence
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Final

from extract.read.dates import published
from extract.read.decoding import decode
from extract.read.drafts import Draft, Opened, Stated, Unreadable, take
from extract.read.options import ReadOptions
from extract.read.web import article
from extract.records import Issue

MOST_PARTS: Final = 100


def mail(opened: Opened, options: ReadOptions) -> Iterator[Draft]:
    """The one document of a mail; attachments are named in an issue and not read."""
    data = take(opened, options.max_bytes)
    if data.lower().count(b"multipart/") > MOST_PARTS:
        raise Unreadable("malformed", f"more than {MOST_PARTS} mails or parts in one another: save the text as .txt")
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        stated = _stated(message)
    except (RecursionError, ValueError, LookupError, AttributeError, IndexError, TypeError) as error:
        raise Unreadable("malformed", f"not a mail that can be taken apart ({error}): save its text as .txt") from error
    text, issues = _body(parts, options)
    if not message.keys():
        raise Unreadable("malformed", "not a mail: it has no header fields. Name it .txt if it is text")
    attached = [
        part.get_filename() or part.get_content_type() for part in parts if part.get_content_disposition() == "attachment"
    ]
    if attached:
        note = f"{len(attached)} attachments were not read: {', '.join(attached[:5])}; save them and read them as files"
        issues += (Issue(code="attachments", message=note),)
    yield Draft(
        doc_id=opened.doc_id,
        shown=opened.shown,
        source=opened.doc_id,
        text=text,
        source_sha256=hashlib.sha256(data).hexdigest(),
        stated=stated,
        issues=issues,
    )


def _stated(message: EmailMessage | Message) -> Stated:
    def header(name: str) -> str:
        return " ".join(str(message.get(name, "")).split())

    name, address = parseaddr(header("From"))
    return Stated(
        title=header("Subject") or None, author=name or address or None, published=published(header("Date").split(" (")[0])
    )


def _body(parts: Sequence[Message], options: ReadOptions) -> tuple[str, tuple[Issue, ...]]:
    """The longest plain text part; else the article of the longest web page."""
    inline = [part for part in parts if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        texts = [_text(part) for part in inline if part.get_content_type() == kind]
        texts = [found for found in texts if found[0].strip()]
        if texts:
            text, issues = max(texts, key=lambda found: len(found[0]))
            return (text if kind == "text/plain" else article(text, options)[0]), issues
    raise Unreadable("no-text", "the mail has no text: only attachments or pictures")


def _text(part: Message) -> tuple[str, tuple[Issue, ...]]:
    data = part.get_payload(decode=True)
    return decode(data, part.get_content_charset()) if isinstance(data, bytes) else ("", ())
