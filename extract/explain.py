"""How the facts of a text came about, and why others did not; called by `quoth explain`.

Nothing is decided here: triggers, slots, conditions and refusals are asked of the functions that `extract.facts` asks, so that an
analyst who edits the lexicon sees what the extraction sees.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract import grammar
from extract.admission import refusal
from extract.annotate import concluded, observe
from extract.contents import Content, find_contents
from extract.facts import is_told, made_of
from extract.lexicon import Need
from extract.matching import Match, find_matches
from extract.needs import contrary, unmet
from extract.parties import Parties, find_parties
from extract.records import Annotation, Attribution, Document, Fact, Span
from extract.roles import slot
from extract.scene import Scene, located

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A token of a sentence; `head` is an index into the sentence, its own for the root."""

    index: int
    span: Span
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One slot of a role's preference list: the words that stand in it (None: nothing), the entities that these name, and whether
    the role was filled from here."""

    role: str
    name: str
    words: str | None
    entities: tuple[str, ...]
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trigger that matched, and what came of it: ids of facts, or the reason why there is none."""

    relation: str
    rule: str
    trigger: Span
    source: str
    slots: tuple[Slot, ...]
    facts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The annotation of a text, the words of its sentences, all triggers that matched, and in `learned` the attributions that the
    encoder saw (the others are from rules)."""

    annotation: Annotation
    sentences: tuple[tuple[Word, ...], ...]
    learned: frozenset[str]
    trials: tuple[Trial, ...]


def explain(document: Document, nlp: "Language") -> Explanation:
    """Analyse a text as `annotate` does, and keep what led to its facts."""
    scene = observe(document, nlp)
    annotation = concluded(document, scene)
    trials = [
        _trial(scene, number, match, annotation)
        for number, doc in enumerate(scene.docs)
        for match in find_matches(doc, scene.lexicon)
    ]
    return Explanation(
        annotation=annotation,
        sentences=tuple(tuple(map(_word, sentence)) for doc in scene.docs for sentence in doc.sents),
        learned=frozenset(a.id for a in annotation.attributions if _seen(scene, a)),
        trials=tuple(trials),
    )


def _word(token: "Token") -> Word:
    first = token.sent.start
    return Word(
        index=token.i - first,
        span=located(token.doc, token.i, token.i + 1),
        text=token.text,
        lemma=token.lemma_,
        tag=token.tag_,
        pos=token.pos_,
        dep=token.dep_,
        head=token.head.i - first,
    )


def _seen(scene: Scene, attribution: Attribution) -> bool:
    """Whether the encoder marked the cue."""
    cues = [located(d, s.start, s.end) for d in scene.docs for s in d.spans.get("reports", ()) if s.label_ == "cue"]
    return any(mine.overlaps(cue) for mine in attribution.cue for cue in cues)


def _trial(scene: Scene, number: int, match: Match, annotation: Annotation) -> Trial:
    parties = find_parties(scene, number, match)
    contents: list[Content | None] = [
        *find_contents(match, scene.lexicon, parties.tokens, alone=not (parties.targets or parties.themes))
    ] or [None]
    made = [d.fact for d in made_of(scene, number, match)]
    facts = [f for f in annotation.facts if any(_same(f, m) for m in made)]
    needs = tuple(unmet(scene, number, match))
    against = contrary(scene, number, match)
    reason = "; ".join(_lacking(scene, match, need) for need in needs)
    reason = reason or (_speaks_against(against) if against else refusal(scene, number, match, parties, contents[0]))
    if made and not facts:
        reason = _given_up(made, annotation)
    return Trial(
        relation=match.entry.relation,
        rule=match.key,
        trigger=made[0].trigger if made else located(match.head.doc, match.words[0].i, match.words[-1].i + 1),
        source=match.entry.source,
        slots=tuple(_slots(scene, number, match, parties, contents[0])),
        facts=tuple(f.id for f in facts),
        reason="" if facts else reason,
    )


def _same(fact: Fact, made: Fact) -> bool:
    """Whether a fact is what became of a match: its holder and modality are settled later, and roles may have been added."""
    if (fact.relation, fact.rule, fact.trigger) != (made.relation, made.rule, made.trigger):
        return False
    roles = ((made.agent, fact.agent), (made.target, fact.target), ((made.theme,), (fact.theme,)))
    return all(set(filter(None, mine)) <= set(filter(None, its)) for mine, its in roles)


def _given_up(made: list[Fact], annotation: Annotation) -> str:
    """Why a fact that was made is not in the annotation: for another one of the same act, or inside one."""
    act = made[0]
    if not is_told(act):
        return "who plans it or could do it is not told"
    other = next((f.id for f in annotation.facts if f.relation == act.relation and f.sentence == act.sentence), None)
    return f"given up for {other}, which tells of the same act" if other else "given up: another act has it as its content"


def _lacking(scene: Scene, match: Match, needs: tuple[Need, ...]) -> str:
    """A condition that does not hold, with what stands there: "obj must be @treaties or Organization, but is 'plan'"."""
    told: dict[str, list[str]] = {}
    for name in dict.fromkeys(need.slot for need in needs):
        wanted = [w for n in needs if n.slot == name and (w := f"@{n.noun_class}" if n.noun_class else n.type)]
        token = slot(match, name, scene.lexicon)
        found = "empty" if token is None else repr(_phrase(token))
        told.setdefault(f"must be {' or '.join(wanted)}, but is {found}" if wanted else "must be filled", []).append(name)
    return ", or ".join(f"{' or '.join(names)} {condition}" for condition, names in told.items())


def _speaks_against(need: Need) -> str:
    """A condition of another sense that holds."""
    wanted = f"@{need.noun_class}" if need.noun_class else need.type
    return f"{need.slot} is {wanted}: another sense" if wanted else f"{need.slot} is filled: another sense"


def _slots(scene: Scene, number: int, match: Match, parties: Parties, content: Content | None) -> Iterator[Slot]:
    """The slots of all roles in their order."""
    entry = match.entry
    roles = (
        ("agent", entry.agent, parties.agents),
        ("target", entry.target, parties.targets),
        ("theme", entry.theme, parties.themes),
    )
    for role, names, filled in roles:
        wanted = {r.entity for r in filled}
        for name in names:
            token = slot(match, name, scene.lexicon)
            entities = tuple(r.entity for r in scene.references(number, token))
            used = bool(wanted.intersection(entities))
            wanted -= wanted if used else set()
            yield Slot(role=role, name=name, words=None if token is None else _phrase(token), entities=entities, used=used)
    for name in entry.content:
        token = slot(match, name, scene.lexicon)
        used = token is not None and content is not None and content[0] <= token.i < content[1]
        yield Slot(role="content", name=name, words=None if token is None else _phrase(token), entities=(), used=used)


def _phrase(token: "Token") -> str:
    first, last = (token.left_edge.i, token.right_edge.i + 1) if token.pos_ in {"VERB", "AUX"} else grammar.phrase(token)
    return token.doc[first:last].text
