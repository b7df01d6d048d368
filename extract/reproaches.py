"""Accusations and threats without a word for them: "X said that Y breaks the treaty"; called by `extract.facts`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extract import grammar
from extract.drafts import Draft, draft
from extract.matching import Match
from extract.parties import ACTORS, Parties
from extract.records import Modality, Polarity, QuoteKind
from extract.scene import Scene

BLOWS = frozenset({"retaliate", "strike", "attack", "bomb", "invade", "destroy", "annihilate", "shoot", "hit"})
FORCEFULLY = frozenset({"militarily", "forcefully", "force"})
WRONG_ACTS = frozenset({"violate", "attack", "reject"})


def find_reproaches(scene: Scene, number: int, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A verb of saying over an indirect clause whose subject does wrong is an accusation.

    Source: gold guidelines, decision 13.
    """
    accusing = {d.head.i for d in drafts if d.fact.relation == "accuse"}
    for report in scene.reports[number]:
        cue = report.cue_token
        if report.kind is not QuoteKind.INDIRECT or report.demand or cue.pos_ != "VERB" or cue.i in accusing:
            continue
        if any(entry.relation == "promise" for _, entry in scene.lexicon.verbs.get(cue.lemma_, ())):
            continue
        clause = grammar.child(cue, "ccomp")
        if clause is None or not _wrong(scene, clause, drafts):
            continue
        accusers = [r for r in scene.references(number, report.source) if r.type in ACTORS]
        known = {a.entity for a in accusers}
        accused = [r for r in scene.references(number, grammar.subject(clause)) if r.type in ACTORS and r.entity not in known]
        if accused and accusers:
            match = Match(entry=scene.lexicon.accusation, head=cue, words=(cue,))
            parties = Parties(agents=tuple(accusers), targets=tuple(accused))
            made = draft(scene, number, match, parties, (clause.i, clause.right_edge.i + 1))
            yield replace(made, fact=replace(made.fact, polarity=Polarity.POSITIVE, modality=Modality.ACTUAL))


def find_threats(scene: Scene, number: int, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """To say that one will use force is to threaten: "X said it would strike back".

    Source: gold guidelines, "threaten"; CAMEO 138.
    """
    threatening = {d.head.i for d in drafts if d.fact.relation in {"threaten", "promise"}}
    for report in scene.reports[number]:
        cue = report.cue_token
        clause = grammar.child(cue, "ccomp") if cue.pos_ == "VERB" and cue.i not in threatening else None
        if report.kind is not QuoteKind.INDIRECT or clause is None or not _forceful(clause, drafts):
            continue
        speakers = [r for r in scene.references(number, report.source) if r.type in ACTORS]
        acting = {r.entity for r in scene.references(number, grammar.subject(clause))}
        if speakers and acting <= {r.entity for r in speakers}:
            match = Match(entry=scene.lexicon.threat, head=cue, words=(cue,))
            aims = [r for r in scene.references(number, grammar.logical_object(clause)) if r.type in ACTORS]
            made = draft(scene, number, match, Parties(agents=tuple(speakers), targets=tuple(aims)), _from(clause))
            yield replace(made, fact=replace(made.fact, polarity=Polarity.POSITIVE, modality=Modality.ACTUAL))


def _forceful(clause: Token, drafts: Sequence[Draft]) -> bool:
    """Whether a clause tells of force that will or would be used."""
    future = any(c.lower_ in {"will", "would", "'ll"} for c in grammar.children(clause, "aux"))
    if not future or grammar.negation(clause) is not None or grammar.is_passive(clause):
        return False
    forced = any(c.lower_ in FORCEFULLY for c in clause.children) and clause.lemma_ in {"respond", "act", "react", "answer"}
    return forced or clause.lemma_ in BLOWS or any(d.head == clause and d.fact.relation == "attack" for d in drafts)


def _from(clause: Token) -> tuple[int, int]:
    return clause.i, clause.right_edge.i + 1


def _wrong(scene: Scene, clause: Token, drafts: Sequence[Draft]) -> bool:
    denied = grammar.negation(clause) is not None
    if clause.lemma_ in scene.lexicon.wrongs and not denied and not grammar.is_passive(clause):
        return True
    if denied and clause.lemma_ in scene.lexicon.readiness:
        return True
    return not denied and any(d.head == clause and d.fact.relation in WRONG_ACTS and d.fact.agent for d in drafts)
