"""The pages of the explorer: whole without script, and every word of a document only as text; called by `reader`."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from quoth.serve.pages import comparing, finding, networks, things

Page = Callable[[dict[str, Any], Mapping[str, str]], str]
PAGES: Final[Mapping[str, Page]] = {
    "home": finding.home,
    "search": finding.search,
    "documents": finding.documents,
    "claims": finding.claims,
    "trouble": finding.trouble,
    "thing": things.thing,
    "compare": comparing.compare,
    "timeline": comparing.timeline,
    "path": comparing.path,
    "network": networks.network,
}


def render(name: str, row: dict[str, Any], given: Mapping[str, str]) -> str:
    """The page that shows a view; `given` is what it was asked with, and `base`, where the IRIs of the data begin."""
    return PAGES[name](row, given)
