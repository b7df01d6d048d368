"""The pages of an entity, a claim and a document."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from quoth.serve.pages.frame import counted, page, sparql_of
from quoth.serve.pages.markup import Markup, element, local, outside, together
from quoth.serve.pages.passages import named, passages, quoted, said, titled

Row = dict[str, Any]
HEADINGS: Final = {
    "done": "What {name} is said to have done",
    "undergone": "What is said to have been done to or with {name}",
    "said": "What {name} says",
}
VOICES: Final = 8
LINKS: Final = {"wikidata": "https://www.wikidata.org/wiki/"}


def thing(row: Row, given: Mapping[str, str]) -> str:
    """The page of whatever it is."""
    return {"entity": entity, "claim": claim, "document": document}[row["kind"]](row, given)


def entity(row: Row, given: Mapping[str, str]) -> str:
    """Who is it, what is said of it, by whom, where, and what stands beside it."""
    name, id_ = row["name"], row["id"]
    kind = f"{row['type'].lower()}{', unnamed' if row['anonymous'] else ''}"
    facts = [
        ("Kind", kind),
        ("Also called", ", ".join(row["aliases"])),
        ("Codes", _links(row["links"])),
        ("Id", element("code", id_)),
    ]
    ways = [
        element(
            "a",
            f"all {counted(row['claims'], 'claim')} about or by it" if row["claims"] != 1 else "the claim about or by it",
            href=local("claims", about=id_),
        ),
        element("a", "timeline", href=local("timeline", about=id_)),
        element("a", "compare what sources say", href=local("compare", about=id_)),
        element("a", "graph around it", href=local("graph", about=id_)),
        element("a", "paths from here", href=local("path", from_=id_)),
        element("a", "Turtle", href=f"/id/{id_}.ttl"),
        element("a", "correct", href=local("edit", entity=id_)) if given["edit"] else None,
    ]
    return page(
        name,
        element("dl", [(element("dt", key), element("dd", value)) for key, value in facts if value], class_="facts"),
        element("ul", [element("li", way) for way in ways if way], class_="ways"),
        [element("p", f"corrected by {who}", class_="corrected") for who in row["corrected"]],
        _parts(row),
        _beside(row),
        sparql_of("evidence-of", {"of": id_}, given["base"], local("api", "entities", id_)),
    )


def claim(row: Row, given: Mapping[str, str]) -> str:
    """The claim with every sentence that shows it, and what others hold of the same."""
    others = row["others"]
    return page(
        "A claim",
        said(row),
        element(
            "h2",
            "The passage that shows it" if len(row["passages"]) == 1 else f"The {len(row['passages'])} passages that show it",
        ),
        element("ul", [_found(found, given["edit"]) for found in row["passages"]], class_="passages"),
        (element("h2", "What others hold of the same"), passages(others)) if others else None,
        sparql_of("evidence-of", {"of": row["id"]}, given["base"], local("api", "claims", row["id"])),
    )


def document(row: Row, given: Mapping[str, str]) -> str:
    """The text with its passages marked in the colours of their speakers, and the notes on the span that was chosen."""
    voices = {speaker["id"]: number % VOICES for number, speaker in enumerate(row["speakers"])}
    stated = [("Publisher", row.get("publisher")), ("Author", row.get("author")), ("Published", row.get("published"))]
    stated += [("File", row["name"]), ("Address", outside(row["url"], row["url"]) if row["url"] else None)]
    coverage = f"{row['coverage']:.0%} of the sentences have a known speaker or are the document's own"
    legend = [
        element("li", element("span", _speaker(speaker), class_=f"voice-{voices[speaker['id']]}"), f" {speaker['passages']}")
        for speaker in row["speakers"]
    ]
    text = element("div", list(_marked(row, voices)), class_="text", dir="auto", id="text")
    return page(
        row.get("title") or row["name"],
        element("dl", [(element("dt", key), element("dd", value)) for key, value in stated if value], class_="facts"),
        element("p", coverage),
        element("section", element("h2", "Speakers"), element("ul", legend, class_="legend"), aria_label="Speakers"),
        _batches(row) if row["batches"] > 1 else None,
        element("div", text, _notes(row), class_="reading")
        if row["has_text"]
        else element("p", "The text of this document was left out of the graph."),
        _batches(row) if row["batches"] > 1 else None,
        element("h2", f"Passages ({len(row['passages'])} of {row['total']})"),
        passages(row["passages"]),
        sparql_of("claims-in-document", {"in": row["name"]}, given["base"], local("api", "documents", row["id"])),
        here="/documents",
    )


def _parts(row: Row) -> Iterator[Markup]:
    for part, heading in HEADINGS.items():
        sections = [section for section in row["sections"] if section["part"] == part]
        if sections:
            shown = [_section(row, section) for section in sections]
            yield element("section", element("h2", heading.format(name=row["name"])), shown, class_="part")


def _section(row: Row, section: Row) -> Markup:
    asked = {"holder": row["id"]} if section["part"] == "said" else {"about": row["id"]}
    more = section["total"] - len(section["passages"])
    link = element("a", f"all {section['total']}", href=local("claims", relation=section["relation"], **asked))
    return together(
        element("h3", section["verb"]), passages(section["passages"]), element("p", link, class_="more") if more else None
    )


def _beside(row: Row) -> list[Markup]:
    near = [
        element("li", named(other), f" {counted(other['claims'], 'claim')} in {counted(other['documents'], 'document')}")
        for other in row["neighbours"]
    ]
    told = [element("li", titled(found), f" {counted(found['passages'], 'passage')}") for found in row["documents"]]
    found = []
    if near:
        found.append(element("section", element("h2", "Beside it in claims"), element("ul", near, class_="counts")))
    if told:
        found.append(element("section", element("h2", "Documents"), element("ul", told, class_="counts")))
    return found


def _found(row: Row, edit: str) -> Markup:
    """A passage with how it was found."""
    how = [
        ("trigger", row["trigger"]),
        ("cue", row["cue"]),
        ("stance", row["stance"]),
        ("rule", row["rule"]),
        ("confidence", row["confidence"]),
    ]
    place = named(row["place"]) if row["place"] else None
    facts = [
        (element("dt", key), element("dd", value)) for key, value in (*how, ("date", row["date"]), ("place", place)) if value
    ]
    where = element(
        "p",
        titled(row["document"], row["start"], row["end"]),
        [f", {row['document'][k]}" for k in ("publisher", "published") if row["document"].get(k)],
        class_="where",
    )
    way = element("a", "correct", href=local("edit", passage=row["evidence"], claim=row["id"]))
    correct = element("p", way) if edit else None
    through = [element("p", "as reported by ", named(speaker)) for speaker in row["through"]]
    return element("li", quoted(row), where, through, element("dl", facts, class_="facts"), correct, class_="passage")


def _links(links: list[list[str]]) -> list[object]:
    shown: list[object] = []
    for scheme, value in links:
        address = f"{LINKS[scheme]}{value}" if scheme in LINKS else value
        shown += [", " if shown else "", outside(address, f"{scheme} {value}")]
    return shown


def _speaker(speaker: Row) -> object:
    return named(speaker) if speaker["id"] else speaker["name"]


def _notes(row: Row) -> Markup | None:
    """What the chosen span shows."""
    if row["selected"] is None:
        return None
    start, end = row["selected"]
    inside = [found for found in row["passages"] if found["start"] < end and found["end"] > start]
    shown = [
        element("li", said(found), element("p", element("a", "the claim", href=local("id", found["id"]))), class_="passage")
        for found in inside
    ]
    body = element("ul", shown, class_="passages") if shown else element("p", "No claim was read in this span.")
    return element(
        "aside",
        element("h2", "At the marked span"),
        body,
        element("p", element("a", "to the span", href="#selected")),
        aria_label="Notes",
    )


def _batches(row: Row) -> Markup:
    links = [
        element("a", number, href=local("id", row["id"], batch=number), aria_current="page" if number == row["batch"] else None)
        for number in range(1, row["batches"] + 1)
    ]
    return element("nav", "Part ", [together(link, " ") for link in links], class_="pager", aria_label="Parts of the text")


def _marked(row: Row, voices: Mapping[str | None, int]) -> Iterator[object]:
    """The text cut where a passage, a skipped part or the chosen span begins or ends."""
    first, text = row["from"], row["text"]
    spans = [(p["start"], p["end"], p) for p in row["passages"]]
    skipped = [(start, end) for start, end, _ in row["skipped"]]
    chosen = row["selected"] or (0, 0)
    cuts = {first, first + len(text), *chosen, *(edge for start, end, _ in spans for edge in (start, end))}
    cuts.update(edge for part in skipped for edge in part)
    edges = sorted(cut for cut in cuts if first <= cut <= first + len(text))
    anchored = False
    for start, end in pairwise(edges):
        words = text[start - first : end - first]
        over = [p for begin, stop, p in spans if begin <= start and end <= stop]
        selected = chosen[0] <= start and end <= chosen[1]
        if over:
            yield _mark(row, words, over, voices, selected, anchored)
        elif selected:
            yield element("mark", words, class_="selected", id=None if anchored else "selected")
        elif any(begin <= start and end <= stop for begin, stop in skipped):
            yield element("span", words, class_="skipped", title="not read: no prose")
        else:
            yield words
        anchored = anchored or selected


def _mark(row: Row, words: str, over: list[Row], voices: Mapping[str | None, int], selected: bool, anchored: bool) -> Markup:
    """Marked words lead to their notes."""
    found = over[0]
    voice = voices.get(found["holder"]["id"] if found["holder"] else None, 0)
    link = element("a", words, href=local("id", row["id"], start=found["start"], end=found["end"]) + "#selected")
    names = f"voice-{voice}{' selected' if selected else ''}"
    return element("mark", link, class_=names, id="selected" if selected and not anchored else None)
