"""The statements of a document: events, claims and evidence with their ids, between the records and RDF.

Called by `graph.rdf`, which turns them into triples, by `graph.corpus`, which needs the events of all documents, and by
`graph.corrections`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.records import Annotation, Attribution, Document, EntityType, Fact, Filler, Modality, Polarity, Span, Stance
from graph import identity
from graph.resolve import Resolution
from ontology.errors import QuothError
from ontology.relations import Relation, load

ACTORS: Final = frozenset({EntityType.PERSON, EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One piece of evidence, with the claim that it shows and the event that the claim is about; all ids without the base.

    `start` and `end` are the words of the trigger and all fillers. `edges` are the (subject, object) pairs of the direct edge.
    """

    event: str
    relation: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    theme: str | None
    theme_text: str | None
    claim: str
    holder: str | None
    narrator: str | None
    polarity: Polarity
    modality: Modality
    evidence: str
    sentence: int
    start: int
    end: int
    trigger: str
    cue: str | None
    date: str | None
    place: str | None
    stance: Stance
    reported_in: tuple[str, ...]
    confidence: float
    rule: str
    edges: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatements:
    """A document and all that the graph says of it."""

    document: Document
    coverage: float
    sentences: tuple[Span, ...]
    statements: tuple[Statement, ...]


def stated(annotation: Annotation, resolution: Resolution) -> DocumentStatements:
    """What the graph says of a document."""
    return DocumentStatements(
        document=annotation.document,
        coverage=annotation.coverage,
        sentences=sentences(annotation),
        statements=statements(annotation, resolution),
    )


def sentences(annotation: Annotation) -> tuple[Span, ...]:
    """The sentences of a document in their order, those that only a fact names included."""
    return tuple(sorted({*annotation.sentences, *(fact.sentence for fact in annotation.facts)}))


def statements(annotation: Annotation, resolution: Resolution) -> tuple[Statement, ...]:
    """What a document's facts state, sorted by evidence; of facts that are the same evidence the surest."""
    scene = _Scene(annotation, resolution)
    found: dict[str, Statement] = {}
    for fact in sorted(annotation.facts, key=lambda f: (-f.confidence, f.trigger, f.id)):
        for statement in _stated(scene, fact):
            found.setdefault(statement.evidence, statement)
    return tuple(found[key] for key in sorted(found))


def relations() -> Mapping[str, Relation]:
    """The relations of the ontology by name."""
    return load()


def relation_of(name: str) -> Relation:
    """The relation of that name.

    Raises: QuothError if the ontology has none, as when a lexicon is newer than the vocabulary.
    """
    try:
        return relations()[name]
    except KeyError:
        raise QuothError(
            f"the relation {name!r} is in no ontology in use: give the one that defines it with --ontology, or build anew without"
        ) from None


class _Scene:
    """A document's entities under their global ids, its attributions and its sentences by what asks for them."""

    def __init__(self, annotation: Annotation, resolution: Resolution) -> None:
        document = annotation.document
        self.text = document.text
        self.document = identity.document_id(document.doc_id, document.sha256)
        known = [e for e in annotation.entities if (document.doc_id, e.id) in resolution.members]
        self.ids = {e.id: resolution.members[document.doc_id, e.id] for e in known}
        self.types = {self.ids[e.id]: e.type for e in known}
        self.attributions = {a.id: a for a in annotation.attributions}
        self.sentences = {span: index for index, span in enumerate(sentences(annotation))}

    def filled(self, fillers: tuple[Filler, ...]) -> tuple[str, ...]:
        return tuple(sorted({self.ids[filler.entity] for filler in fillers}))

    def holders(self, fact: Fact) -> Sequence[str | None]:
        """The speakers of a fact: joint ones share cue and content; [None] for the document itself or an unclear speaker."""
        own = self.attributions.get(fact.attribution or "")
        if own is None or own.source is None:
            return [None if fact.holder is None else self.ids[fact.holder]]
        joint = (a for a in self.attributions.values() if a.cue == own.cue and a.content == own.content)
        return sorted({self.ids[a.source] for a in joint if a.source is not None})

    def outer(self, fact: Fact) -> tuple[str, ...]:
        """Who reports the speaker, who reports that one, and so on."""
        chain: list[str] = []
        seen: set[str] = set()
        attribution = self._parent(self.attributions.get(fact.attribution or ""))
        while attribution is not None and attribution.id not in seen:
            seen.add(attribution.id)
            if attribution.source is not None:
                chain.append(self.ids[attribution.source])
            attribution = self._parent(attribution)
        return tuple(chain)

    def _parent(self, attribution: Attribution | None) -> Attribution | None:
        return None if attribution is None else self.attributions.get(attribution.parent or "")


def _stated(scene: _Scene, fact: Fact) -> Iterator[Statement]:
    relation = relation_of(fact.relation)
    agents, targets, both = _parties(scene, fact, relation)
    theme = None if fact.theme is None else scene.ids[fact.theme.entity]
    words = None if theme is not None and not relation.judges else (fact.theme_text or "").strip() or None
    if not (agents or targets or theme or words):
        return
    event = identity.event_id(fact.relation, agents, targets, theme, words)
    narrated = fact.attribution is None and fact.holder is None
    attribution = scene.attributions.get(fact.attribution or "")
    span = span_of(scene.text, fact)
    for holder in scene.holders(fact):
        narrator = scene.document if narrated else None
        claim = identity.claim_id(event, holder, narrator, scene.document, fact.polarity, fact.modality)
        statement = Statement(
            event=event,
            relation=fact.relation,
            agents=agents,
            targets=targets,
            theme=theme,
            theme_text=words,
            claim=claim,
            holder=holder,
            narrator=narrator,
            polarity=fact.polarity,
            modality=fact.modality,
            evidence=identity.evidence_id(scene.document, span.start, span.end, claim),
            sentence=scene.sentences[fact.sentence],
            start=span.start,
            end=span.end,
            trigger=fact.trigger.of(scene.text),
            cue=None if attribution is None else " ".join(s.of(scene.text) for s in attribution.cue) or None,
            date=fact.date,
            place=None if fact.place is None else scene.ids[fact.place],
            stance=Stance.NEUTRAL if attribution is None else attribution.stance,
            reported_in=scene.outer(fact),
            confidence=fact.confidence,
            rule=fact.rule,
        )
        yield replace(statement, edges=_edges(statement, relation, both=both))


def _parties(scene: _Scene, fact: Fact, relation: Relation) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Agents and targets, and whether the relation holds between them in both directions: then in an order of their own."""
    agents, targets = scene.filled(fact.agent), scene.filled(fact.target)
    both = relation.symmetric and bool(agents and targets) and all(scene.types[e] in ACTORS for e in (*agents, *targets))
    return (min(agents, targets), max(agents, targets), True) if both else (agents, targets, False)


def span_of(text: str, fact: Fact) -> Span:
    """The words from the first to the last of trigger, fillers and content, inside the sentence."""
    fillers = (*fact.agent, *fact.target, *((fact.theme,) if fact.theme else ()))
    spans = [fact.trigger, *(f.span for f in fillers if f.span is not None and fact.sentence.covers(f.span))]
    if fact.theme_text and (start := text.find(fact.theme_text, fact.sentence.start, fact.sentence.end)) >= 0:
        spans.append(Span(start, start + len(fact.theme_text)))
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _edges(statement: Statement, relation: Relation, *, both: bool) -> tuple[tuple[str, str], ...]:
    """The direct edges (model, rule 2): only what a document says itself, positively, as actual, both ends filled."""
    firm = statement.polarity is Polarity.POSITIVE and statement.modality is Modality.ACTUAL
    if statement.narrator is None or not firm:
        return ()
    fillers = {"target": statement.targets, "theme": () if statement.theme is None else (statement.theme,)}
    objects = fillers[relation.object_role] or fillers.get(relation.other_role or "", ())
    pairs = {(agent, object_) for agent in statement.agents for object_ in objects}
    if both:
        pairs |= {(object_, agent) for agent, object_ in pairs}
    return tuple(sorted(pairs))
