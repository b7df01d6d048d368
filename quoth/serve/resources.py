"""The routes `/id/...`: what the graph holds on the thing with that IRI, as triples; for an IRI of the data that was followed.

A name alone is answered in the format that the client takes, a name with an ending (`.ttl`, `.jsonld`, ...) in that one.

Source: Cool URIs for the Semantic Web, section 4 (content negotiation).
"""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from quoth.serve import answers
from quoth.serve.asking import Asked
from quoth.serve.kept import Kept
from quoth.serve.negotiation import EXTENSIONS
from quoth.serve.options import ServeOptions
from quoth.serve.protocol import asked_of, until_gone

NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,200}", re.ASCII)
# The thing itself; for a claim also its event and evidence; for evidence also where its words stand.
ABOUT: Final = """DESCRIBE ?node WHERE {
  VALUES ?thing { %s }
  { VALUES ?node { %s } }
  UNION { ?thing a q:Claim ; q:about|q:evidence ?node }
  UNION { ?thing a q:Claim ; q:evidence/oa:hasTarget ?node }
  UNION { ?thing a q:Claim ; q:evidence/oa:hasTarget/oa:hasSelector ?node }
  UNION { ?thing a q:Evidence ; oa:hasTarget ?node }
  UNION { ?thing a q:Evidence ; oa:hasTarget/oa:hasSelector ?node }
}"""


async def resource(request: Request) -> Response:
    """The triples that describe the thing."""
    if request.method == "OPTIONS":
        return answers.options("GET, HEAD, OPTIONS")
    name, _, ending = request.path_params["id"].partition(".")
    if NAME.fullmatch(name) is None or (ending and ending not in EXTENSIONS):
        endings = ", ".join(f".{known}" for known in EXTENSIONS)
        return answers.refused(404, f"nothing is called {request.path_params['id']!r}: endings are {endings}")
    return await described(request, name, EXTENSIONS.get(ending))


async def described(request: Request, name: str, format: str | None) -> Response:
    """The triples in a format, or in the one that the client takes."""
    kept: Kept = request.app.state.kept
    options: ServeOptions = request.app.state.options
    accept = request.headers.get("accept")
    parts = ("id", name, format, accept)
    if answers.has(request.headers, entity := answers.tag(kept.generation, *parts)):
        return answers.unchanged(entity)
    wanted = Asked(query=ABOUT.replace("%s", f"ex:{name}"), format=format)
    answer = await until_gone(request, asked_of(kept, wanted, accept, options.base))
    if answer.status == 200 and answer.empty:
        return answers.refused(404, f"the graph holds nothing on {options.base}{name}")
    return answers.answered(answer, *parts)
