"""The views by name; called by `reader`, and by `openapi`, which describes them."""

from collections.abc import Callable, Mapping
from typing import Final

from quoth.serve.views import comparing, finding, networks, things
from quoth.serve.views.library import Library, Row
from quoth.serve.views.parameters import Given

View = Callable[[Library, Given], Row | str]

VIEWS: Final[Mapping[str, View]] = {
    "home": finding.home,
    "suggest": finding.suggest,
    "search": finding.find,
    "documents": finding.documents,
    "claims": finding.claims,
    "thing": things.thing,
    "entity": things.entity,
    "neighbours": things.neighbours,
    "claim": things.claim,
    "document": things.document,
    "compare": comparing.compare,
    "timeline": comparing.chronology,
    "timeline.svg": comparing.picture,
    "path": comparing.path,
    "network": networks.network,
    "network.svg": networks.small,
    "network.claims": networks.shown_claims,
}
