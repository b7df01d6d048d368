"""Prove every evidence of a graph: the document's hash, the offsets, the quoted words and what surrounds them.

Called by `quoth verify`, for a store or for a file of triples with the documents beside it. Ids are checked, too: they are hashes
of what they name, so that a holder or a polarity that somebody changed no longer fits its claim. Where there are named graphs,
the digest of each is checked as well, which covers all the rest.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from extract.records import Modality, Polarity
from graph import identity
from graph.index import Index, local_name
from graph.rdf import CONTEXT, normal, seal, text_of
from graph.store import Store
from graph.turtle import Quad, Triple
from ontology import terms
from ontology.errors import QuothError, UsageError

POLARITIES: Final = {"positive": Polarity.POSITIVE, "negative": Polarity.NEGATIVE}
FORMATS: Final = (".ttl", ".trig", ".nt", ".nq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What does not hold, and of which node (an IRI); `document` is a doc_id where it is known."""

    iri: str
    document: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How much was looked at, and what failed, sorted."""

    documents: int
    claims: int
    evidence: int
    failures: tuple[Failure, ...]

    @property
    def proved(self) -> bool:
        """Whether there was evidence and all of it held."""
        return self.evidence > 0 and not self.failures


def verify(store: Store) -> Report:
    """Prove the evidence of a store by the texts that it holds."""
    return _proved(list(store.quads()), None, whole=True)


def verify_turtle(path: str | Path, texts_dir: str | Path | None = None, *, texts: Mapping[str, str] | None = None) -> Report:
    """Prove the evidence of a Turtle, TriG, N-Triples or N-Quads file.

    The documents are the UTF-8 files in `texts_dir` and the `texts` by SHA-256 (what a reader made of other kinds of files),
    found by the hash of their text; without either they are the texts that the file itself holds. Nothing else is read.

    Raises: UsageError for another kind of file, QuothError for one that cannot be parsed.
    """
    given = None if texts_dir is None and texts is None else {**_texts(texts_dir), **(texts or {})}
    return _proved(list(_parsed(Path(path))), given, whole=False)


def _texts(folder: str | Path | None) -> dict[str, str]:
    if folder is None:
        return {}
    if not Path(folder).is_dir():
        raise UsageError(f"no folder {str(folder)!r}: give the folder with the documents")
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found[hashlib.sha256(data).hexdigest()] = data.decode("utf-8", "replace")
    return found


def _parsed(path: Path) -> Iterator[Quad]:
    import pyoxigraph

    if path.suffix.casefold() not in FORMATS:
        raise UsageError(f"cannot verify {str(path)!r}: give a file of one of the kinds {', '.join(FORMATS)}")
    kind = pyoxigraph.RdfFormat.from_extension(path.suffix.casefold()[1:])
    try:
        for quad in pyoxigraph.parse(path=str(path), format=kind):
            yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)
    except (SyntaxError, ValueError) as error:
        raise QuothError(f"{str(path)!r} cannot be parsed: {error}") from error
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from error


def _proved(quads: list[Quad], given: Mapping[str, str] | None, *, whole: bool) -> Report:
    report = _report(Index(quad[:3] for quad in quads), given)
    broken = [
        Failure(iri=g, document="", problem="the named graph does not have its digest") for g in _broken(quads, whole=whole)
    ]
    return replace(report, failures=(*report.failures, *broken))


def _broken(quads: list[Quad], *, whole: bool) -> list[str]:
    """The named graphs whose triples do not have the digest that stands in them; in a store (`whole`) each must have one."""
    graphs: defaultdict[str, list[Triple]] = defaultdict(list)
    seals: dict[str, str] = {}
    for subject, predicate, object_, graph in quads:
        if predicate == f"<{terms.DIGEST}>" and subject == graph:
            seals[graph] = text_of(object_)
        elif graph.startswith("<"):
            graphs[graph].append((subject, predicate, normal(object_)))
    checked = [graph for graph in sorted(graphs) if whole or graph in seals]
    return [graph[1:-1] for graph in checked if seals.get(graph) != seal(sorted(graphs[graph]))]


def _report(index: Index, given: Mapping[str, str] | None) -> Report:
    documents, claims, evidence = (index.of_type(t) for t in (terms.DOCUMENT, terms.CLAIM, terms.EVIDENCE))
    texts: dict[str, str] = {}
    failures: list[Failure] = []

    def fail(iri: str, document: str, problem: str) -> None:
        failures.append(Failure(iri=iri, document=index.words(document, terms.DCT_IDENTIFIER), problem=problem))

    for iri in documents:
        text, problem = _document(index, iri, given)
        texts[iri] = text
        if problem:
            fail(iri, iri, problem)
    for iri in index.of_type(terms.SENTENCE):
        document = index.iri(iri, terms.IN_DOCUMENT) or ""
        if document in texts and not _sentence_holds(index, iri, texts[document]):
            fail(iri, document, "the sentence is not what stands at its offsets")
    for iri in claims:
        if problem := _claim(index, iri):
            fail(iri, index.iri(iri, terms.NARRATOR) or "", problem)
    for iri in evidence:
        document = index.iri(iri, terms.IN_DOCUMENT) or ""
        if problem := _evidence(index, iri, texts.get(document)):
            fail(iri, document, problem)
    failures.sort(key=lambda f: (f.document, f.iri, f.problem))
    return Report(documents=len(documents), claims=len(claims), evidence=len(evidence), failures=tuple(failures))


def _document(index: Index, iri: str, given: Mapping[str, str] | None) -> tuple[str, str | None]:
    """The document's text, and what is wrong with it."""
    sha256 = index.words(iri, terms.SHA256)
    text = index.text(iri, terms.FULL_TEXT) if given is None else given.get(sha256)
    if text is None:
        where = "in the graph" if given is None else "among the documents given"
        return "", f"there is no text with the hash {sha256!r} {where}"
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != sha256:
        return text, f"the text does not have the hash {sha256!r}"
    if local_name(iri) != identity.document_id(index.words(iri, terms.DCT_IDENTIFIER), sha256):
        return text, "the id is not the hash of name and text"
    return text, None


def _sentence_holds(index: Index, iri: str, text: str) -> bool:
    start, end = index.number(iri, terms.START), index.number(iri, terms.END)
    shown = index.texts(iri, terms.TEXT)
    return shown in ((), (text[start:end],))


def _claim(index: Index, iri: str) -> str | None:
    """What is wrong with a claim: its event's or its own id, or that nothing shows it."""
    event = index.iri(iri, terms.ABOUT) or ""
    agents, targets = ([local_name(e) for e in index.iris(event, role)] for role in (terms.AGENT, terms.TARGET))
    theme = index.iri(event, terms.THEME)
    relation = index.name(event, terms.RELATION)
    wanted = identity.event_id(relation, agents, targets, theme and local_name(theme), index.text(event, terms.THEME_TEXT))
    if local_name(event) != wanted:
        return f"the id of its event {event!r} is not the hash of relation and fillers"
    shown = index.iris(iri, terms.HAS_EVIDENCE)
    if not shown:
        return "no evidence shows it"
    document = local_name(index.iri(shown[0], terms.IN_DOCUMENT) or "")
    holder, narrator = index.iri(iri, terms.HOLDER), index.iri(iri, terms.NARRATOR)
    polarity, modality = POLARITIES.get(index.name(iri, terms.POLARITY)), index.name(iri, terms.MODALITY)
    if polarity is None or modality not in tuple(Modality):
        return "it has no polarity or modality of the vocabulary"
    keeper = (holder and local_name(holder), narrator and local_name(narrator))
    if local_name(iri) != identity.claim_id(local_name(event), *keeper, document, polarity, Modality(modality)):
        return "the id is not the hash of event, holder, polarity and modality"
    return None


def _evidence(index: Index, iri: str, text: str | None) -> str | None:
    """What is wrong with an evidence, the first that is found."""
    if text is None:
        return "its document is not in the graph"
    numbers = [index.texts(f"{iri}-pos", which) for which in (terms.OA_START, terms.OA_END)]
    if not all(len(found) == 1 and found[0].isdecimal() for found in numbers):
        return "it has no offsets, or more than one"
    start, end = int(numbers[0][0]), int(numbers[1][0])
    if not 0 <= start < end <= len(text):
        return f"the offsets {start} to {end} lie outside of the text"
    quote = f"{iri}-quote"
    around = (text[max(0, start - CONTEXT) : start],), (text[end : end + CONTEXT],)
    if index.texts(quote, terms.OA_EXACT) != (text[start:end],):
        return f"the words {index.words(quote, terms.OA_EXACT)!r} do not stand at {start} to {end}"
    if (index.texts(quote, terms.OA_PREFIX), index.texts(quote, terms.OA_SUFFIX)) != around:
        return f"the words around {start} to {end} are not those of the prefix and the suffix"
    if index.words(iri, terms.TRIGGER) not in text[start:end]:
        return f"the trigger {index.words(iri, terms.TRIGGER)!r} is not among the words"
    if not all(word in text for word in index.words(iri, terms.CUE).split()):
        return f"the cue {index.words(iri, terms.CUE)!r} is not in the text"
    claims = index.iris(iri, terms.OA_HAS_BODY)
    document = local_name(index.iri(iri, terms.IN_DOCUMENT) or "")
    if [identity.evidence_id(document, start, end, local_name(claim)) for claim in claims] != [local_name(iri)]:
        return "the id is not the hash of document, span and claim"
    return None
