"""Ask a store in SPARQL: checked, bound to values, evaluated by Oxigraph in a process that can be killed.

`ask` is the one way in, for `quoth query`, the shipped questions and servers. The default graph is the union of all graphs.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graph.query.answers import Answer, decoded
from graph.query.guard import screen
from graph.query.limits import DEFAULTS, Limits
from graph.query.values import Value, bind
from ontology import terms
from ontology.errors import LimitReached, UsageError

WORKER: Final = Path(__file__).with_name("worker.py")


def ask(
    store: Path, query: str, values: Mapping[str, Value] | None = None, *, base: str = terms.DATA, limits: Limits = DEFAULTS
) -> Answer:
    """The answer to a query; `store` is the folder of the store, `base` what `ex:` stands for.

    Raises: QueryRefused for what is no reading of this store, UsageError where there is none, LimitReached at the deadline or
    where memory runs out, StoreDamaged if the store cannot be read.
    """
    if not (store / "CURRENT").exists():
        raise UsageError(f"no graph in {str(store)!r}: make one with `quoth build PATH... -o {store.parent}`")
    return _answered(store, prepared(query, values or {}, base=base, limits=limits), prefixes(base), limits)


def prepared(query: str, values: Mapping[str, Value], *, base: str = terms.DATA, limits: Limits = DEFAULTS) -> str:
    """The query as it is evaluated: checked for size and shape, with its values bound."""
    return bind(screen(query, limits), values, prefixes(base))


def prefixes(base: str = terms.DATA) -> dict[str, str]:
    """The prefixes that every query may use without declaring them."""
    return {**terms.PREFIXES, "ex": base}


def _answered(store: Path, query: str, names: Mapping[str, str], limits: Limits) -> Answer:
    request = {
        "store": str(store),
        "query": query,
        "prefixes": dict(names),
        "rows": limits.rows,
        "answer_bytes": limits.answer_bytes,
        "memory": limits.memory,
        "deadline": limits.deadline,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(WORKER)],
            input=json.dumps(request).encode("ascii"),
            capture_output=True,
            timeout=limits.deadline,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitReached(
            f"the query took longer than {limits.deadline:g} seconds (deadline) and was stopped: narrow it, or allow more"
        ) from error
    answer = decoded(done.stdout.decode("ascii").splitlines()) if done.returncode == 0 else None
    if answer is None:
        raise LimitReached(
            f"the query broke off (exit {done.returncode}), most likely because it needed more than {limits.memory // 2**20} MiB"
            " (memory): narrow it, or allow more"
        )
    return answer
