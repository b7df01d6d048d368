"""Make `terms.py` and `context.jsonld` from the Turtle files: `python -m ontology.generate`, or `make terms`.

A constant is made for each term of `vocabulary.ttl` and for each foreign term that `shapes.ttl` names; the prefixes are those
that `shapes.ttl` declares. A test makes both anew and compares.
"""

import json
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from ontology.files import CONTEXT, FOLDER, RELATIONS, SHAPES, VOCABULARY, Row, table

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SH: Final = "http://www.w3.org/ns/shacl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TYPE: Final = f"{RDF}type"
TERMS: Final = FOLDER / "terms.py"
# Where a class and a property, or a property and a plain word, would have the same constant.
RENAMED: Final = {
    "document": "IN_DOCUMENT",
    "sentence": "IN_SENTENCE",
    "evidence": "HAS_EVIDENCE",
    "place": "AT_PLACE",
    "Relation": "RELATION_CLASS",
    "Polarity": "POLARITY_CLASS",
    "Modality": "MODALITY_CLASS",
    "Stance": "STANCE_CLASS",
}
KINDS: Final = ("Class", "ObjectProperty", "DatatypeProperty", "NamedIndividual")
# Properties whose values are terms themselves, so that JSON-LD can give them by their short names.
CHOICES: Final = ("relation", "polarity", "modality", "stance", "objectRole", "otherObjectRole", "edge", "edgeOf")
HEAD: Final = '''"""All terms that Quoth writes and reads, as plain constants.

Made by `make terms` from vocabulary.ttl and shapes.ttl: do not edit. Relations and their edges are read from relations.ttl when
they are needed (`ontology.relations`), so that adding one needs no code.
"""

from typing import Final
'''


def prefixes() -> dict[str, str]:
    """The prefixes that `shapes.ttl` declares."""
    rows = table([SHAPES]).values()
    return {row[f"{SH}prefix"][0]: row[f"{SH}namespace"][0] for row in rows if f"{SH}prefix" in row}


def terms_text() -> str:
    """The text of `terms.py`."""
    names = prefixes()
    data = names.pop("ex")
    lines = [HEAD, f'NAMESPACE: Final = "{names["q"]}"', f'DATA: Final = "{data}"', f'WIKIDATA: Final = "{names["wd"]}"', ""]
    constants = {RENAMED.get(local, _constant(local)): names["q"] + local for local in own_terms(names["q"])}
    lines += [f'{name}: Final = "{constants[name]}"' for name in sorted(constants)]
    foreign = {f"{prefix.upper()}_{_constant(iri[len(names[prefix]) :])}": iri for prefix, iri in _foreign(names)}
    foreign["RDF_TYPE"] = TYPE
    lines += ["", *(f'{name}: Final = "{foreign[name]}"' for name in sorted(foreign)), ""]
    lines += ["PREFIXES: Final = {", *(f'    "{name}": "{iri}",' for name, iri in names.items()), "}"]
    return "\n".join(lines) + "\n"


def own_terms(namespace: str) -> list[str]:
    """The local names of all classes, properties and individuals of the vocabulary, in the order of the file."""
    kinds = {f"{OWL}{kind}" for kind in KINDS}
    rows = table([VOCABULARY]).items()
    return [iri[len(namespace) :] for iri, row in rows if kinds & set(row.get(TYPE, ())) and iri.startswith(namespace)]


def context_text() -> str:
    """The text of `context.jsonld`."""
    names = prefixes()
    entries: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type", **names, "rdf": RDF}
    vocabulary, relations = table([VOCABULARY]), table([RELATIONS])
    own = {iri: row for iri, row in chain(vocabulary.items(), relations.items()) if iri.startswith(names["q"])}
    for iri in sorted(own):
        local = iri[len(names["q"]) :]
        if local and not local.startswith("plover"):
            entries[local] = _entry(f"q:{local}", _value_type(local, own[iri]))
    for iri, kind in sorted(_paths().items()):
        prefix = next((p for p, namespace in names.items() if p != "q" and iri.startswith(namespace)), None)
        if prefix is not None and kind is not None:
            short = f"{prefix}:{iri[len(names[prefix]) :]}"
            entries[short] = _entry(short, kind)
    return json.dumps({"@context": entries}, indent=2, ensure_ascii=False) + "\n"


def _entry(short: str, kind: str | None) -> object:
    return short if kind is None else {"@id": short, "@type": kind}


def _value_type(local: str, row: Row) -> str | None:
    """How JSON-LD takes the values of a property: as terms, as IRIs, as a data type, or as they are."""
    types = row.get(TYPE, ())
    if local in CHOICES:
        return "@vocab"
    if f"{OWL}ObjectProperty" in types:
        return "@id"
    ranges = [value for value in row.get(f"{RDFS}range", ()) if value.startswith(XSD)]
    return f"xsd:{ranges[0][len(XSD) :]}" if ranges and ranges[0] not in (f"{XSD}string", f"{XSD}boolean") else None


def _paths() -> dict[str, str | None]:
    """The foreign properties of the shapes, with the type of their values."""
    found: dict[str, str | None] = {}
    for row in table([SHAPES]).values():
        path = row.get(f"{SH}path", ("_:",))[0]
        kind = _path_type(row)
        if not path.startswith("_:") and (kind or path not in found):
            found[path] = kind
    return found


def _path_type(row: Row) -> str | None:
    datatype = row.get(f"{SH}datatype", ("",))[0]
    if datatype.startswith(XSD) and datatype not in (f"{XSD}string", f"{XSD}boolean"):
        return f"xsd:{datatype[len(XSD) :]}"
    linked = f"{SH}class" in row or f"{SH}IRI" in row.get(f"{SH}nodeKind", ()) or f"{SH}qualifiedValueShape" in row
    return "@id" if linked else None


def _foreign(names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(prefix, IRI) of each foreign term in the shapes."""
    for row in table([SHAPES]).values():
        for iri in (*row, *chain.from_iterable(row.values())):
            for prefix, namespace in names.items():
                if prefix not in ("q", "wd") and iri.startswith(namespace) and re.fullmatch(r"\w+", iri[len(namespace) :]):
                    yield prefix, iri


def _constant(local: str) -> str:
    """`hasBeginTimeStamp` as HAS_BEGIN_TIME_STAMP."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", local).upper()


def main(terms: Path = TERMS, context: Path = CONTEXT) -> int:
    """Write both files."""
    terms.write_text(terms_text(), encoding="utf-8", newline="\n")
    context.write_text(context_text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
