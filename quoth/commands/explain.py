"""`quoth explain`: what the extraction sees in a sentence, which rule fired, and which almost did."""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from extract.records import Annotation, Attribution, Document, Fact, Filler, Span, to_line
from ontology.errors import DONE, UsageError
from quoth import making, terminal

if TYPE_CHECKING:
    from extract.explain import Explanation, Trial, Word

HELP: Final = "show what is seen in a sentence: words, tree, names, speakers, which rule fired and which almost did"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "sentence", metavar="SENTENCE", nargs="?", default="-", help="the text; standard input where it is left out"
    )
    parser.add_argument(
        "--date", metavar="DATE", help="the day on which it was written, for words such as yesterday (YYYY-MM-DD)"
    )
    making.add_language(parser)
    terminal.add_format(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Analyse the text and print how its facts came about."""
    text = sys.stdin.read() if arguments.sentence == "-" else arguments.sentence
    if not text.strip():
        raise UsageError("there is no text: give a sentence in quotation marks, or text on standard input")
    from extract.explain import explain
    from extract.language import load

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(
        doc_id="sentence", source="sentence", text=text, sha256=digest, source_sha256=digest, published=arguments.date
    )
    explanation = explain(document, load(arguments.model))
    if arguments.format == "json":
        terminal.write(json.dumps(_object(explanation), ensure_ascii=False) + "\n")
    else:
        terminal.write("".join(f"{line}\n" for line in _lines(explanation)))
    return DONE


def _object(explanation: "Explanation") -> dict[str, Any]:
    return {
        "annotation": json.loads(to_line(explanation.annotation)),
        "words": [[asdict(word) for word in sentence] for sentence in explanation.sentences],
        "learned": sorted(explanation.learned),
        "trials": [asdict(trial) for trial in explanation.trials],
    }


def _lines(explanation: "Explanation") -> Iterator[str]:
    """The whole explanation as plain text, each part under its heading."""
    a = explanation.annotation
    said = {e.id: e.name for e in a.entities}
    for sentence in explanation.sentences:
        yield from ("words", *_words(sentence), "", "tree", *_tree(sentence), "")
    yield from _part("names and entities", _mentions(a))
    yield from _part("times", (f"{_at(a, t.span)}  {t.value}  {t.type}" for t in a.times))
    yield from _part("attributions", (_attribution(a, said, x, x.id in explanation.learned) for x in a.attributions))
    yield from _part("facts", _facts(explanation, said))
    yield from _part("almost", (line for t in explanation.trials if not t.facts for line in _trial(a, said, t)))


def _part(heading: str, lines: Iterator[str]) -> Iterator[str]:
    yield heading
    empty = True
    for line in lines:
        empty = False
        yield f"  {line}".rstrip()
    if empty:
        yield "  none"
    yield ""


def _words(sentence: Sequence["Word"]) -> Iterator[str]:
    rows = [(str(w.index), w.text, w.lemma, w.pos, w.tag, w.dep, sentence[w.head].text) for w in sentence]
    rows = [tuple(map(terminal.clean, row)) for row in (("#", "word", "lemma", "pos", "tag", "dep", "head"), *rows)]  # type: ignore[misc]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    yield from ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _tree(sentence: Sequence["Word"]) -> Iterator[str]:
    """Each word under its head, in the order of the text."""
    below: dict[int, list[Word]] = {}
    roots = [w for w in sentence if w.head == w.index]
    for word in sentence:
        if word.head != word.index:
            below.setdefault(word.head, []).append(word)
    waiting = [(w, 1) for w in reversed(roots)]
    while waiting:
        word, depth = waiting.pop()
        yield f"{'  ' * depth}{terminal.clean(word.text)}  {word.dep}"
        waiting += [(w, depth + 1) for w in reversed(below.get(word.index, []))]


def _at(annotation: Annotation, span: Span) -> str:
    return _quoted(span.of(annotation.document.text))


def _mentions(a: Annotation) -> Iterator[str]:
    said = {e.id: e for e in a.entities}
    for m in a.mentions:
        entity = said.get(m.entity or "")
        named = "nobody known" if entity is None else f"{terminal.clean(entity.name)} ({entity.type.value}, {entity.id})"
        yield f"{_at(a, m.span)}  {m.kind.value}  {named}"


def _attribution(a: Annotation, said: Mapping[str, str], x: Attribution, learned: bool) -> str:
    who = terminal.clean(said.get(x.source or "", "a speaker who is not clear"))
    words = f" ({_at(a, x.source_span)})" if x.source_span else ""
    cue, content = (" ... ".join(_at(a, s) for s in spans) for spans in (x.cue, x.content))
    inside = f", inside {x.parent}" if x.parent else ""
    by = "learned" if learned else "by rule"
    return f"{x.id}  {who}{words}  cue {cue}  content {content}  {x.kind.value}, {x.stance.value}{inside}; {by}"


def _facts(explanation: "Explanation", said: Mapping[str, str]) -> Iterator[str]:
    a = explanation.annotation
    for fact in a.facts:
        yield f"{fact.id}  {_fact(a, said, fact)}"
        yield f"    trigger {_at(a, fact.trigger)}, rule {terminal.clean(fact.rule)}, confidence {fact.confidence:.2f}"
        for trial in explanation.trials:
            if fact.id in trial.facts:
                yield from _frame(said, trial)


def _fact(a: Annotation, said: Mapping[str, str], f: Fact) -> str:
    def names(fillers: Sequence[Filler]) -> str:
        return ", ".join(terminal.clean(said.get(x.entity, x.entity)) for x in fillers) or "-"

    themes = names([f.theme] if f.theme else [])
    act = f"{f.relation}: {names(f.agent)} > {names(f.target)} / {themes}"
    text = f" {_quoted(f.theme_text)}" if f.theme_text else ""
    held = (
        f"held by {terminal.clean(said.get(f.holder, f.holder))}"
        if f.holder
        else "speaker not clear"
        if f.attribution
        else "own voice"
    )
    when = f", {f.date}" if f.date else ""
    where = f", in {terminal.clean(said.get(f.place, f.place))}" if f.place else ""
    return f"{act}{text}  {f.polarity.value} {f.modality.value}, {held}{when}{where}"


def _trial(a: Annotation, said: Mapping[str, str], trial: "Trial") -> Iterator[str]:
    yield f"{trial.relation}: trigger {_at(a, trial.trigger)}, rule {terminal.clean(trial.rule)}: {terminal.clean(trial.reason)}"
    yield from _frame(said, trial)


def _frame(said: Mapping[str, str], trial: "Trial") -> Iterator[str]:
    """The slots of a trigger: where each role was looked for, what stood there, and which slot filled it."""
    yield f"    words from {terminal.clean(trial.source)}"
    for s in trial.slots:
        if s.words is not None:
            entities = ", ".join(terminal.clean(said.get(e, e)) for e in s.entities)
            yield f"    {'*' if s.used else ' '} {s.role:<7} {s.name:<12} {_quoted(s.words)}{' = ' if entities else ''}{entities}"
    for role in dict.fromkeys(s.role for s in trial.slots):
        empty = [s.name for s in trial.slots if s.role == role and s.words is None]
        if empty:
            yield f"      {role:<7} {'nothing in':<12} {', '.join(empty)}"


def _quoted(text: str) -> str:
    return repr(terminal.clean(text))
