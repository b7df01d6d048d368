"""Parts of a query that hold for some of its parameters only, and the groups in which these are bound; called by `values`.

Comment lines say so, and leave the query valid SPARQL for everybody else:

    # if about        what follows, up to `# end`, is left out where the parameter `about` is empty
    # with about      here, at the start of a group, `about` is bound, and not in the outermost group

A subselect sees nothing of the groups around it, so that what it looks for has to be bound inside.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

from graph.query.tokens import TOKEN

MARK: Final = re.compile(r"# (if|with|end)(?: (\w+))?\s*", re.ASCII)


def chosen(query: str, empty: Collection[str]) -> str:
    """The query without what holds for parameters that are not empty where they are, and without the marks of the rest."""
    kept, at, leaving = [], 0, False
    for kind, name, start, end in _marks(query):
        if kind == "if" and not leaving:
            kept.append(query[at:start])
            at, leaving = end, name in empty
        elif kind == "end":
            kept.append("" if leaving else query[at:start])
            at, leaving = end, False
    return "".join(kept) + query[at:]


def placed(query: str, block: Callable[[str], str], known: Collection[str]) -> tuple[str, set[str]]:
    """The query with the blocks of the known parameters where marks ask for them, and the names of these parameters."""
    kept, at, names = [], 0, set()
    for kind, name, start, end in _marks(query):
        if kind == "with" and name in known:
            kept += [query[at:start], block(name), "\n"]
            at = end
            names.add(name)
    return "".join(kept) + query[at:], names


def _marks(query: str) -> Iterator[tuple[str, str, int, int]]:
    """Kind, parameter, and where the comment begins and its line ends."""
    for match in TOKEN.finditer(query):
        if match.lastgroup == "comment" and (mark := MARK.fullmatch(match.group())) is not None:
            yield mark[1], mark[2] or "", match.start(), min(match.end() + 1, len(query))
