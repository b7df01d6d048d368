"""The entry point of the command `quoth` and of `python -m quoth`."""

import sys

from quoth.cli import main


def run() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(main())


if __name__ == "__main__":
    run()
