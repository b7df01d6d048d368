"""The pages that set sources side by side: comparison, timeline, paths."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from quoth.serve.pages import queries
from quoth.serve.pages.frame import box, choice, counted, entity_field, page, pager, passages_form, sparql_of
from quoth.serve.pages.markup import Markup, element, local, together
from quoth.serve.pages.passages import CLASHES, badges, named, passage, source, titled

Row = dict[str, Any]
BY: Final = (("document", "documents"), ("publisher", "publishers"), ("speaker", "speakers"))
SIGNS: Final = {"asserts": "✓", "denies": "✗", "hedges": "~", "demands": "!", "reports": "“”", "omits": "–"}


def compare(row: Row, given: Mapping[str, str]) -> str:
    """Contradictions side by side, then the matrix."""
    about = row["about"]
    chosen = about["id"] if about else ""
    kinds = [("", "all kinds"), *((found["kind"], f"{CLASHES[found['kind']]} ({found['count']})") for found in row["kinds"])]
    form = passages_form(
        "/compare",
        entity_field("about", "about the entity", chosen),
        choice("by", "sources are", BY, row["by"]),
        choice("kind", "kind", kinds, row["kind"]),
    )
    total, shown = row["contradictions_total"], len(row["contradictions"])
    more = {"about": chosen, "by": row["by"], "kind": row["kind"], "limit": 200}
    return page(
        f"What sources say of {about['name']}" if about else "Where sources differ",
        form,
        element("h2", "Contradictions"),
        element("p", f"{shown} of {total}, the most telling first. No side is taken." if total else "None was found."),
        [_contradiction(found) for found in row["contradictions"]],
        element("p", element("a", "more", href=local("compare", **more))) if shown < total else None,
        queries.contradictions(row, given["base"]),
        element("h2", "Who asserts, denies, leaves out"),
        _matrix(row),
        queries.positions(row, given["base"]),
        _reprints(row, given["base"]),
        _quotes(row, given["base"]),
        element("p", "Data: ", element("a", "JSON", href=local("api", "compare", **{**more, "limit": row["limit"]}))),
        here="/compare",
    )


def timeline(row: Row, given: Mapping[str, str]) -> str:
    """Entries in the order of time; undated ones apart; for an instrument its history before."""
    about = row["about"]
    chosen = about["id"] if about else ""
    form = passages_form(
        "/timeline", entity_field("about", "about the entity", chosen), box("held", "also what it says of others", row["held"])
    )
    picture = local("timeline.svg", about=chosen, held="1" if row["held"] else "")
    return page(
        f"{about['name']} in time" if about else "Timeline",
        form,
        element("p", f"Order: {row['rule']}."),
        element("p", element("a", "as a picture (SVG)", href=picture)),
        [_stage(stage) for stage in row["history"]],
        element("h2", f"With a date ({row['dated_total']})"),
        element("ol", [_entry(entry) for entry in row["dated"]], class_="entries"),
        pager(row["dated_total"], row["start"], row["limit"], "timeline", about=chosen, held="1" if row["held"] else ""),
        element("h2", f"Without a date ({len(row['undated'])} of {row['undated_total']}), by the day of publication"),
        element("ol", [_entry(entry) for entry in row["undated"]], class_="entries"),
        sparql_of("timeline", {"about": chosen}, given["base"], local("api", "timeline", about=chosen)),
        here="/timeline",
    )


def path(row: Row, given: Mapping[str, str]) -> str:
    """How two entities are connected."""
    start, end = (row[name]["id"] if row[name] else given.get(name, "") for name in ("from", "to"))
    form = passages_form(
        "/path",
        entity_field("from", "from", start, required=True),
        entity_field("to", "to", end, required=True),
        box("speakers", "also from who says something to what it is about", row["speakers"]),
        box("every", "also over what is denied, intended, possible or demanded", row["every"]),
    )
    asked = row["from"] is not None and row["to"] is not None
    nothing = (
        element("p", "No claims connect the two. The boxes above look further.", role="status")
        if asked and not row["paths"]
        else None
    )
    query = (
        sparql_of("relations-between", {"one": start, "other": end}, given["base"], local("api", "path", from_=start, to=end))
        if asked
        else None
    )
    title = f"From {row['from']['name']} to {row['to']['name']}" if asked else "Paths"
    return page(
        title,
        form,
        element("p", f"Order: {row['rule']}."),
        nothing,
        [_way(number, way) for number, way in enumerate(row["paths"], 1)],
        query,
        here="/path",
    )


def _contradiction(row: Row) -> Markup:
    sides = element("ul", passage(row["left"]), passage(row["right"]), class_="pair")
    return element("article", element("h3", CLASHES[row["kind"]]), element("p", row["english"]), sides)


def _matrix(row: Row) -> Markup:
    """Events by sources; a cell leads to the words."""
    sources = row["sources"]
    if not sources:
        return element("p", "No event is told by any source.")
    head = element("tr", element("th", "Event", scope="col"), [element("th", found["name"], scope="col") for found in sources])
    body = [
        element(
            "tr", element("th", event["english"], scope="row"), [_cell(event["sources"].get(found["id"])) for found in sources]
        )
        for event in row["events"]
    ]
    legend = ", ".join(f"{sign} {word}" for word, sign in SIGNS.items())
    told = f"{len(sources)} of {counted(row['sources_total'], 'source')}"
    shown = f"{told}, {len(row['events'])} of {counted(row['events_total'], 'event')}"
    left = f"{shown}, first those that more than one source tells; {legend}"
    table = element("table", element("caption", left), element("thead", head), element("tbody", body), class_="matrix")
    return element("div", table, class_="wide", tabindex="0", role="region", aria_label="Events by sources")


def _cell(stand: Row | None) -> Markup:
    if stand is None:
        return element("td")
    sign = element("span", SIGNS[stand["position"]], aria_hidden="true")
    words = together(sign, element("span", f" {stand['position']}", class_="aside"))
    found = stand["passage"]
    if found is None or found["document"]["id"] is None:
        return element("td", words, title=stand["position"], class_=stand["position"])
    address = local("id", found["document"]["id"], start=found["start"], end=found["end"]) + "#selected"
    title = "; ".join([stand["position"], *stand["holders"], found["text"]])
    return element("td", element("a", words, href=address, title=title), class_=stand["position"])


def _reprints(row: Row, base: str) -> list[Markup | None]:
    if not row["reprints"]:
        return []
    items = [
        element("li", [together(", " if number else "", titled(found)) for number, found in enumerate(group)])
        for group in row["reprints"]
    ]
    title = f"Reprints, counted as one witness ({_of(items, row['reprints_total'])})"
    return [element("h2", title), element("ul", items), queries.reprints(row, base)]


def _quotes(row: Row, base: str) -> list[Markup | None]:
    """Quotations that several documents give, and how these differ."""
    if not row["quotes"]:
        return []
    items = [
        element(
            "article",
            element("h3", quote["holder"] or "an unknown speaker"),
            element("p", f"The others, beside the fullest: {quote['difference']}."),
            element("ul", [_version(found) for found in quote["versions"]], class_="pair"),
        )
        for quote in row["quotes"]
    ]
    title = f"Quotations, as several documents give them ({_of(items, row['quotes_total'])})"
    return [element("h2", title), *items, queries.quotations(row, base)]


def _version(row: Row) -> Markup:
    where = element("p", titled(row["document"], row["start"], row["end"]), class_="where")
    return element("li", element("blockquote", row["text"], dir="auto"), where, class_="passage")


def _of(shown: Sequence[object], total: int) -> str:
    return f"{len(shown):,} of {total:,}" if len(shown) < total else f"{total:,}"


def _stage(stage: Row) -> Markup:
    differences = [element("p", f"Sources differ: {words}", class_="clash") for words in stage["differences"]]
    return element(
        "section",
        element("h2", stage["name"]),
        element("ol", [_entry(e) for e in stage["entries"]], class_="entries"),
        differences,
    )


def _entry(row: Row) -> Markup:
    when = row["when"] or (f"undated, reported {row['reported']}" if row["reported"] else "undated")
    other = f"{'dates contradict: ' if row['clash'] else ''}also dated {', '.join(row['others'])}" if row["others"] else None
    voices = list(dict.fromkeys(found["according"] for found in row["sources"]))
    said = element(
        "p",
        element("time", when),
        " ",
        f"according to {'; '.join(voices)}: {row['english']}. ",
        badges({**row, "date": None}),
        dir="auto",
    )
    note = element("p", other, class_="clash" if row["clash"] else "note") if other else None
    sources = element(
        "details",
        element("summary", counted(len(row["sources"]), "passage")),
        element("ul", [source(found) for found in row["sources"]]),
    )
    return element("li", said, note, sources)


def _way(number: int, way: list[Row]) -> Markup:
    names = [way[0]["start"], *(step["end"] for step in way)]
    return element("section", element("h2", f"{number}. {' – '.join(names)}"), list(_steps(way)))


def _steps(way: list[Row]) -> Iterator[Markup]:
    for step in way:
        ends = [{"id": step[f"{end}_id"], "name": step[end], "type": "Entity"} for end in ("start", "end")]
        claims = [
            element(
                "li",
                element("p", _according(told), ": ", element("a", told["english"], href=local("id", told["claim"])), dir="auto"),
                element("ul", [source(found) for found in told["sources"][:3]]),
            )
            for told in step["told"][:3]
        ]
        yield together(element("h3", named(ends[0]), " – ", named(ends[1])), element("ul", claims, class_="passages"))


def _according(told: Row) -> str:
    return f"according to {'; '.join(dict.fromkeys(found['according'] for found in told['sources']))}"
