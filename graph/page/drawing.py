"""The network as pyvis holds it, and the page as pyvis renders it into our template; called by `graph.page`.

pyvis is imported late: it takes most of a second. Of its parameters `select_menu`, `heading` and `bgcolor` are never used: text
in them would run as script. Its own template asks other hosts for style sheets, ours asks for nothing.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from graph.page.embedding import embedded_json, policy
from graph.page.layout import positions
from graph.page.lines import Line
from graph.reading import EntityNode

FOLDER: Final = Path(__file__).parent
SCRIPTS: Final = (
    "words",
    "model",
    "state",
    "filters",
    "search",
    "evidence",
    "panel",
    "sources",
    "passages",
    "overview",
    "disagreements",
    "scene",
    "labels",
    "canvas",
    "graph",
    "tables",
    "saving",
    "matrix",
    "compare",
    "timeline",
    "documents",
    "query",
    "main",
)
LABEL: Final = 26  # letters of a label; the whole name stands in the panel and in the table
LEVELS: Final = (30, 100)  # smaller pictures that the page offers, before the whole one
OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 2, "borderWidthSelected": 3, "scaling": {"label": {"drawThreshold": 7}}},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 0.5, "arrowStrikethrough": False},
    "interaction": {"hover": True, "tooltipDelay": 100000, "multiselect": False, "hideEdgesOnDrag": False},
}
SHAPES: Final[Mapping[str, str]] = {
    "Person": "dot",
    "State": "square",
    "Organization": "diamond",
    "Group": "hexagon",
    "Place": "triangleDown",
    "Instrument": "triangle",
    "Event": "star",
}


def render(nodes: Sequence[EntityNode], found: Sequence[Line], numbers: Mapping[str, int], data: Mapping[str, Any]) -> str:
    """The whole page; `nodes` are drawn, with those of the lines `found` that join them; `numbers` are entities' row numbers."""
    from markupsafe import Markup
    from pyvis.network import Network

    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    drawn = {node.iri for node in nodes}
    joined = [line for line in found if line.start in drawn and line.end in drawn]
    places = levels(nodes, joined)
    for node, (x, y) in zip(nodes, places[-1], strict=True):
        shape = SHAPES.get(node.type, "dot")
        network.add_node(numbers[node.iri], label=short(node.name), shape=shape, group=node.type, x=x, y=y)
    for line in joined:
        arrows = ", ".join([*(["to"] if line.forward else []), *(["from"] if line.back else [])])
        network.add_edge(numbers[line.start], numbers[line.end], arrows=arrows, claims=line.claims)
    network.set_template((FOLDER / "template.html").as_posix())
    style, script = _file("page.css"), _script()
    library = _library()
    network.templateEnv.autoescape = True
    network.templateEnv.filters["embedded"] = lambda value: Markup(embedded_json(value))
    network.templateEnv.filters["parsed"] = json.loads
    network.templateEnv.globals.update(
        title=data["title"],
        data={**data, "letters": LABEL, "levels": [[*map(list, level)] for level in places]},
        policy=policy((library, script), (style,)),
        style=Markup(style),
        script=Markup(script),
        library=Markup(library),
    )
    return str(network.generate_html())


def levels(nodes: Sequence[EntityNode], joined: Sequence[Line]) -> list[tuple[tuple[int, int], ...]]:
    """Positions for the first 30, the first 100 and all of the nodes, each picture with a layout of its own."""
    place = {node.iri: i for i, node in enumerate(nodes)}
    ends = [(place[line.start], place[line.end]) for line in joined]
    labels = [short(node.name) for node in nodes]
    counts = [n for n in LEVELS if n < len(nodes) * 3 // 4] + [len(nodes)]
    return [positions(labels[:n], [(a, b) for a, b in ends if a < n and b < n]) for n in counts]


def short(name: str) -> str:
    """A name that fits under a node."""
    return name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"


def _script() -> str:
    parts = "\n".join(_file(f"script/{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _library() -> str:
    """The vis-network library that comes with pyvis, without the address of its source map."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    newest = sorted(folder.glob("vis-*/vis-network.min.js"))[-1]
    text = newest.read_text(encoding="utf-8").replace("\r\n", "\n").replace("</script", "<\\/script")
    return text.rsplit("//# sourceMappingURL", 1)[0]
