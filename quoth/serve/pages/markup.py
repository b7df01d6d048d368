"""HTML that is escaped because there is no other way to write it; used by the pages.

`element` makes `Markup`; every other string in it is text. Invisible and bidirectional characters of a text are shown by their
numbers. Only http and https become links.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote, urlencode

# Controls, soft hyphen, bidirectional marks, spaces without width, surrogates, tags: code points from and to.
UNSEEN: Final = (
    (0x00, 0x08),
    (0x0B, 0x0C),
    (0x0E, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0xFFFF),
    (0xE0000, 0xE0FFF),
)
HIDDEN: Final = re.compile(f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in UNSEEN)}]")
# The same for a script, with its flag `u`.
SCRIPTED: Final = "[" + "".join("\\u{{{:x}}}-\\u{{{:x}}}".format(*span) for span in UNSEEN) + "]"
REPLACEMENT: Final = "\ufffd"
VOID: Final = frozenset({"meta", "link", "input", "br", "img", "hr", "col", "wbr"})
WEB: Final = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)


class Markup(str):
    """HTML, as opposed to text."""

    __slots__ = ()


def element(kind: str, /, *children: object, **attributes: str | int | bool | None) -> Markup:
    """An element. `class_`, `for_` and `aria_label` stand for `class`, `for` and `aria-label`; None and False leave one out."""
    opening = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False)
    if kind in VOID:
        return Markup(f"<{kind}{opening}>")
    return Markup(f"<{kind}{opening}>{together(*children)}</{kind}>")


def together(*children: object) -> Markup:
    """Children side by side: markup as it is, anything else as text."""
    return Markup("".join(map(_child, children)))


def text(words: str) -> Markup:
    """A text as HTML, with characters that one would not see shown by their numbers."""
    return Markup(_visible(words))


def local(*parts: str, **parameters: object) -> str:
    """An address of this server: parts of a path, and parameters that are not empty."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    given = {key.rstrip("_"): value for key, value in parameters.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(given, errors='replace')}" if given else path


def outside(address: str, words: str) -> Markup:
    """A link to another site, where the address is one of the web; else only its words."""
    if WEB.fullmatch(address) is None or HIDDEN.search(address):
        return text(words)
    return element("a", words, href=address, rel="noreferrer noopener external")


def _child(child: object) -> str:
    if child is None or child is False:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return _visible(child)
    if isinstance(child, Iterable):
        return "".join(map(_child, child))
    return escape(str(child))


def _attribute(key: str, value: str | int) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    shown = escape(HIDDEN.sub(REPLACEMENT, str(value)))
    return f' {name}="{shown}"'


def _visible(words: str) -> str:
    if HIDDEN.search(words) is None:
        return escape(words, quote=False)
    parts, at = [], 0
    for match in HIDDEN.finditer(words):
        parts.append(escape(words[at : match.start()], quote=False))
        parts.append(f'<span class="unseen" title="a character that is not shown">U+{ord(match[0]):04X}</span>')
        at = match.end()
    return "".join([*parts, escape(words[at:], quote=False)])
