"""The pages where one begins: overview, search, documents, claims by facets; and the page for trouble."""

from collections.abc import Mapping
from typing import Any, Final

from quoth.serve.pages.frame import counted, entity_field, page, pager, passages_form, sparql_of, table
from quoth.serve.pages.markup import Markup, element, local
from quoth.serve.pages.passages import CLASHES, named, passage, passages, titled
from quoth.serve.views.facets import FACETS, Facet

Row = dict[str, Any]
HEADINGS: Final = {"entity": "Entities", "claim": "Claims", "sentence": "Sentences"}
WHOLE: Final = "The query asks for all of them; the page chooses by the facets."
ONE: Final = {"documents": "document", "entities": "entity", "claims": "claim"}  # what is counted


def home(row: Row, given: Mapping[str, str]) -> str:
    """Counts, entities, disagreements; never the whole graph."""
    counts = ", ".join(counted(count, ONE[name]) for name, count in row["counts"].items())
    entities = [element("li", named(found), f" {found['claims']}") for found in row["entities"]]
    pairs = [
        element(
            "article",
            element("h3", CLASHES[found["kind"]]),
            element("ul", passage(found["left"]), passage(found["right"]), class_="pair"),
        )
        for found in row["disagreements"]
    ]
    return page(
        "Who said what",
        element("p", f"This graph holds {counts}. Search for a person, a state, a treaty, or for words of the texts."),
        element(
            "section",
            element("h2", "Most spoken of"),
            element("p", f"{row['rule']}; {len(entities)} of {row['counts']['entities']:,}"),
            element("ul", entities, class_="cloud"),
        ),
        (element("h2", "Where sources disagree"), pairs, element("p", element("a", "all of them", href="/compare")))
        if pairs
        else None,
        sparql_of("entities", {}, given["base"], "/api/home"),
        here="/",
    )


def search(row: Row, given: Mapping[str, str]) -> str:
    """Hits by kind, each with a link to its evidence."""
    if not row["hits"]:
        advice = "All words must occur, each at the beginning of a word; a “phrase” in quotation marks as it stands."
        return page(
            "Search",
            element("p", f"Nothing was found for “{row['q']}”." if row["q"] else "Give one or more words."),
            element("p", advice),
            words=row["q"],
        )
    parts = []
    for kind, heading in HEADINGS.items():
        hits = [hit for hit in row["hits"] if hit["kind"] == kind]
        if hits:
            more = (
                element("a", "more", href=local("search", q=row["q"], kind=kind, limit=100))
                if len(hits) >= row["limit"]
                else None
            )
            parts.append(
                element("section", element("h2", heading), element("ul", [_hit(hit) for hit in hits], class_="hits"), more)
            )
    return page(
        f"Search: {row['q']}",
        parts,
        element("p", element("a", "as JSON", href=local("api", "search", q=row["q"]))),
        words=row["q"],
    )


def documents(row: Row, given: Mapping[str, str]) -> str:
    """A table of all documents."""
    rows = [
        (titled(found), found.get("publisher"), found.get("published"), found["passages"], f"{found['coverage']:.0%}")
        for found in row["documents"]
    ]
    columns = ("Document", "Publisher", "Published", "Passages", "Sentences with a known voice")
    return page(
        "Documents",
        table(columns, rows, f"{counted(row['total'], 'document')} by date"),
        pager(row["total"], row["start"], row["limit"], "documents"),
        sparql_of("documents", {}, given["base"], "/api/documents"),
        here="/documents",
    )


def claims(row: Row, given: Mapping[str, str]) -> str:
    """Passages with their facets."""
    chosen = row["chosen"]
    about = row["about"]
    title = f"Claims about {about['name']}" if about else "Claims"
    title += f" with {row['with']['name']}" if row["with"] else ""
    form = passages_form(
        "/claims",
        entity_field("about", "about the entity", chosen.get("about", "")),
        entity_field("with", "together with", chosen.get("with", "")),
        [
            element("input", type="hidden", name=name, value=value)
            for name, value in chosen.items()
            if name not in ("about", "with")
        ],
    )
    facets = [_facet(row, facet) for facet in FACETS.values() if row["facets"][facet.name]]
    return page(
        title,
        form,
        element("div", element("div", facets, class_="facets"), element("div", _listed(row), class_="found"), class_="columns"),
        sparql_of(
            *_question(chosen), given["base"], local("api", "claims", **chosen), WHOLE if set(chosen) & set(FACETS) else ""
        ),
        here="/claims",
    )


def _question(chosen: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The question that ships whose rows are those of the page, before facets are chosen."""
    about = chosen.get("about", "")
    if about and "with" in chosen:
        return "relations-between", {"one": about, "other": chosen["with"]}
    return ("evidence-of", {"of": about}) if about else ("claims", {})


def trouble(row: Row, given: Mapping[str, str]) -> str:
    """What went wrong, in words, and a way on: a search for what means nothing here."""
    title = "Not found" if row["status"] == 404 else "That cannot be shown"
    ways = [element("a", "To the overview", href="/")]
    if row["unknown"]:
        ways.insert(0, element("a", f"Search for “{row['unknown']}”", href=local("search", q=row["unknown"])))
    return page(
        title, element("p", row["message"], role="alert"), element("ul", [element("li", way) for way in ways], class_="ways")
    )


def _listed(row: Row) -> list[object]:
    total = row["total"]
    steps = pager(total, row["start"], row["limit"], "claims", **row["chosen"])
    return [element("p", counted(total, "passage"), class_="count", role="status"), passages(row["passages"]), steps]


def _facet(row: Row, facet: Facet) -> Markup:
    """The values of a facet; a chosen one can be left again."""
    chosen, name = row["chosen"], facet.name
    if name in chosen:
        left = {key: value for key, value in chosen.items() if key != name}
        shown = next((v["name"] for v in row["facets"][name] if v["value"] == chosen[name]), chosen[name])
        items = [
            element("li", element("a", f"{shown} ", element("span", "✕", aria_label="leave out"), href=local("claims", **left)))
        ]
    else:
        items = [
            element(
                "li", element("a", value["name"], href=local("claims", **{**chosen, name: value["value"]})), f" {value['count']}"
            )
            for value in row["facets"][name]
        ]
    return element("details", element("summary", facet.label), element("ul", items, class_="counts"), open=True)


def _hit(hit: Row) -> Markup:
    if hit["kind"] == "sentence":
        if "passage" in hit:
            return passage(hit["passage"])
        document = hit.get("document")
        where = titled(document, document["start"], document["end"]) if document else hit["where"]
        return element(
            "li", element("blockquote", hit["text"], dir="auto"), element("p", where, class_="where"), class_="passage"
        )
    return element(
        "li",
        element("a", hit["text"], href=local("id", hit["id"])),
        " ",
        element("span", hit.get("title") or hit["where"], class_="where"),
    )
