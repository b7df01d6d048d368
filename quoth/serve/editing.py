"""`/edit`: corrections from the explorer, written to the file that `quoth correct` keeps, by that very command.

There only with `quoth serve --edit`, which listens on the loopback device alone. A web page of somebody else can neither read
the secret that a form carries nor name our origin.

Source: OWASP Cheat Sheet Series, "Cross-Site Request Forgery Prevention" (synchronizer token, Origin, Fetch Metadata).
"""

import asyncio
import json
import secrets
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import UsageError
from quoth.serve import answers
from quoth.serve.asking import FORM, Rejected
from quoth.serve.options import ServeOptions
from quoth.serve.pages import editing as pages
from quoth.serve.places import Places
from quoth.serve.protocol import until_gone
from quoth.serve.workers import Pool

LONGEST: Final = 16 * 1024
CORRECTABLE: Final = frozenset(kind for kind, _ in (*pages.ENTITY, *pages.PASSAGE))
NO_VALUE: Final = "drop"


class Editor:
    """Runs `quoth correct`, one at a time, for forms that carry the secret of this server."""

    def __init__(self, options: ServeOptions) -> None:
        self._options = options
        self._turn = asyncio.Lock()
        self.token = secrets.token_urlsafe(32)

    async def correct(self, *arguments: str) -> tuple[bool, str, str]:
        """Whether it was done, what the command printed, and what it told."""
        pipe = asyncio.subprocess.PIPE
        kept = ["--corrections", self._options.corrections] if self._options.corrections else []
        command = [sys.executable, "-m", "quoth", "correct", "-o", str(self._options.output), *kept, "--json", *arguments]
        async with self._turn:
            process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe)
            out, notes = await process.communicate()
        return process.returncode == 0, out.decode(), notes.decode(errors="replace")


def editor(options: ServeOptions) -> Editor | None:
    """What makes corrections, where that is allowed.

    Raises: UsageError where others could reach it.
    """
    if not options.edit:
        return None
    if not options.loopback:
        raise UsageError(f"--edit with --host {options.host!r}: corrections are made on this machine only; leave one of them out")
    if options.origins:
        raise UsageError("--edit with serve_origins: pages of others could make corrections; leave one of them out")
    return Editor(options)


async def edit(request: Request) -> Response:
    """The form and the list, or what came of a form."""
    made: Editor = request.app.state.editor
    options: ServeOptions = request.app.state.options
    if request.method == "POST":
        return await _recorded(request, made, await _given(request, made))
    _, out, _ = await made.correct("--list")
    rows: list[dict[str, Any]] = json.loads(out or "[]")
    given = dict(request.query_params)
    return _page(pages.form(given, made.token, options.by or "", rows, await _shown(request, given)))


async def _shown(request: Request, given: Mapping[str, str]) -> dict[str, Any] | None:
    """The entity or the claim that is to be corrected, where the graph has it."""
    name = "claim" if given.get("claim") else "entity"
    if not given.get(name):
        return None
    pool: Pool = request.app.state.views
    ask = {"op": "view", "name": name, "given": {"id": given[name]}, "as": "json"}
    answer = await until_gone(request, pool.ask(ask))
    found: dict[str, Any] | None = json.loads(answer.body) if answer.status == 200 else None
    return found


async def _recorded(request: Request, made: Editor, given: Mapping[str, str]) -> Response:
    if given.get("undo"):
        arguments: Sequence[str] = ("--undo", given["undo"])
    else:
        kind, thing, value = (given.get(name, "").strip() for name in ("kind", "thing", "value"))
        if kind not in CORRECTABLE or not thing:
            raise Rejected(400, "the form is not whole: begin on the page of an entity or a claim")
        words = (thing,) if kind == NO_VALUE else (thing, value)
        why = (f"--why={given['why']}",) if given.get("why") else ()
        arguments = (f"--by={given.get('by', '')}", *why, "--", kind, *words)
    done, _, notes = await made.correct(*arguments)
    found = given.get("value" if given.get("kind") == "name" else "thing", "")
    return _page(pages.told(notes.strip() or "It is recorded.", found, done=done), 200 if done else 400)


async def _given(request: Request, made: Editor) -> dict[str, str]:
    """The fields of a form that this server wrote.

    Raises: Rejected.
    """
    own = Places.of(request).root.rstrip("/")
    site, origin = request.headers.get("sec-fetch-site", "same-origin"), request.headers.get("origin", own)
    if site != "same-origin" or origin != own:
        raise Rejected(403, f"the form comes from another site ({origin!r}): corrections are made on this server's own pages")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Rejected(415, f"send the form as {FORM}")
    options: ServeOptions = request.app.state.options
    body = bytearray()
    try:
        async with asyncio.timeout(options.receive_seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > LONGEST:
                    raise Rejected(413, f"the form has more than {LONGEST} bytes")
        fields = dict(parse_qsl(body.decode("ascii"), errors="strict", max_num_fields=20))
    except TimeoutError as error:
        raise Rejected(408, "the form did not come in time") from error
    except ValueError as error:
        raise Rejected(400, f"the form cannot be read: {error}") from error
    if not secrets.compare_digest(fields.get("token", "").encode(), made.token.encode()):
        raise Rejected(403, "the form is of an earlier start of the server, or of somebody else: load the page again")
    return fields


def _page(body: str, status: int = 200) -> Response:
    return answers.Pieces(body.encode("utf-8", "replace"), status, {"cache-control": answers.NEVER_KEEP}, media_type="text/html")
