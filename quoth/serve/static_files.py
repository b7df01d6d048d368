"""The style and the scripts of the pages, ours as they are written and those bundled from npm; the routes `/static/...`.

A worker has the policy of its own file: it may import scripts of this server, and nothing else.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from quoth.serve import answers

FOLDER: Final = Path(__file__).with_name("static")
MEDIA: Final = {".css": "text/css", ".js": "text/javascript", ".txt": "text/plain"}
POLICY: Final = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"


async def static(request: Request) -> Response:
    """A file, if it is one of ours."""
    name = request.path_params["name"]
    if name not in _names():
        return answers.refused(404, f"there is no file {name!r}")
    body, entity = _file(name)
    if answers.has(request.headers, entity):
        return answers.unchanged(entity, vary="Accept-Encoding")
    headers = {"etag": entity, "cache-control": answers.ALWAYS_ASK}
    if name.endswith(".js"):
        headers["content-security-policy"] = POLICY
    return answers.Pieces(body, 200, headers, media_type=MEDIA[Path(name).suffix])


@lru_cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in MEDIA)


@lru_cache
def _file(name: str) -> tuple[bytes, str]:
    body = (FOLDER / name).read_bytes()
    return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'
