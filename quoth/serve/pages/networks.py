"""The graph page: a part of the graph as a picture whose lines lead to their sentences, and the same as tables."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.wording import MODALITIES
from quoth.serve.pages.frame import choice, counted, entity_field, page, passages_form, sparql_of, table
from quoth.serve.pages.markup import HIDDEN, REPLACEMENT, SCRIPTED, Markup, element, local, together
from quoth.serve.pages.passages import named
from quoth.serve.views.facets import FACETS
from quoth.serve.views.networks import DRAWN, MOST

Row = dict[str, Any]
MARGIN: Final = 110
LINES: Final = 1000  # that the drawing has, and one page of the table
SIZES: Final = (30, 60, 120, DRAWN, 1000, 5000, MOST)
WHOLE: Final = "The query asks for all lines; the page chooses by the filters."
NOTHING: Final = "No claim joins two entities here. Take other filters, or begin with "
COLUMNS: Final = ("From", "To", "Claims", "Sentences", "Graph")
STYLE: Final = (
    "svg{color-scheme:light dark;background:Canvas}text{font:13px system-ui,sans-serif;fill:CanvasText;text-anchor:middle}"
    "line{stroke:GrayText}.reach{stroke:transparent}.node{fill:#4477aa}.person{fill:#b4541a}.organization{fill:#0d7a70}.group{fill:#7c4dab}"
    ".instrument{fill:#b02e63}.place{fill:#5a7d1c}.event{fill:#8a6a00}"
)


def network(row: Row, given: Mapping[str, str]) -> str:
    """Form, picture, legend, tables."""
    about = row["about"]
    chosen = about["id"] if about else ""
    asked = {"about": chosen, "depth": row["depth"], "limit": row["limit"], **{name: row[name] for name in FACETS}}
    lines = f"{len(row['edges']):,} of {counted(row['edges_total'], 'line')}, those with most claims first"
    return page(
        f"Around {about['name']}" if about else "The most connected",
        _form(row, chosen),
        element("p", _left_out(row, lines), role="status", id="shown"),
        _shown(row, asked, lines)
        if row["nodes"]
        else element("p", NOTHING, element("a", "the most connected", href="/graph"), "."),
        sparql_of(*_question(chosen), given["base"], local("api", "network", **asked), _note(row)),
        here="/graph",
        script="graph/start.js",
    )


def _shown(row: Row, asked: Mapping[str, object], lines: str) -> Markup:
    """Picture and table."""
    drawn = element(
        "div",
        _legend(row),
        _picture(row),
        id="graph",
        data_source=local("api", "network", **asked),
        data_hidden=SCRIPTED,
    )
    twin = element("div", table(COLUMNS, list(_edges(row)), _rows(row, lines)), _further(row, asked), id="twin")
    return together(drawn, _ways(row, asked), twin)


def _question(chosen: str) -> tuple[str, Mapping[str, str]]:
    return ("relations-between", {"one": chosen}) if chosen else ("edge-with-claims", {})


def _note(row: Row) -> str:
    return WHOLE if any(row[name] for name in FACETS) else ""


def _left_out(row: Row, lines: str) -> str:
    shown = f"showing {len(row['nodes']):,} of {counted(row['total'], 'entity')}: {row['rule']}"
    told = "A line is what claims say of the two: follow it to their sentences."
    return f"{shown}; {counted(row['claims'], 'claim')}; {lines}. {told}"


def _rows(row: Row, lines: str) -> str:
    """The caption of the table, which has a page for so many lines."""
    if len(row["edges"]) <= LINES:
        return lines
    return f"{lines}; {row['start'] + 1:,} to {min(row['start'] + LINES, len(row['edges'])):,} as rows"


def _further(row: Row, asked: Mapping[str, object]) -> Markup | None:
    """The other pages of the table."""
    steps = (("earlier", "prev", row["start"] - LINES), ("further", "next", row["start"] + LINES))
    links = [
        element("a", words, href=local("graph", **asked, start=max(start, 0)) + "#twin", rel=rel)
        for words, rel, start in steps
        if -LINES < start < len(row["edges"])
    ]
    return element("nav", [(link, " ") for link in links], class_="pager", aria_label="lines") if links else None


def _legend(row: Row) -> Markup:
    kinds = [
        element("li", element("span", "●", class_=f"dot {kind.lower()}", aria_hidden="true"), f" {kind.lower()}")
        for kind in _kinds(row)
    ]
    return element("ul", kinds, class_="legend")


def _picture(row: Row) -> Markup:
    if len(row["nodes"]) > DRAWN:
        return element("p", f"More than {DRAWN} entities are drawn by the script of this page; the table has the lines without.")
    few = f"; it has the first {LINES:,}" if len(row["edges"]) > LINES else ""
    label = f"The network; the table below has its lines{few}"
    return element("div", drawing(row), class_="picture", tabindex="0", role="region", aria_label=label)


def _ways(row: Row, asked: Mapping[str, object]) -> Markup:
    """The picture as a file, and how to see more."""
    links = []
    if len(row["nodes"]) <= DRAWN:
        links.append(element("a", "the picture as SVG", href=local("graph.svg", **asked)))
    links.append(element("a", "its claims as Turtle", href=local("graph.ttl", **asked)))
    if row["total"] > len(row["nodes"]) and row["limit"] < MOST:
        most = min(row["total"], MOST)
        words = f"all {most:,} entities" if most == row["total"] else f"the {most:,} most connected"
        links.append(element("a", words, href=local("graph", **{**asked, "limit": MOST})))
    return element("ul", [element("li", link) for link in links], class_="ways")


def _form(row: Row, chosen: str) -> Markup:
    sizes = sorted({*SIZES, row["limit"]})
    return passages_form(
        "/graph",
        entity_field("about", "around the entity", chosen),
        choice("depth", "steps", [(str(n), str(n)) for n in (1, 2, 3)], str(row["depth"])),
        choice("limit", "at most", [(str(n), f"{n:,}") for n in sizes], str(row["limit"])),
        element(
            "details",
            element("summary", "only claims of a relation, a speaker, …"),
            element("div", _filters(row)),
            open=any(row[name] for name in FACETS),
            class_="further",
        ),
        element("input", type="hidden", name="document", value=row["document"]) if row["document"] else None,
    )


def _filters(row: Row) -> Iterator[Markup]:
    """What the claims may be restricted to."""
    publishers = [("", "all"), *((name, name) for name in row["publishers"])]
    relations = [("", "all"), *((name, name.replace("_", " ")) for name in row["relations"])]
    yield choice("type", "of whom they name", [("", "all types"), *((kind, kind.lower()) for kind in row["types"])], row["type"])
    yield choice("relation", "relation", relations, row["relation"])
    yield choice("polarity", "polarity", [("", "all"), ("positive", "affirmed"), ("negative", "denied")], row["polarity"])
    yield choice("modality", "modality", [("", "all"), *((m, m) for m in MODALITIES)], row["modality"])
    yield entity_field("holder", "according to", row["holder"])
    yield element("label", "dated to the year ", element("input", name="year", value=row["year"], inputmode="numeric", size=6))
    if row["publishers"]:
        yield choice("publisher", "publisher", publishers, row["publisher"])


def picture(row: Row) -> str:
    """The picture as a file of its own."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing(row, Markup(f"<style>{STYLE}</style>"))}\n'


def drawing(row: Row, *inside: Markup) -> Markup:
    """Lines, then nodes, each a link."""
    places = {node["id"]: node for node in row["nodes"]}
    left, right = (pick((n["x"] for n in row["nodes"]), default=0) for pick in (min, max))
    top, bottom = (pick((n["y"] for n in row["nodes"]), default=0) for pick in (min, max))
    width, height = right - left + 2 * MARGIN, bottom - top + MARGIN
    most = max((edge["claims"] for edge in row["edges"]), default=1)
    edges = [_line(edge, places, most, row) for edge in row["edges"][:LINES]]
    title = f"{len(row['nodes'])} entities and the lines that claims draw between them"
    return element(
        "svg",
        element("title", title),
        inside,
        edges,
        [_node(node, row["about"]) for node in row["nodes"]],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{left - MARGIN} {top - MARGIN // 2} {width} {height}",
        width=width,
        height=height,
    )


def _line(edge: Row, places: Mapping[str, Row], most: int, row: Row) -> Markup:
    start, end = places[edge["from"]], places[edge["to"]]
    words = f"{_flat(start['name'])} – {_flat(end['name'])}: {counted(edge['claims'], 'claim')}"
    thick = 1 + round(4 * edge["claims"] / most, 1)
    ends = {"x1": start["x"], "y1": start["y"], "x2": end["x"], "y2": end["y"]}
    # A thin line is hard to hit: a broad one that is not seen lies under it.
    shape = [element("line", **ends, stroke_width="12", class_="reach"), element("line", **ends, stroke_width=str(thick))]
    # The tables lead to the same by keyboard, with fewer stops.
    return element("a", element("title", words), shape, href=_between(edge, row), tabindex="-1")


def _node(node: Row, about: Row | None) -> Markup:
    middle = about is not None and node["id"] == about["id"]
    circle = element("circle", cx=node["x"], cy=node["y"], r=11 if middle else 7, class_=f"node {node['type'].lower()}")
    label = element("text", _flat(node["label"]), x=node["x"], y=node["y"] + 24)
    return element("a", element("title", _flat(node["name"])), circle, label, href=local("id", node["id"]))


def _edges(row: Row) -> Iterator[tuple[object, ...]]:
    places = {node["id"]: node for node in row["nodes"]}
    facets = {name: row[name] for name in FACETS}
    for edge in row["edges"][row["start"] : row["start"] + LINES]:
        sentences = element("a", "the sentences", href=_between(edge, row))
        way = element("a", "around it", href=local("graph", about=edge["to"], **facets))
        yield named(places[edge["from"]]), named(places[edge["to"]]), edge["claims"], sentences, way


def _between(edge: Row, row: Row) -> str:
    return local("claims", about=edge["from"], with_=edge["to"], **{name: row[name] for name in FACETS})


def _kinds(row: Row) -> list[str]:
    return sorted({node["type"] for node in row["nodes"]})


def _flat(words: str) -> str:
    """A name without characters that SVG could not hold or nobody would see."""
    return HIDDEN.sub(REPLACEMENT, words)
