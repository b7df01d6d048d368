"""`/sparql` for people: the page with the questions that ship, a field for one's own, and the answer; called by `protocol`."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph.query import prefixes, prepared
from graph.questions import Question, questions, values
from ontology.errors import LimitReached
from quoth.serve import answers
from quoth.serve.asking import Asked
from quoth.serve.kept import Kept
from quoth.serve.negotiation import GRAPHS, HTML, RESULTS, choose
from quoth.serve.options import ServeOptions
from quoth.serve.pages import questions as pages
from quoth.serve.pages.markup import Markup
from quoth.serve.workers import Answer


def wanted(request: Request) -> bool:
    """Whether the client would rather have a page than an answer for programs."""
    given = request.query_params
    if "page" in given or "question" in given:
        return True
    if "format" in given or request.method == "POST":
        return False
    return choose(request.headers.get("accept"), (*RESULTS, *GRAPHS, HTML)) is HTML


async def console(request: Request) -> Response:
    """The page, with the answer if something was asked."""
    options: ServeOptions = request.app.state.options
    given = dict(request.query_params)
    asked = questions().get(given.get("question", ""))
    query = _query(asked, given, options) if asked else given.get("query", "")
    names = prefixes(options.base)
    answer = await _answer(request, query, names) if query else None
    shown = query or (asked.query if asked else "")
    body = pages.console(shown.strip(), asked, given, answer, names)
    return answers.Pieces(
        body.encode("utf-8", "replace"), 200, {"cache-control": answers.ALWAYS_ASK, "vary": "Accept"}, media_type="text/html"
    )


def _query(asked: Question, given: dict[str, str], options: ServeOptions) -> str:
    """The question with its values; "" where one is missing."""
    known = {p.name: given.get(p.name) for p in asked.parameters}
    if any(p.default is None and not known[p.name] for p in asked.parameters):
        return ""
    filled = {name: value for name, value in known.items() if value}
    return prepared(asked.query, values(asked, filled), base=options.base, limits=options.limits)


async def _answer(request: Request, query: str, names: dict[str, str]) -> Markup:
    """The answer as a table or as Turtle, or why there is none."""
    options: ServeOptions = request.app.state.options
    try:
        answer = await _asked(request, query)
    except LimitReached as error:
        return pages.refusal(str(error))
    if answer.status != 200:
        return pages.refusal(answer.body.decode(errors="replace"))
    if answer.media == RESULTS[0].media:
        found: dict[str, Any] = json.loads(answer.body)
        return pages.results(query, found, names, options.base)
    return pages.graph(query, answer.body.decode())


async def _asked(request: Request, query: str) -> Answer:
    from quoth.serve.protocol import asked_of, until_gone

    kept: Kept = request.app.state.kept
    return await until_gone(request, asked_of(kept, Asked(query=query, format="json"), None, request.app.state.options.base))
