"""How long `cinpolicy compare` takes, beside a process that only imports its libraries.

Whole processes, run in turn, compared as medians. Run it with the Python of an environment
in which cinpolicy is installed (not in editable mode, whose finder takes time of its own):

    python benchmarks/start_up.py [ROUNDS]

The figure aimed at is a ratio of at most 2.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = "import pluggy, attrs, cattrs, click, yaml, tabulate"
SCENARIO = str(ROOT / "scenarios" / "disabled_child.yaml")
COMMANDS = {
    "imports": [sys.executable, "-c", IMPORTS],
    "compare": [sys.executable, "-m", "cinpolicy", "compare", SCENARIO],
}


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one whole process, away from the source tree."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT.parent)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Run both in turn and print medians and their ratio."""
    for command in COMMANDS.values():
        seconds(command)
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:8} median {median * 1000:6.0f} ms, best {min(taken[name]) * 1000:6.0f} ms")
    print(f"ratio    {medians['compare'] / medians['imports']:.2f} (at most 2.00)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
