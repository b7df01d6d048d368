"""Run other programs for the figures: `quoth extract` on texts, scorers that come with the data; called by the modules here."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
EXTRACTED: Final = (0, 3)  # 3: done, but some inputs were skipped


def extract(path: Path, to: Path, jobs: int = 1) -> Path:
    """Write the annotation lines of `path` into the file `to`, with the Quoth of this folder.

    Raises: SystemExit if the extraction fails.
    """
    command = [sys.executable, "-m", "quoth", "extract", str(path), "--jobs", str(jobs)]
    with to.open("w", encoding="utf-8") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    if done.returncode not in EXTRACTED:
        sys.exit(f"quoth extract {path} ended with exit code {done.returncode}: {done.stderr.strip()[-2000:]}")
    return to


def output(program: Path, *arguments: str) -> str:
    """What a Python program prints.

    Raises: SystemExit if it fails.
    """
    command = [sys.executable, str(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{program} ended with exit code {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout
