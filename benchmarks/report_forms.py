"""How much more a report takes in each form than the text comparison, like with like.

A case of two years under every authority; the same case, authorities and readings in both
commands. Whole processes, run in turn: each report is set beside the comparison run just before
it, so that what the machine was doing weighs on both. What is told is the processor's time and the
most memory a process held, as medians (Windows does not tell those of a child process). Run it with
the Python of an environment in which cinpolicy is installed with its extras ``report,plots``:

    python benchmarks/report_forms.py [ROUNDS] [default|all]

The figures aimed at are less than a second more and less than 1 MB. Under ``all`` readings both
commands take many times as long, and what they differ by is soon lost in that: it is for the sizes.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from cinpolicy.reporting.forms import FORMS

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = ROOT / "scenarios" / "past_nine_months.yaml"
TOOL = [sys.executable, "-m", "cinpolicy"]
OF_ONE_AUTHORITY = {".ics": ["--authority", "kent"]}
MOST_SECONDS, MOST_KILOBYTES = 1.0, 1000.0
HEAD = "form      text  report    more    best   ratio |   text  report |    size"
UNITS = "             s       s       s       s         |     MB      MB |      kB"


@dataclass(frozen=True)
class Run:
    """What one whole process took: seconds of the processor, and MB of memory at its peak."""

    seconds: float
    memory: float


def run(command: list[str]) -> Run:
    """Run a command away from the source tree."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT.parent) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1_000_000)


def two_years(folder: Path) -> Path:
    """The case, followed for two years."""
    made = folder / SCENARIO.name
    text, found = re.subn(r"(?m)^horizon: .*$", "horizon: 24 months", SCENARIO.read_text("utf-8"))
    assert found == 1
    made.write_text(text, "utf-8")
    return made


def line(form: str, case: Path, readings: str, rounds: int) -> str:
    """What one form takes, beside the comparison."""
    target = case.with_suffix(form)
    rest = [str(case), "--readings", readings, *OF_ONE_AUTHORITY.get(form, [])]
    text, report = [*TOOL, "compare", *rest], [*TOOL, "report", *rest, "--output", str(target)]
    run(report)
    pairs = [(run(text), run(report)) for _ in range(rounds)]

    def told(of: Callable[[Run, Run], float]) -> float:
        return median(of(*pair) for pair in pairs)

    more = told(lambda one, other: other.seconds - one.seconds)
    size = target.stat().st_size / 1000
    missed = "  too slow" * (more >= MOST_SECONDS) + "  too large" * (size >= MOST_KILOBYTES)
    return (
        f"{form[1:]:5} {told(lambda one, _: one.seconds):8.2f}"
        f"{told(lambda _, other: other.seconds):8.2f}{more:+8.2f}"
        f"{min(other.seconds - one.seconds for one, other in pairs):+8.2f}"
        f"{told(lambda one, other: other.seconds / one.seconds):8.2f} |"
        f"{told(lambda one, _: one.memory):7.0f}{told(lambda _, other: other.memory):8.0f} |"
        f"{size:8.0f}{missed}"
    )


def main(rounds: int, readings: str) -> None:
    """Measure every form there is."""
    print(f"{SCENARIO.stem}, two years, every authority, --readings {readings}, {rounds} rounds")
    print(f"aimed at: {MOST_SECONDS:.2f} s more at most, {MOST_KILOBYTES:.0f} kB at most")
    print(HEAD, UNITS, sep="\n")
    with tempfile.TemporaryDirectory() as folder:
        case = two_years(Path(folder))
        for form in FORMS:
            print(line(form, case, readings, rounds), flush=True)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        sys.argv[2] if len(sys.argv) > 2 else "default",
    )
