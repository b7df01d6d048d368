"""From a document to its annotation: the one path through the extractors, in the order of `annotate`.

Called by `quoth.analysis`, and step by step by `extract.explain`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract import grammar, lexicon
from extract.attribution import Report, find_reports, find_turns, of_noun, source_words, speaker_before
from extract.confidence import surroundings, weighed
from extract.coreference import resolve_pronouns
from extract.delegations import is_own_voice
from extract.entities import build_entities
from extract.facts import find_facts
from extract.intervals import Contents, Cover
from extract.pairs import resolve_pairs
from extract.paragraphs import paragraphs
from extract.records import (
    Annotation,
    Attribution,
    Document,
    Entity,
    EntityType,
    Fact,
    Issue,
    Mention,
    MentionKind,
    Span,
    Time,
)
from extract.scene import Scene, located
from extract.times import fact_date, find_ranges, find_times
from extract.unnamed import Unnamed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token


def annotate(document: Document, nlp: "Language") -> Annotation:
    """Analyse one document.

    Batches never cross documents, so that the result depends on nothing beside it.
    """
    return concluded(document, observe(document, nlp))


def observe(document: Document, nlp: "Language") -> Scene:
    """All that is known of a document before its facts are found."""
    docs = analyse(document, nlp)
    words = lexicon.load()
    reports: list[list[Report]] = []
    for doc in docs:
        previous = speaker_before(docs[len(reports) - 1], words, reports[-1]) if reports else None
        reports.append(find_reports(doc, words, previous))
    for number, turn in find_turns(docs):
        reports[number].append(turn)
    entities = build_entities(docs, document)
    referents = resolve_pronouns(docs, entities, reports)
    referents |= resolve_pairs(docs, entities, referents)
    dates = [_marked(doc, "dates") for doc in docs]
    unnamed = Unnamed(document.sha256[:8], entities.unnamed())
    return Scene(docs=docs, entities=entities, referents=referents, reports=reports, times=dates, lexicon=words, unnamed=unnamed)


def concluded(document: Document, scene: Scene) -> Annotation:
    """The annotation of a document from what was observed in it."""
    attributions = _attributions(scene)
    docs, entities = scene.docs, scene.entities
    facts = _sure(scene, find_facts(scene, attributions))
    unnamed = _unnamed_in(scene, attributions, facts)
    mentions = _without_idle(scene, _mentions(scene, {e.id for e in unnamed}), facts)
    sentences = tuple(
        located(doc, s.start, s.end)
        for doc in docs
        for s in doc.sents
        if not all(word.isspace() for word in grammar.words_of(doc)[s.start : s.end])
    )
    return Annotation(
        document=document,
        sentences=sentences,
        entities=tuple(sorted((*_spoken_of(entities.entities, mentions, attributions, facts), *unnamed), key=lambda e: e.id)),
        mentions=mentions,
        times=_document_times(docs),
        attributions=attributions,
        facts=facts,
        coverage=_coverage(sentences, attributions),
        issues=(*document.issues, *_issues(docs)),
    )


def _sure(scene: Scene, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with their confidence, without those that are more likely wrong than right by far."""
    known = (*scene.entities.entities, *scene.unnamed.entities.values())
    return weighed(facts, surroundings(known, (*scene.entities.mentions, *_pronouns(scene)), facts))


def _unnamed_in(scene: Scene, attributions: Sequence[Attribution], facts: Sequence[Fact]) -> list[Entity]:
    """The unnamed actors that say or do something or that something is done with, or that a pronoun goes back to."""
    used = {a.source for a in attributions} | {f.place for f in facts}
    used |= {role.entity for f in facts for role in (*f.agent, *f.target, f.theme) if role is not None}
    used |= {entity for found in scene.referents.values() for entity in found}
    return [e for e in scene.unnamed.entities.values() if e.id in used]


def _without_idle(scene: Scene, mentions: Sequence[Mention], facts: Sequence[Fact]) -> tuple[Mention, ...]:
    """The mentions without texts that are described once, owned by nobody, and fill no role."""
    used = {role.entity for f in facts for role in (*f.agent, *f.target, f.theme) if role is not None}
    counts = Counter(m.entity for m in mentions)
    return tuple(
        m
        for m in mentions
        if m.kind is not MentionKind.NOMINAL
        or m.type is not EntityType.INSTRUMENT
        or m.entity is None
        or m.entity in used
        or counts[m.entity] > 1
        or scene.entities.owner_of(m.entity) is not None
    )


def _spoken_of(
    entities: Sequence[Entity], mentions: Sequence[Mention], attributions: Sequence[Attribution], facts: Sequence[Fact]
) -> list[Entity]:
    """The entities without those that only an adjective before a thing named: "Spanish" in "Spanish wine"."""
    used = {m.entity for m in mentions} | {a.source for a in attributions}
    for f in facts:
        used |= {x.entity for x in (*f.agent, *f.target, *filter(None, [f.theme]))} | {f.place, f.holder}
    return [e for e in entities if e.id in used]


def _mentions(scene: Scene, unnamed: set[str]) -> tuple[Mention, ...]:
    """All mentions in text order, those of unnamed actors only of the ones that are kept."""
    found = [*scene.entities.mentions, *scene.entities.unnamed_mentions(unnamed), *_pronouns(scene)]
    return tuple(sorted(found, key=_mention_order))


def analyse(document: Document, nlp: "Language") -> list["Doc"]:
    """One spaCy Doc for each paragraph, with its offset, its own words and the date of its heading in `user_data`."""
    pieces = paragraphs(document)
    docs = []
    spoken = find_times(document.text, document.published)
    batch = [nlp.make_doc(p.text) for p in pieces]
    for paragraph, doc in zip(pieces, batch, strict=True):
        doc.user_data["start"] = paragraph.start
        doc.user_data["text"] = paragraph.text  # which `grammar.text_of` would join anew
        doc.user_data["times"] = spoken
        doc.user_data["source"] = document.text[paragraph.start : paragraph.start + len(paragraph.text)]
        if paragraph.heading is not None:
            times = find_times(paragraph.heading, document.published)
            dates = find_ranges(paragraph.heading, times)
            doc.user_data["heading_date"] = next((d for t in dates if (d := fact_date(t.value))), None)
            doc.user_data["heading_times"] = [replace(t, span=_moved(t.span, paragraph.heading_start)) for t in times]
    for doc in nlp.pipe(batch, batch_size=64):
        docs.append(doc)
    return docs


def _marked(doc: "Doc", name: str) -> list[Time]:
    """The times of a paragraph: all ("times"), or those that facts can carry, with both ends of a range joined ("dates")."""
    return [Time(span=Span(s.start_char, s.end_char), value=s.id_ or s.label_, type=s.label_) for s in doc.spans.get(name, ())]


def _document_times(docs: Sequence["Doc"]) -> tuple[Time, ...]:
    """Times with offsets of the document, those of headings included."""
    found = [t for doc in docs for t in doc.user_data.get("heading_times", ())]
    found += [replace(t, span=_shifted(doc, t.span)) for doc in docs for t in _marked(doc, "times")]
    return tuple(sorted(found, key=lambda t: t.span))


def _shifted(doc: "Doc", span: Span) -> Span:
    return _moved(span, grammar.offset(doc))


def _moved(span: Span, by: int) -> Span:
    return Span(by + span.start, by + span.end)


def _attributions(scene: Scene) -> tuple[Attribution, ...]:
    """Reports with their sources named; one attribution for each of several joint sources."""
    found: list[tuple[Attribution, int]] = []
    for number, (doc, reports) in enumerate(zip(scene.docs, scene.reports, strict=True)):
        for report in reports:
            for source, span in _sources(scene, number, report):
                if is_own_voice(report, reports, source, scene.entities.speaking):
                    continue  # what the author says of himself is his narration: gold guidelines, "Attributions"
                if report.demand and source is not None and scene.entities.type_of(source) is EntityType.INSTRUMENT:
                    continue  # what a text demands it stipulates: gold guidelines, decision 7
                attribution = Attribution(
                    id=f"a{len(found) + 1}",
                    source=source,
                    source_span=span,
                    cue=tuple(_shifted(doc, s) for s in report.cue),
                    content=tuple(_shifted(doc, s) for s in report.content),
                    kind=report.kind,
                    stance=report.stance,
                )
                found.append((attribution, grammar.offset(doc) + report.cue_token.idx))
    return _nested(found)


def _sources(scene: Scene, number: int, report: Report) -> list[tuple[str | None, Span | None]]:
    """(entity, span of the noun phrase) of each source; an unnamed one becomes an anonymous entity, an unclear one None."""
    source = report.source
    if source is None:
        return [(None, None)]
    here = source.doc is scene.docs[number]
    paragraph = number if here else scene.docs.index(source.doc)
    references = scene.references(paragraph, source)
    if references:
        rows: list[tuple[str | None, Span | None]] = []
        for r in references:
            inside = r.token.doc is scene.docs[number]
            words = report.source_at if report.source_at is not None and len(references) == 1 else source_words(report, r.token)
            rows.append((r.entity, located(r.token.doc, *words) if inside else None))
        return rows
    return [_unnamed(scene, t, report, here=here) for t in grammar.conjuncts(source)]


def _unnamed(scene: Scene, token: "Token", report: Report, *, here: bool) -> tuple[str | None, Span | None]:
    """A source that no entity is known for: a noun becomes an anonymous one, anything else stays unclear."""
    span = located(token.doc, *source_words(report, token)) if here else None
    if (speaker := _speaker(scene, token)) is not None:
        return speaker, span
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} or len(token) == 1 or token.lower_ in {"he", "she", "they"}:
        return None, span
    return scene.unnamed.source(token).id, span


def _speaker(scene: Scene, token: "Token") -> str | None:
    """Whose the words are that are said to say something: "remarks by Ana Costa, claiming that"."""
    if token.pos_ != "NOUN" or token.lemma_ not in scene.lexicon.cue_nouns:
        return None
    owner = of_noun(token, scene.lexicon)
    number = next((n for n, doc in enumerate(scene.docs) if doc is token.doc), None)
    if owner is None or number is None:
        return None
    if owner.pos_ == "NOUN" and grammar.case(owner) == "by" and owner.lemma_ in scene.lexicon.actors:
        return scene.unnamed.source(owner).id  # "estimates by observers"
    found = scene.references(number, owner) if owner.pos_ == "PROPN" else []
    return found[0].entity if len(found) == 1 else None


def _nested(found: list[tuple[Attribution, int]]) -> tuple[Attribution, ...]:
    """Set each attribution's parent: the narrowest other one whose content holds its cue."""
    contents = Contents([a for a, _ in found])
    cues = {a.id: cue for a, cue in found}
    done = []
    for attribution, cue in found:
        around = [o for o in contents.around(cue) if cues[o.id] != cue and not _within(cues[o.id], attribution)]
        done.append(replace(attribution, parent=around[0].id) if around else attribution)
    return tuple(done)


def _within(at: int, attribution: Attribution) -> bool:
    return any(s.start <= at < s.end for s in attribution.content)


def _pronouns(scene: Scene) -> list[Mention]:
    """Pronouns and phrases for two as mentions: one for each entity that a resolved one refers to."""
    return [
        Mention(
            span=located(scene.docs[number], index, index + 1),
            type=scene.entities.type_of(entity),
            entity=entity,
            kind=MentionKind.NOMINAL if scene.docs[number][index].pos_ == "NOUN" else MentionKind.PRONOUN,
        )
        for (number, index), found in scene.referents.items()
        for entity in found
    ]


def _mention_order(m: Mention) -> tuple[int, int, str]:
    return m.span.start, m.span.end, m.entity or ""


def _coverage(sentences: Sequence[Span], attributions: Sequence[Attribution]) -> float:
    """Share of sentences whose holder is known: all but those that only an attribution without a source covers."""
    if not sentences:
        return 0.0
    unclear = Cover(s for a in attributions if a.source is None for s in a.content)
    clear = Cover(s for a in attributions if a.source is not None for s in a.content)
    lost = sum(unclear.overlaps(s) and not clear.overlaps(s) for s in sentences)
    return round(1 - lost / len(sentences), 2)


def _issues(docs: Sequence["Doc"]) -> list[Issue]:
    if docs:
        return []
    return [Issue(code="no-prose", message="no sentence was found: the text holds only headings, captions or forms")]
