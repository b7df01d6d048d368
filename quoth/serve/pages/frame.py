"""What every page has: head, navigation, search, footer; and the forms that recur. Called by the pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.query import prepared
from graph.query.values import Value
from graph.questions import question
from quoth.serve.pages.markup import Markup, element, local, together

NAVIGATION: Final = (
    ("/", "Overview"),
    ("/documents", "Documents"),
    ("/claims", "Claims"),
    ("/compare", "Compare"),
    ("/timeline", "Timeline"),
    ("/path", "Paths"),
    ("/graph", "Graph"),
    ("/sparql", "SPARQL"),
)
CAUTION: Final = "Nothing here is stated as a fact: each line tells who says it, and where."


def page(title: str, *body: object, here: str = "", words: str = "", script: str = "") -> str:
    """A whole page; `script` is a module of its own, which makes more of what works without."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", f"{title} – Quoth"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="stylesheet", href="/static/explorer.css"),
        element("link", rel="icon", href="data:,"),
        element("script", type="module", src="/static/completion.js"),
        element("script", type="module", src=f"/static/{script}") if script else None,
    )
    main = element("main", element("h1", title), *body, id="main", tabindex="-1")
    footer = element(
        "footer", element("p", CAUTION), element("p", element("a", "JSON API", href="/api/openapi.json"), " · ", _exports())
    )
    skip = element("a", "Skip to the content", href="#main", class_="skip")
    whole = element("html", head, element("body", skip, _header(here, words), main, footer), lang="en")
    return f"<!doctype html>\n{whole}\n"


def passages_form(action: str, *fields: object, button: str = "Show") -> Markup:
    """A form that asks by GET, so that every view is a link."""
    return element("form", *fields, element("button", button), action=action, method="get", class_="form")


def choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Markup:
    """A labelled choice."""
    shown = [element("option", words, value=value, selected=value == chosen) for value, words in options]
    return element("label", label, " ", element("select", shown, name=name))


def box(name: str, label: str, chosen: bool) -> Markup:
    """A labelled box to tick."""
    return element("label", element("input", type="checkbox", name=name, value="1", checked=chosen), " ", label, class_="box")


def entity_field(name: str, label: str, value: str, *, required: bool = False) -> Markup:
    """A field for an entity's id, which the script completes as one types."""
    given = element("input", name=name, value=value, autocomplete="off", spellcheck="false", data_suggest="id", required=required)
    return element("label", label, " ", given)


def pager(total: int, start: int, limit: int, *path: str, **parameters: object) -> Markup | None:
    """What is shown of how much, with links to the rest."""
    if total <= limit and not start:
        return None
    last = min(start + limit, total)
    before = local(*path, **{**parameters, "start": max(start - limit, 0), "limit": limit}) if start else None
    after = local(*path, **{**parameters, "start": start + limit, "limit": limit}) if last < total else None
    return element(
        "nav",
        f"showing {start + 1 if total else 0:,} to {last:,} of {total:,} ",
        element("a", "earlier", href=before, rel="prev") if before else None,
        " ",
        element("a", "further", href=after, rel="next") if after else None,
        class_="pager",
        aria_label="pages",
    )


def sparql_of(name: str, given: Mapping[str, str], base: str, api: str, note: str = "") -> Markup:
    """The question that asks for what a page shows, and the same as data; `note` says where they differ."""
    asked = question(name)
    values = {p.name: Value(text=given.get(p.name, p.default or ""), kind=p.kind) for p in asked.parameters}
    query = prepared(asked.query, values, base=base).strip()
    return sparql(query, "The SPARQL of this view, and its data", [element("a", "JSON", href=api)], note)


def sparql(query: str, title: str, data: Sequence[Markup], note: object = "") -> Markup:
    """A query to open, with its answer as data, after other links to `data`."""
    links = [*data]
    links += [
        element("a", label, href=local("sparql", query=query, format=format))
        for format, label in (("csv", "CSV"), ("tsv", "TSV"))
    ]
    return element(
        "details",
        element("summary", title),
        element("p", "Data: ", _joined(links)),
        element("p", note, class_="note") if note else None,
        element("pre", element("code", query), tabindex="0", aria_label="SPARQL query"),
        element("p", element("a", "Open in the SPARQL page", href=local("sparql", query=query, page="1"))),
        class_="made",
    )


def counted(number: int, word: str) -> str:
    """A number with its word: "1 claim", "2,000 claims", "3 entities"."""
    several = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else several}"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], caption: str) -> Markup:
    """A table that scrolls by itself where it is wide."""
    head = element("thead", element("tr", (element("th", column, scope="col") for column in columns)))
    body = element("tbody", (element("tr", (element("td", cell) for cell in row)) for row in rows))
    whole = element("table", element("caption", caption), head, body)
    return element("div", whole, class_="wide", tabindex="0", role="region", aria_label=caption)


def _header(here: str, words: str) -> Markup:
    links = [
        element("li", element("a", name, href=path, aria_current="page" if path == here else None)) for path, name in NAVIGATION
    ]
    field = element(
        "input", type="search", name="q", value=words, id="search", autocomplete="off", placeholder="Search", data_suggest="page"
    )
    search = element(
        "form",
        element("label", "Search", for_="search", class_="aside"),
        field,
        element("button", "Search"),
        action="/search",
        method="get",
        role="search",
    )
    brand = element("a", "Quoth", href="/", class_="brand")
    return element("header", brand, element("nav", element("ul", links), aria_label="Views"), search)


def _exports() -> Markup:
    links = [
        element("a", name, href=f"/export.{ending}")
        for ending, name in (("ttl", "Turtle"), ("trig", "TriG"), ("graphml", "GraphML"), ("gexf", "GEXF"))
    ]
    return together("the whole graph: ", _joined(links))


def _joined(links: Sequence[Markup]) -> list[object]:
    return [part for number, link in enumerate(links) for part in ((", ", link) if number else (link,))]
