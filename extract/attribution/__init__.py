"""Who says, writes, thinks or demands what: attributions of one paragraph, by cue words, trees and quotation marks.

Called by `extract.annotate`, paragraph by paragraph; `Report` keeps spaCy tokens, because the source is named only when the
document's entities are known.

Source: the scheme of source, cue and content is that of PARC and PolNeAR (Newell et al. 2018).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from extract.attribution.around import possessive, prepositional
from extract.attribution.predicates import by_adjectives, by_nouns
from extract.attribution.report import Report, distinct, kind_of, source_words
from extract.attribution.seen import added, by_encoder
from extract.attribution.sources import of_noun
from extract.attribution.speech import after_colon, carried_on, speaker_before
from extract.attribution.turns import find_turns
from extract.attribution.verbs import by_verbs, governs_that, shared
from extract.lexicon import Lexicon
from extract.quotes import Quote, find_quotes
from extract.records import QuoteKind

__all__ = ["Report", "find_reports", "find_turns", "of_noun", "source_words", "speaker_before"]

PARTIAL: Final = 3


def find_reports(doc: Doc, lexicon: Lexicon, previous: Report | None = None) -> list[Report]:
    """Attributions of a paragraph in text order. `previous` is the last of the paragraph before if its speaker goes on here."""
    marked = find_quotes(doc)
    quotes: Sequence[Quote] = [q for q in marked if q.speech]
    if "reports" in doc.spans:
        seen = list(by_encoder(doc, lexicon, quotes))
        told = {q for q in quotes if any(r.holds(q.start) for r in seen)}
        found = carried_on(doc, quotes, told, added(seen, by_sure_rules(doc, lexicon, quotes, told)), previous)
    else:
        found = by_rules(doc, lexicon, quotes, previous)
    partly = [q for q in marked if q.last - q.first >= PARTIAL]
    found = [replace(r, kind=kind_of(r.content, partly)) if r.kind is QuoteKind.INDIRECT else r for r in distinct(found)]
    return sorted(found, key=lambda r: (r.content[0].start, -r.content[-1].end))


def by_sure_rules(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote], taken: set[Quote]) -> Iterator[Report]:
    """What rules tell of a paragraph where they are right more often than not, to be added to what the encoder sees.

    Source: precision of each family of rules on PolNeAR's development part (2,193 attributions).
    """
    yield from prepositional(doc, lexicon, quotes)
    yield from possessive(doc, lexicon, quotes)
    yield from after_colon(doc, quotes, taken)
    yield from (r for r in by_nouns(doc, lexicon, quotes) if r.source is not None)
    for report in shared(doc, list(by_verbs(doc, lexicon, quotes, taken, sure=True))):
        if report.source is not None and governs_that(report.cue_token):
            yield report


def by_rules(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote], previous: Report | None) -> list[Report]:
    """What cue words, trees and quotation marks tell, for a pipeline that sees no reports by itself."""
    taken: set[Quote] = set()
    found = [*by_verbs(doc, lexicon, quotes, taken)]
    found += prepositional(doc, lexicon, quotes)
    found += possessive(doc, lexicon, quotes)
    found += by_nouns(doc, lexicon, quotes)
    found += by_adjectives(doc, lexicon, quotes)
    found += after_colon(doc, quotes, taken)
    found = shared(doc, found)
    return carried_on(doc, quotes, taken, found, previous)
