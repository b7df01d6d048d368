"""Where the parts of the server are, as clients see them; used by the routes that name addresses."""

from dataclasses import dataclass
from typing import Self

from starlette.requests import Request

from quoth.serve.options import ServeOptions


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses below `root`, which ends in a slash."""

    root: str

    @classmethod
    def of(cls, request: Request) -> Self:
        """As the client of this request sees them; the host was checked by `safeguards`."""
        options: ServeOptions = request.app.state.options
        return cls((options.url or str(request.base_url)).rstrip("/") + "/")

    @property
    def sparql(self) -> str:
        """The endpoint."""
        return f"{self.root}sparql"
