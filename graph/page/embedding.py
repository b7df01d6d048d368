"""What goes into the page's HTML: data as JSON that no text can break out of, and the content security policy.

Called by `graph.page.payload`, which measures rows with it, and `graph.page.drawing`, which fills the template.
"""

import base64
import hashlib
import json
import re
from typing import Final

# What would end the element or the line, what would turn the source of the page around, and what UTF-8 cannot hold.
UNSAFE: Final = re.compile(
    "[<>&\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
)


def embedded_json(value: object) -> str:
    """JSON for a `<script type="application/json">` element: `<`, `>`, `&`, line separators and invisible characters escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return UNSAFE.sub(_escaped, text)


def size(value: object) -> int:
    """Bytes that `value` takes in the page, with a comma."""
    return len(embedded_json(value).encode()) + 1


def policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """A policy under which these scripts and styles run and nothing else does; nothing is fetched."""
    parts = [
        "default-src 'none'",
        f"script-src {' '.join(map(_digest, scripts))}",
        f"style-src {' '.join(map(_digest, styles))}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return "; ".join(parts)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
