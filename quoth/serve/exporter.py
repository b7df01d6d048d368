"""The process that writes one export to standard output; started and killed by `exports`."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from graph.export import write, write_part
from graph.query.isolation import cut_network, die_with_parent, limit
from graph.store import open_store
from graph.turtle import write_ntriples

BUFFER: Final = 1 << 16


def main() -> None:
    """Write what standard input asks for."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked: dict[str, Any] = json.load(sys.stdin)
    limit(asked["memory"], None)
    cut_network()
    with (
        open(os.dup(1), "w", encoding="utf-8", newline="\n", buffering=BUFFER) as stream,
        open_store(Path(asked["store"]), write=False) as store,
    ):
        if asked["things"] is not None:
            write_part(store, asked["things"], asked["format"], stream)
        elif asked["format"] == "ntriples":
            write_ntriples(store.triples(), stream)
        else:
            write(store, asked["format"], stream, texts=asked["texts"])


if __name__ == "__main__":
    main()
