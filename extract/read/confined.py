"""Parsing in a child process with a deadline and a memory limit; called by the readers of PDF, Word and large web pages.

The child is `parsers.py`: it gets the file on standard input and answers with one JSON object.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from extract.read.drafts import Unreadable
from extract.read.options import ReadOptions

CHILD: Final = Path(__file__).with_name("parsers.py")


def ask(kind: str, data: bytes, options: ReadOptions) -> dict[str, Any]:
    """What the child answers.

    Raises: Unreadable if it fails, or takes longer or more than it may.
    """
    command = [
        sys.executable,
        "-P",
        str(CHILD),
        kind,
        str(options.memory),
        str(int(options.deadline) + 1),
        str(4 * options.max_bytes),
    ]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=options.deadline, check=False)
    except subprocess.TimeoutExpired as error:
        message = f"not read within {options.deadline:g} seconds: save its text as .txt, or raise deadline"
        raise Unreadable("deadline", message) from error
    except OSError as error:
        raise Unreadable("unreadable", f"the process that reads it cannot be started ({error.strerror})") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        message = "reading it took more memory or time than allowed, or broke off: save its text as .txt"
        raise Unreadable("corrupt", message) from error
    if "code" in answer:
        raise Unreadable(str(answer["code"]), str(answer["message"]))
    return dict(answer)
