"""How long the command line takes to start: `python bench/start.py`. Prints the best and the median of several runs."""

import subprocess
import sys
import time
from statistics import median

RUNS = 7
COMMANDS = (("--help",), ("build", "--help"), ("doctor", "--json"))


def main() -> None:
    for arguments in COMMANDS:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "quoth", *arguments], stdout=subprocess.DEVNULL, check=False)
            times.append(time.perf_counter() - start)
        print(f"quoth {' '.join(arguments):<14} best {min(times):.2f} s, median {median(times):.2f} s")


if __name__ == "__main__":
    main()
