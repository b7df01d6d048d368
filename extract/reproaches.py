"""Accusations without an accusing word: "X said that Y breaks the treaty"; called by `extract.facts`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extract import grammar
from extract.drafts import Draft, draft
from extract.matching import Match
from extract.parties import ACTORS, Parties
from extract.records import Modality, Polarity, QuoteKind
from extract.scene import Scene

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


def _wrong(scene: Scene, clause: Token, drafts: Sequence[Draft]) -> bool:
    if clause.lemma_ in scene.lexicon.wrongs and not grammar.is_passive(clause):
        return True
    if grammar.negation(clause) is not None and clause.lemma_ in scene.lexicon.readiness:
        return True
    return any(d.head == clause and d.fact.relation in WRONG_ACTS and d.fact.agent for d in drafts)
