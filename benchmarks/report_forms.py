"""How much longer a report takes in each form than the text comparison, like with like.

The same case, authorities and readings; whole processes, run in turn, each pair compared in the
same round. What is measured is the processor's time, so that what else the machine is doing
weighs little (Windows does not tell that of a child process). Run it with the Python of an
environment in which cinpolicy is installed with its extra ``report``:

    python benchmarks/report_forms.py [ROUNDS]

The figure aimed at is less than a second more for each form, and less than 1 MB.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = str(ROOT / "scenarios" / "disabled_child.yaml")
TOOL = [sys.executable, "-m", "cinpolicy"]
READINGS = ["--readings", "all"]
FORMS = ("md", "json", "csv", "xlsx", "docx", "ics")
MOST_SECONDS, MOST_BYTES = 1.0, 1_000_000


def seconds(command: list[str]) -> float:
    """Seconds of the processor that one whole process takes, away from the source tree."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT.parent)
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def commands(form: str, target: Path) -> tuple[list[str], list[str]]:
    """The text comparison, and the report in a form; a calendar is of one authority."""
    named = ["--authority", "kent"] if form == "ics" else []
    text = [*TOOL, "compare", SCENARIO, *READINGS, *named]
    return text, [*TOOL, "report", SCENARIO, *READINGS, *named, "--output", str(target)]


def main(rounds: int) -> None:
    """Measure every form and print how much longer it takes, and how large it is."""
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            target = Path(folder) / f"report.{form}"
            text, report = commands(form, target)
            seconds(text)
            more = [-seconds(text) + seconds(report) for _ in range(rounds)]
            size = target.stat().st_size
            print(
                f"{form:5} {statistics.median(more):+6.2f} s (best {min(more):+6.2f}), "
                f"{size / 1000:6.0f} kB  (less than {MOST_SECONDS:.2f} s and "
                f"{MOST_BYTES / 1000:.0f} kB)"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
