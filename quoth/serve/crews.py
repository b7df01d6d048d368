"""The two kinds of processes that a server has: those that answer queries, and those that hold the graph for the pages.

Called by `running`.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Final

from graph.query import prefixes
from quoth.serve.options import ServeOptions
from quoth.serve.processes import Crew

FOLDER: Final = Path(__file__).parent


def query_crew(options: ServeOptions) -> Crew:
    """Those that answer queries, each from the store itself."""
    return Crew(
        program=FOLDER / "worker.py",
        store=options.store,
        setup={"store": str(options.store), "prefixes": prefixes(options.base), "limits": asdict(options.bounds)},
        count=options.workers,
        what="the query",
        seconds=options.limits.deadline,
        memory=options.limits.memory,
        names=("query_deadline", "query_memory"),
        queue=options.queue,
        wait=options.wait,
        refresh=options.refresh,
    )


def view_crew(options: ServeOptions) -> Crew:
    """Those that hold the whole graph in memory, for pages and their data; two, so that one answers while the other reads.

    To read a large graph may take longer than a view may, the more so on a busy machine.
    """
    return Crew(
        program=FOLDER / "reader.py",
        store=options.store,
        setup={"store": str(options.store), "memory": options.view_memory, "base": options.base},
        count=options.readers,
        what="the view",
        seconds=options.view_seconds,
        memory=options.view_memory,
        names=("serve_view_seconds", "serve_view_memory"),
        queue=options.queue,
        wait=max(options.wait, options.view_seconds),
        refresh=options.refresh,
        first={"op": "read"},
        unready="the graph is being read",
    )
