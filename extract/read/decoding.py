"""From bytes to text; used by the readers of texts, web pages, mails and tables.

Policy: a byte order mark decides; else UTF-8; else the encoding that the format declares; else the likeliest legacy encoding
(an `Issue` says which). Line ends stay. A UTF-8 byte order mark stays as U+FEFF, so that a UTF-8 text has the hash of its file.
What cannot be decoded, NUL and lone surrogates become U+FFFD, one for one, and are counted in an `Issue`. Other control
characters and those that turn the direction of writing are text: they stay, and an `Issue` counts them.
"""

import codecs
import re
from typing import Final

from extract.read.drafts import Unreadable
from extract.records import Issue

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC: Final = (
    (b"%PDF-", "a PDF file: name it .pdf"),
    (b"PK\x03\x04", "a zip archive or Office file: name it .zip or .docx"),
    (b"\x1f\x8b", "a gzipped file: add .gz to its name"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as .docx or .txt"),
    (b"{\\rtf", "a rich text file: save it as .docx or .txt"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
)
SAMPLE: Final = 100_000
UNUSABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
TURNING: Final = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """The text of `data`, and what had to be done for it.

    Raises: Unreadable if it is not text.
    """
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise Unreadable("binary", f"not text, but {what}")
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if encoding not in ("utf-16", "utf-32") and data.count(0, 0, SAMPLE) * 100 > min(len(data), SAMPLE):
        encoding = _unmarked(data)
    if encoding is None:
        text = _strict(data, "utf-8")
        if text is not None:
            return text, ()
        return _legacy(data, declared)
    text = data.decode(encoding, errors="replace")
    return text, _replaced(text.count("\ufffd"), encoding)


def clean(text: str) -> tuple[str, tuple[Issue, ...]]:
    """The text with U+FFFD for each NUL and lone surrogate, and counts of the characters that deserve a look."""
    text, count = UNUSABLE.subn("\ufffd", text)
    issues = list(_replaced(count, "NUL or half a surrogate pair"))
    for pattern, code, what in (
        (CONTROL, "control-characters", "control characters"),
        (TURNING, "direction-characters", "characters that turn the direction of writing"),
    ):
        found = len(pattern.findall(text))
        if found:
            issues.append(Issue(code=code, message=f"{found} {what} stand in the text: look before you copy from it"))
    return text, tuple(issues)


def _unmarked(data: bytes) -> str:
    """UTF-16 without a mark has its NULs on one side only."""
    sample = data[: SAMPLE // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 10 > len(sample) * 3 and even * 20 < odd:
        return "utf-16-le"
    if even * 10 > len(sample) * 3 and odd * 20 < even:
        return "utf-16-be"
    raise Unreadable("binary", "not text: it holds many NUL bytes. Convert it to a text, PDF or Word file")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (ValueError, LookupError):
        return None


def _legacy(data: bytes, declared: str | None) -> tuple[str, tuple[Issue, ...]]:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * 200 < sum(byte >= 0x80 for byte in data[:SAMPLE]):
        return text, _replaced(broken, "utf-8")
    stated = _strict(data, declared) if declared else None
    if stated is not None:
        return stated, ()
    guess = _guess(data)
    if guess is None:
        raise Unreadable("binary", "not text in any known encoding: convert it to UTF-8")
    text = data.decode(guess, errors="replace")
    if len(CONTROL.findall(text[:SAMPLE])) * 20 > len(text[:SAMPLE]):
        raise Unreadable("binary", "not text: every twentieth character is a control character")
    note = Issue(code="guessed-encoding", message=f"not UTF-8; read as {guess}: convert it to UTF-8 if letters look wrong")
    return text, (note, *_replaced(text.count("\ufffd"), guess))


def _guess(data: bytes) -> str | None:
    """The encoding of a text that is no UTF-8. English with a few high bytes is windows-1252 whatever a detector says."""
    sample = data[:SAMPLE]
    high = [byte for byte in sample if byte >= 0x80]
    if len(high) * 50 < len(sample) and not any(byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) for byte in high):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return None if best is None else best.encoding


def _replaced(count: int, where: str) -> tuple[Issue, ...]:
    if not count:
        return ()
    return (Issue(code="replaced-characters", message=f"{count} characters could not be read ({where}) and stand as U+FFFD"),)
