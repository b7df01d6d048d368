"""The pages on which corrections are made, listed and taken back; called by `editing`, only where the server may edit."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from quoth.serve.pages.frame import choice, page, table
from quoth.serve.pages.markup import Markup, element, local
from quoth.serve.pages.passages import passage

Row = Mapping[str, Any]

SOON: Final = "The pages show it within a few seconds; what has another name now may have another address."
ENTITY: Final = (
    ("same", "is the same as the entity"),
    ("not-same", "is not the same as the entity"),
    ("unsure", "may or may not be the same as the entity"),
    ("name", "is called"),
    ("type", "is of the type"),
)
PASSAGE: Final = (
    ("speaker", "is said by (an entity, `document` or `unclear`)"),
    ("relation", "has the relation"),
    ("polarity", "is positive or negative"),
    ("modality", "is actual, intended, hypothetical or demanded"),
    ("date", "has the date (or none)"),
    ("drop", "says nothing of the kind: leave it out"),
)


def form(given: Mapping[str, str], token: str, by: str, rows: Sequence[Row], shown: Row | None) -> str:
    """What can be corrected of a thing, and what has been; `shown` is the view of the entity or the claim."""
    thing = given.get("passage") or given.get("entity") or ""
    kinds = PASSAGE if given.get("passage") else ENTITY
    found = [row for row in (shown or {}).get("passages", ()) if row["evidence"] == thing]
    named = (shown or {}).get("name") or ("what was read" if found else thing)
    return page(
        f"Correct {named}" if thing else "Corrections",
        element("ul", [passage(row) for row in found], class_="passages") if found else None,
        _made(thing, kinds, token, by) if thing else element("p", "Corrections begin on the page of an entity or a claim."),
        element("h2", f"Corrections ({len(rows)})"),
        table(("When", "By", "What", "Why", "Undo"), [_row(row, token, by) for row in rows], "Every build applies them"),
    )


def told(message: str, words: str, *, done: bool) -> str:
    """What came of it; `words` find the thing again, whose address may be another now."""
    return page(
        "Corrected" if done else "Not corrected",
        element("pre", message, role="status" if done else "alert"),
        element("p", SOON if done else "Nothing was changed."),
        element("p", element("a", "find it", href=local("search", q=words)) if words else None),
        element("p", element("a", "all corrections", href="/edit")),
    )


def _made(thing: str, kinds: Sequence[tuple[str, str]], token: str, by: str) -> Markup:
    return element(
        "form",
        element("input", type="hidden", name="token", value=token),
        element("input", type="hidden", name="thing", value=thing),
        choice("kind", "It", kinds, kinds[0][0]),
        element("label", "value ", element("input", name="value", autocomplete="off", data_suggest="id")),
        element("label", "who says so ", element("input", name="by", value=by, required=True)),
        element("label", "why ", element("input", name="why")),
        element("button", "Record"),
        action="/edit",
        method="post",
        class_="form",
    )


def _row(row: Row, token: str, by: str) -> list[object]:
    undo = element(
        "form",
        element("input", type="hidden", name="token", value=token),
        element("input", type="hidden", name="undo", value=row["id"]),
        element("input", type="hidden", name="by", value=by or "undo"),
        element("button", "Take back"),
        action="/edit",
        method="post",
    )
    return [row["when"], row["by"], row["correction"], row["why"] or "", undo]
