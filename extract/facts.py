"""Facts of a document: a relation, who fills its roles, how firmly; called by `extract.annotate`.

The path of a fact: a trigger matches (`extract.matching`), its frame's slots are filled (`extract.roles`), circumstances are read
(`extract.circumstances`), then what stands inside a demand, a provision or a promise takes its modality from there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from extract import grammar
from extract.circumstances import Mood, date_of, mood, place_of
from extract.lexicon import Entry, Need
from extract.matching import Match, find_matches
from extract.names import offices
from extract.records import EntityType, Fact, Filler, Modality, Polarity, QuoteKind, Span
from extract.roles import slot, slots
from extract.scene import Reference, Scene, located
from extract.times import fact_date

ACTORS = frozenset({EntityType.PERSON, EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP})
TEXTS = frozenset({EntityType.INSTRUMENT, EntityType.EVENT})
WITH_PLACES = frozenset({"attack", "annex", "deploy", "meet", "pull_back", "mobilize", "sanction", "aid"})
MADE = frozenset({"establish", "overthrow", "disclose"})
GIVES_MODALITY = {"demand": Modality.DEMANDED, "stipulate": Modality.DEMANDED, "promise": Modality.INTENDED}
SPEECH_ACTS = frozenset({"demand", "stipulate", "promise", "threaten", "propose", "accuse", "deny", "characterize"})
BASE_CONFIDENCE = {"verb": 0.8, "noun": 0.65, "adjective": 0.6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact with the tokens it was made of; `content` are the token bounds of its content, end exclusive."""

    fact: Fact
    head: Token
    paragraph: int
    content: tuple[int, int] | None = None


def find_facts(scene: Scene) -> tuple[Fact, ...]:
    """All facts in text order, numbered."""
    drafts: list[Draft] = []
    for number, doc in enumerate(scene.docs):
        here = [d for m in find_matches(doc, scene.lexicon) for d in _drafts(scene, number, m)]
        here += _reported_wrongs(scene, number, here)
        here = _inside_acts(_best_per_head(here))
        drafts += here
        drafts += _offices(scene, number, doc)
    drafts.sort(key=lambda d: (d.fact.trigger.start, d.fact.trigger.end, d.fact.relation, d.fact.theme_text or ""))
    unique = {_key(d.fact): d.fact for d in reversed(drafts)}
    ordered = sorted(unique.values(), key=lambda f: (f.trigger.start, f.trigger.end, f.relation, f.theme_text or ""))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(ordered, 1))


def _key(f: Fact) -> tuple[object, ...]:
    theme = f.theme.entity if f.theme else None
    return (
        f.sentence,
        f.relation,
        f.trigger,
        tuple(a.entity for a in f.agent),
        tuple(t.entity for t in f.target),
        theme,
        f.theme_text,
    )


def _drafts(scene: Scene, number: int, match: Match) -> Iterator[Draft]:
    """The facts that one match gives: none if its needs are not met or nobody is known, several where contents are listed."""
    entry = match.entry
    if not all(any(_met(scene, number, match, need) for need in alternatives) for alternatives in entry.needs):
        return
    agents = _fill(scene, number, match, entry.agent, _agent_types(entry.relation))
    theme_types = None if entry.relation in MADE else TEXTS
    themes = _fill(scene, number, match, entry.theme, theme_types)
    if entry.relation in MADE:
        themes = [r for r in themes if r.entity not in {a.entity for a in agents}]
    targets = _fill(scene, number, match, entry.target, ACTORS | ({EntityType.PLACE} if entry.relation in WITH_PLACES else set()))
    targets = [t for t in targets if t.entity not in {a.entity for a in agents}] or _theme_owner(scene, themes, agents)
    agents, targets = _two_sides(agents, targets)
    contents: list[tuple[int, int] | None] = [*_contents(scene, match, {r.token for r in (*agents, *targets)})]
    if entry.relation == "stipulate" and not agents:
        return
    if not agents and not targets and not themes:
        return
    circumstances = mood(match.head, scene.lexicon, conditional_is_actual=entry.relation == "stipulate")
    for content in contents or [None]:
        yield _draft(scene, number, match, agents, targets, themes[:1], content, circumstances)


def _agent_types(relation: str) -> frozenset[EntityType]:
    return ACTORS | {EntityType.INSTRUMENT} if relation == "stipulate" else ACTORS


def _fill(
    scene: Scene, number: int, match: Match, names: tuple[str, ...], types: frozenset[EntityType] | None
) -> list[Reference]:
    """Entities of the first slot in the list that holds some of a fitting type."""
    for _, token in slots(match, names, scene.lexicon):
        found = [r for r in scene.references(number, token) if types is None or r.type in types]
        if found:
            return found
    return []


def _theme_owner(scene: Scene, themes: list[Reference], agents: list[Reference]) -> list[Reference]:
    """A described instrument's owner is the party on the other side: "rejected the proposals" is aimed at who made them."""
    for theme in themes[:1]:
        owner = scene.entities.owner_of(theme.entity)
        if owner is not None and owner not in {a.entity for a in agents}:
            return [Reference(entity=owner, type=scene.entities.type_of(owner), token=theme.token)]
    return []


def _met(scene: Scene, number: int, match: Match, need: Need) -> bool:
    token = slot(match, need.slot, scene.lexicon)
    if token is None:
        return False
    if need.noun_class is None and need.type is None:
        return True
    for t in grammar.conjuncts(token):
        if need.noun_class is not None and t.lemma_.lower() in scene.lexicon.classes.get(need.noun_class, ()):
            return True
    if need.type is not None:
        wanted = {t.value for t in ACTORS} if need.type == "Actor" else {need.type}
        return any(r.type is not None and r.type.value in wanted for r in scene.references(number, token))
    return False


def _two_sides(agents: list[Reference], targets: list[Reference]) -> tuple[list[Reference], list[Reference]]:
    """ "Between X and Y": the first is the agent, the others are the targets.

    Source: gold guidelines, decision 18.
    """
    if targets or len(agents) < 2 or grammar.case(agents[0].token) != "between":
        return agents, targets
    return agents[:1], agents[1:]


def _contents(scene: Scene, match: Match, parties: set[Token]) -> Iterator[tuple[int, int]]:
    """Token bounds of the content, one for each of its coordinated parts where the relation lists them; never a bare party."""
    entry = match.entry
    for name, token in slots(match, entry.content, scene.lexicon):
        if token in parties:
            continue
        if entry.relation == "stipulate":
            for part in grammar.conjuncts(token):
                yield _content_bounds(part, name, listed=True)
        else:
            start, end = _beside(match.head, token, *_content_bounds(token, name, listed=False))
            if start < end:
                yield start, end
        return


def _beside(head: Token, token: Token, start: int, end: int) -> tuple[int, int]:
    """The bounds of a content without the clause or participle that holds the trigger: "the plan that they rejected"."""
    holder = next((c for c in token.children if c == head or c.is_ancestor(head)), None)
    if holder is None:
        return start, end
    if holder.i < token.i:
        return max(start, holder.right_edge.i + 1), end
    return start, min(end, holder.left_edge.i)


def _content_bounds(token: Token, name: str, *, listed: bool) -> tuple[int, int]:
    if name.endswith("clause") or token.pos_ in {"VERB", "AUX"}:
        start, end = token.left_edge.i, token.right_edge.i + 1
    else:
        start, end = grammar.phrase(token)
        end = max(end, token.right_edge.i + 1) if not grammar.children(token, "conj", "appos") else end
    if listed:
        second = next((c.i for c in token.children if c.dep_ in {"cc", "conj"} and c.i > token.i), None)
        end = min(end, second) if second is not None else end
    doc = token.doc
    while start < end - 1 and (doc[start].is_punct or (doc[start].dep_ == "mark" and doc[start].lower_ in {"that", "to"})):
        start += 1
    while end - 1 > start and doc[end - 1].is_punct and doc[end - 1].text not in {")", "]"}:
        end -= 1
    return start, end


def _draft(
    scene: Scene,
    number: int,
    match: Match,
    agents: Sequence[Reference],
    targets: Sequence[Reference],
    themes: Sequence[Reference],
    content: tuple[int, int] | None,
    circumstances: Mood,
) -> Draft:
    doc, entry = match.head.doc, match.entry
    words = None if content is None else located(doc, *content)
    theme_text = None if words is None else _text(scene, number, words)
    place = place_of(match.head)
    places = [r for r in scene.references(number, place) if r.type in {EntityType.PLACE, EntityType.STATE}]
    fact = Fact(
        id="",
        sentence=located(doc, match.head.sent.start, match.head.sent.end),
        relation=entry.relation,
        trigger=_trigger(match),
        agent=_fillers(match.head, agents),
        target=_fillers(match.head, targets),
        theme=next(iter(_fillers(match.head, themes)), None),
        theme_text=theme_text,
        date=_date(scene, number, match.head),
        place=places[0].entity if places and places[0].entity not in {t.entity for t in targets} else None,
        polarity=_polarity(entry, circumstances),
        modality=Modality(entry.modality) if entry.modality else circumstances.modality,
        confidence=_confidence(match, agents, targets, themes),
        rule=match.key,
    )
    return Draft(fact=fact, head=match.head, paragraph=number, content=content)


def _trigger(match: Match) -> Span:
    """The words of the trigger from first to last, without markers and distant prepositions at its ends."""
    words = list(match.words)
    while len(words) > 1 and (words[-1].dep_ == "mark" or (words[-1].dep_ == "case" and words[-1].i - words[-2].i > 1)):
        words.pop()
    while len(words) > 1 and words[0].dep_ in {"mark", "case"} and words[1].i - words[0].i > 1:
        words.pop(0)
    return located(match.head.doc, words[0].i, words[-1].i + 1)


def _polarity(entry: Entry, circumstances: Mood) -> Polarity:
    negative = (circumstances.polarity is Polarity.NEGATIVE) ^ (entry.polarity == "-")
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE


def _text(scene: Scene, number: int, words: Span) -> str:
    start = grammar.offset(scene.docs[number])
    source: str = scene.docs[number].user_data.get("source", scene.docs[number].text)
    return source[words.start - start : words.end - start]


def _fillers(head: Token, references: Sequence[Reference]) -> tuple[Filler, ...]:
    """Role fillers; the span is None where the phrase stands outside the sentence."""
    found = []
    for r in references:
        inside = r.token.doc is head.doc and r.token.sent.start == head.sent.start
        first, last = grammar.phrase(r.token) if inside else (0, 0)
        found.append(Filler(entity=r.entity, span=located(head.doc, first, last) if inside else None))
    return tuple(found)


def _date(scene: Scene, number: int, head: Token) -> str | None:
    doc = scene.docs[number]
    time = date_of(doc, head, scene.times[number])
    if time is not None:
        return fact_date(time.value)
    heading: str | None = doc.user_data.get("heading_date")
    return heading


def _confidence(match: Match, agents: Sequence[Reference], targets: Sequence[Reference], themes: Sequence[Reference]) -> float:
    score = BASE_CONFIDENCE[match.entry.pos]
    score += 0.05 * bool(agents) + 0.05 * bool(targets or themes) - 0.15 * (not agents)
    score += 0.03 * (len(match.words) > 1)
    return round(min(score, 0.95), 2)


def _best_per_head(drafts: list[Draft]) -> list[Draft]:
    """For each trigger and relation the entry that fills most roles; its listed contents stay together."""
    groups: dict[tuple[int, str], dict[str, list[Draft]]] = {}
    for d in drafts:
        groups.setdefault((d.head.i, d.fact.relation), {}).setdefault(d.fact.rule + str(_filled(d.fact)), []).append(d)
    best: list[Draft] = []
    for ways in groups.values():
        fullest: list[Draft] = max(ways.values(), key=lambda way: _filled(way[0].fact))
        best += fullest
    return best


def _filled(f: Fact) -> int:
    return 2 * bool(f.agent) + 2 * bool(f.target) + 2 * (f.theme is not None) + (f.theme_text is not None)


def _inside_acts(drafts: list[Draft]) -> list[Draft]:
    """Modality of what stands inside a demand, provision or promise; "refused to talk" is one refusal and no talk."""
    kept = []
    for d in drafts:
        acts = [a for a in drafts if a is not d and a.content is not None and a.content[0] <= d.head.i < a.content[1]]
        if any(_swallowed(a, d) for a in drafts if a is not d):
            continue
        giving = [a for a in acts if a.fact.relation in GIVES_MODALITY and a.head != d.head]
        if giving:
            if not d.fact.agent and not d.fact.target:
                continue
            modality = GIVES_MODALITY[giving[-1].fact.relation]
            if d.fact.modality in {Modality.ACTUAL, Modality.HYPOTHETICAL} and d.fact.relation != "member_of":
                d = replace(d, fact=replace(d.fact, modality=modality))
        kept.append(d)
    return kept


def _swallowed(act: Draft, inner: Draft) -> bool:
    """Whether `inner` is what is refused: an infinitive, gerund or noun right under the refusal."""
    if act.fact.relation != "reject" or inner.fact.relation in {"reject", "propose"}:
        return False
    if inner.head.head == act.head and inner.head.dep_ in {"xcomp", "acl", "advcl"} and inner.head.tag_ in {"VB", "VBG"}:
        return True
    return inner.head == act.head and inner.fact.relation in {"respond", "demand"} and inner.fact.trigger == act.fact.trigger


def _reported_wrongs(scene: Scene, number: int, drafts: list[Draft]) -> Iterator[Draft]:
    """A verb of saying over an indirect clause whose subject does wrong is an accusation.

    Source: gold guidelines, decision 13.
    """
    accusing = {d.head.i for d in drafts if d.fact.relation == "accuse"}
    for report in scene.reports[number]:
        cue = report.cue_token
        if report.kind is not QuoteKind.INDIRECT or report.demand or cue.pos_ != "VERB" or cue.i in accusing:
            continue
        clause = grammar.child(cue, "ccomp")
        if clause is None or not _wrong(scene, clause, drafts):
            continue
        accused = [r for r in scene.references(number, grammar.subject(clause)) if r.type in ACTORS]
        accusers = [r for r in scene.references(number, report.source) if r.type in ACTORS]
        accused = [r for r in accused if r.entity not in {a.entity for a in accusers}]
        if accused and accusers:
            match = Match(entry=scene.lexicon.accusation, head=cue, words=(cue,))
            circumstances = Mood(polarity=Polarity.POSITIVE, modality=Modality.ACTUAL)
            start, end = clause.i, clause.right_edge.i + 1
            yield _draft(scene, number, match, accusers, accused, [], (start, end), circumstances)


def _wrong(scene: Scene, clause: Token, drafts: list[Draft]) -> bool:
    if clause.lemma_ in scene.lexicon.wrongs and not grammar.is_passive(clause):
        return True
    if grammar.negation(clause) is not None and clause.lemma_ in scene.lexicon.readiness:
        return True
    return any(d.head == clause and d.fact.relation in {"violate", "attack", "reject"} and d.fact.agent for d in drafts)


def _offices(scene: Scene, number: int, doc: Doc) -> Iterator[Draft]:
    """ "Kremlin spokesman Dmitry Peskov": who holds which office where."""
    for office in offices(doc):
        person = doc[office.person.start : office.person.end].root
        holders = [r for r in scene.references(number, person) if r.type is EntityType.PERSON][:1]
        at = [r for s in office.organizations for r in scene.references(number, s.root)[:1] if r.type in ACTORS]
        if not holders:
            continue
        words = located(doc, office.title.start, office.title.end)
        fact = Fact(
            id="",
            sentence=located(doc, person.sent.start, person.sent.end),
            relation="hold_office",
            trigger=words,
            agent=_fillers(person, holders),
            target=_fillers(person, [r for n, r in enumerate(at) if r.entity not in {x.entity for x in at[:n]}]),
            theme_text=_text(scene, number, words),
            confidence=0.85,
            rule="office:title",
        )
        yield Draft(fact=fact, head=person, paragraph=number)
