"""The plugin for pytest, in fresh folders: what it collects, what a failure says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLAIN = ROOT / "scenarios" / "plain_first_assessment.yaml"
KENT = ROOT / "plugins" / "kent" / "procedure.yaml"

HEAD = PLAIN.read_text("utf-8").partition("expect:")[0]


def case(*expectations: str) -> str:
    return HEAD + "expect:\n" + "".join(f"  - {{{one}}}\n" for one in expectations)


def write(pytester: pytest.Pytester, name: str, text: str) -> Path:
    path = pytester.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def run(pytester: pytest.Pytester, *words: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:randomly", *words)


def test_one_item_an_expectation_and_authority(pytester: pytest.Pytester) -> None:
    write(
        pytester,
        "case.yaml",
        case("in: [ealing, kent], the: first_meeting, due: 2025-03-05", "the: review, owed: true"),
    )
    result = run(pytester, "-v")
    result.assert_outcomes(passed=7)
    result.stdout.fnmatch_lines(
        [
            "case.yaml::In Ealing the first meeting is due on 5 Mar 2025 PASSED*",
            "case.yaml::In Kent the first meeting is due on 5 Mar 2025 PASSED*",
            "case.yaml::In Stoke the first review is owed PASSED*",
        ]
    )


def test_a_failure_reads_well_and_has_no_traceback(pytester: pytest.Pytester) -> None:
    write(
        pytester,
        "case.yaml",
        case("in: kent, the: first_meeting, due_by: 2025-03-04, because: we promised"),
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    line = HEAD.count("\n") + 2
    result.stdout.fnmatch_lines(
        [
            "*In Kent the first meeting is due by 4 Mar 2025*",
            f"  NOT HELD  case.yaml:{line}:5  in the case plain_first_assessment",
            "    expected  In Kent the first meeting is due by 4 Mar 2025",
            "    because   we promised",
            "    found     it is due on Wed 5 Mar 2025",
            "    rests on  kent paras 71-72, first-meeting",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert "pytest_plugin.py" not in result.stdout.str()


def test_an_item_stands_at_its_line(pytester: pytest.Pytester) -> None:
    path = write(pytester, "case.yaml", case("in: kent, the: review, owed: true"))
    items, _ = pytester.inline_genitems(path)
    (item,) = items
    assert item.reportinfo()[:2] == (path, HEAD.count("\n") + 1)


def test_a_file_of_expectations_is_judged_on_its_cases_or_on_none(
    pytester: pytest.Pytester,
) -> None:
    for name in ("disabled_child", "moving_in"):
        source = ROOT / "scenarios" / f"{name}.yaml"
        write(pytester, f"cases/{name}.yaml", source.read_text("utf-8").partition("expect:")[0])
    write(
        pytester,
        "both.yaml",
        "expectations: Both\ncases: [cases]\nexpect:\n"
        "  - {in: kent, each: review, within: 12 weeks, after: review}\n",
    )
    write(
        pytester,
        "none.yaml",
        "expectations: None\nexpect:\n"
        "  - {in: kent, topic: chair_required, of: first_meeting, roles: [team_manager]}\n",
    )
    result = run(pytester, "-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "both.yaml::disabled_child: In Kent every review * FAILED*",
            "both.yaml::moving_in: In Kent every review * PASSED*",
            "none.yaml::In Kent, on 'chair (first meeting)'* PASSED*",
        ]
    )


def test_faults_of_a_file_are_an_error_of_collection(pytester: pytest.Pytester) -> None:
    text = case("in: kent, teh: review, owed: true")
    write(pytester, "case.yaml", text)
    write(pytester, "other.yaml", case("in: knet, the: review, owed: true"))
    result = run(pytester)
    result.assert_outcomes(errors=2)
    line = text.count("\n")
    result.stdout.fnmatch_lines(
        [
            f"case.yaml:{line}:16: $.expect?0?: expected a key (did you mean the?), found 'teh'",
            f"other.yaml:{line}:10: $.expect?0?.in: expected an authority*did you mean kent?*",
        ]
    )
    assert "Traceback" not in result.stdout.str()


OTHERS = {
    "k8s.yaml": "apiVersion: v1\nkind: Pod\n",
    "login.yaml": "scenario: login\nexpect:\n  status: 200\n",
    "greatly.yaml": "expectations: great\nexpect: [1, 2]\n",
    "broken.yaml": "expect: [\n",
    "picture.yaml": "\udce9expect:",
    "bare.yaml": HEAD,
    "procedure.yaml": KENT.read_text("utf-8"),
    "templated.yml": "expect: {{ value }}\nscenario: {% if x %}\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_the_files_of_others_are_left_alone(name: str, pytester: pytest.Pytester) -> None:
    (pytester.path / name).write_bytes(OTHERS[name].encode("utf-8", "surrogateescape"))
    write(pytester, "test_it.py", "def test_it():\n    pass\n")
    result = run(pytester)
    result.assert_outcomes(passed=1)
    assert result.ret == 0


@pytest.mark.skipif(os.name == "nt", reason="links want rights of their own on Windows")
def test_a_file_that_cannot_be_read_is_left_alone(pytester: pytest.Pytester) -> None:
    (pytester.path / "nowhere.yaml").symlink_to(pytester.path / "missing.yaml")
    write(pytester, "test_it.py", "def test_it():\n    pass\n")
    run(pytester).assert_outcomes(passed=1)


def test_a_file_too_large_to_be_ours_is_left_alone(pytester: pytest.Pytester) -> None:
    filling = "# filling\n" * 420_000
    write(pytester, "case.yaml", case("in: kent, the: review, owed: true") + filling)
    run(pytester).assert_outcomes()


def northshire(pytester: pytest.Pytester, name: str = "procedure.yaml") -> None:
    text = KENT.read_text("utf-8").replace("authority: kent", "authority: northshire")
    write(pytester, name, text)


def test_an_authority_of_the_repository_is_named_in_the_ini_file(
    pytester: pytest.Pytester,
) -> None:
    northshire(pytester, "policy/procedure.yaml")
    write(pytester, "pytest.ini", "[pytest]\ncinpolicy_authorities =\n    policy/procedure.yaml\n")
    write(
        pytester,
        "tests/case.yaml",
        case(
            "in: northshire, the: first_meeting, due: 2025-03-05",
            "the: first_meeting, due_by: 2025-03-05",
            "in: ealing, the: first_meeting, due_by: 2025-03-05",
        ),
    )
    result = run(pytester, "tests", "-v")
    result.assert_outcomes(passed=2)
    assert "In Ealing" not in result.stdout.str()


def test_the_command_line_takes_the_place_of_the_ini_file(pytester: pytest.Pytester) -> None:
    northshire(pytester)
    write(pytester, "pytest.ini", "[pytest]\ncinpolicy_authorities = kent\n")
    write(pytester, "case.yaml", case("the: first_meeting, due: 2025-03-05"))
    result = run(pytester, "-v", "--cinpolicy-authority", "procedure.yaml")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*In Northshire *"])
    result = run(pytester, "-v")
    result.stdout.fnmatch_lines(["*In Kent *"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("knet", "*cinpolicy_authorities: no authority 'knet' is installed*did you mean kent?*"),
        ("no.yaml", "*cinpolicy_authorities: there is no file *no.yaml*"),
    ],
)
def test_an_authority_that_is_not_there_is_told(
    name: str, said: str, pytester: pytest.Pytester
) -> None:
    write(pytester, "case.yaml", case("the: review, owed: true"))
    result = run(pytester, "--cinpolicy-authority", name)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([said])
    assert "pytest_plugin.py" not in result.stdout.str()


def test_it_can_be_done_without(pytester: pytest.Pytester) -> None:
    write(pytester, "case.yaml", case("the: review, due: 2001-01-01"))
    result = run(pytester, "-p", "no:cinpolicy")
    result.assert_outcomes()


def test_nothing_heavy_is_imported_at_start() -> None:
    """The plugin stands in every environment: it costs nothing where there are no such files."""
    code = "import sys, pytest; before = set(sys.modules); import cinpolicy.pytest_plugin; print(sorted(set(sys.modules) - before))"  # noqa: E501
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['cinpolicy', 'cinpolicy.pytest_plugin']"


def test_it_is_registered_by_the_package(pytester: pytest.Pytester) -> None:
    """In a process of its own, with nothing but the entry point."""
    write(pytester, "case.yaml", case("in: kent, the: first_meeting, due: 2025-03-05"))
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=1)
