"""GraphML and GEXF, written by networkx; called by `graph.export` and, for the networks of scholars, by `graph.networks.files`.

Both are XML 1.0, which has no way to write most control characters: they become U+FFFD. networkx puts the day of writing, its own
version and the id of each edge once more into GEXF; they are taken out, so that the same graph is the same file.
"""

import re
from typing import TYPE_CHECKING, Any, Final, TextIO

from graph.network import Value, network
from graph.reading import Graph

if TYPE_CHECKING:
    from networkx import MultiGraph

FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DATE: Final = "2000-01-01"
CREATOR: Final = "Quoth"
DOUBLED: Final = "networkx_key"
GEXF_VERSION: Final = "1.2draft"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(graph: Graph, format: str, stream: TextIO, *, texts: bool) -> None:
    """Write a graph, by the projection of `graph.network`, as "graphml" or "gexf"."""
    write_network(network(graph, texts=texts), format, stream)


def write_network(made: "MultiGraph", format: str, stream: TextIO) -> None:
    """Write a network whose edges have keys; its values are cleaned in place."""
    root = _gexf(_cleaned(made)) if format == "gexf" else _graphml(_cleaned(made))
    from xml.etree.ElementTree import ElementTree, indent

    indent(root)
    stream.write(DECLARATION)
    ElementTree(root).write(stream, encoding="unicode")
    stream.write("\n")


def _cleaned(made: "MultiGraph") -> "MultiGraph":
    for _, data in made.nodes(data=True):
        _clean(data)
    for _, _, data in made.edges(data=True):
        _clean(data)
    return made


def _clean(data: dict[str, Value]) -> None:
    for key, value in data.items():
        if isinstance(value, str):
            data[key] = FORBIDDEN.sub("\ufffd", value)


def _graphml(made: "MultiGraph") -> Any:
    from networkx.readwrite.graphml import GraphMLWriter

    root = GraphMLWriter(made, prettyprint=False).xml
    flags = {key.get("id") for key in root.iter("key") if key.get("attr.type") == "boolean"}
    for value in root.iter("data"):
        if value.get("key") in flags:
            value.text = value.text.lower()  # networkx writes "False", which is no xs:boolean
    return root


def _gexf(made: "MultiGraph") -> Any:
    from networkx.readwrite.gexf import GEXFWriter

    for _, _, key, data in made.edges(keys=True, data=True):
        data["id"] = key
    root = GEXFWriter(made, prettyprint=False, version=GEXF_VERSION).xml
    meta = root.find("meta")
    meta.set("lastmodifieddate", DATE)
    meta.find("creator").text = CREATOR
    for listed in root.iter("attributes"):
        for attribute in [a for a in listed if a.get("title") == DOUBLED]:
            listed.remove(attribute)
            _without(root, attribute.get("id"))
    return root


def _without(root: Any, attribute: str) -> None:
    for values in root.iter("attvalues"):
        for value in [v for v in values if v.get("for") == attribute]:
            values.remove(value)
