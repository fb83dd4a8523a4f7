"""Versions of a procedure: which one judges what, and how one is named."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cinpolicy import api
from cinpolicy.cli import main
from cinpolicy.hookspecs import TOPICS
from cinpolicy.library import Library
from cinpolicy.loading.faults import InputError
from cinpolicy.stack_in_time import StackInTime
from cinpolicy.versions import NoVersionError
from tests.cases import case, day

NOW = {
    "meeting": "topic: first_meeting_due, within: 10 working days, after: assessment_completed",
    "review": "topic: review_interval, every: 6 weeks, after: [first_meeting, review]",
    "notice": ("topic: notice_due, subject: invitations, of: review, at: 2 weeks, before: review"),
}
BEFORE = {
    **NOW,
    "review": "topic: review_interval, every: 3 months, after: [first_meeting, review]",
    "notice": ("topic: notice_due, subject: invitations, of: review, at: 1 week, before: review"),
}


def procedure(provisions: Mapping[str, str], version: str, begins: str = "") -> str:
    spoken = {text.split(",")[0].removeprefix("topic: ") for text in provisions.values()}
    lines = [
        "authority: testshire",
        "name: Testshire",
        f"document: {{title: A procedure, version: '{version}'}}",
        f"in_force_from: {begins}" if begins else "",
        "provisions:",
        *(
            f"  - {{id: {name}, force: should, cite: {{section: A, paragraph: 1}}, {text}}}"
            for name, text in provisions.items()
        ),
        "silent_on:",
        *(f"  {topic}: not stated" for topic in TOPICS if topic not in spoken),
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def testshire(tmp_path: Path) -> Path:
    """A procedure of April 2025, with the one before it."""
    path = tmp_path / "procedure.yaml"
    path.write_text(procedure(NOW, "second", "2025-04-01"), "utf-8")
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "first.yaml").write_text(procedure(BEFORE, "first"), "utf-8")
    return path


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


# The assessment is completed on Wed 15 January 2025; 10 working days on is Wed 29 January. Three
# months from then is 29 April. That review is the first event under the second version, which
# counts six weeks: 10 June, then 22 July.
CASE = case(("assessment_completed", "2025-01-15"), horizon="2025-08-01")


def reviews(authority: str, library: Library) -> list[date | None]:
    made = api.run(CASE, authority, library=library)
    return [one.due.date for one in made.of("review") if one.due]


def test_each_clock_is_judged_by_the_version_in_force_when_it_starts(testshire: Path) -> None:
    made = Library()
    dates = reviews(str(testshire), made)
    assert dates == [day("2025-04-29"), day("2025-06-10"), day("2025-07-22"), day("2025-09-02")]


def test_what_is_counted_back_is_judged_by_the_day_it_is_counted_from(testshire: Path) -> None:
    made = api.run(CASE, str(testshire), library=Library())
    sent = [one.due.date for one in made.of("invitations", "review") if one.due]
    # The first review falls on 29 April, when the second version asks for two weeks.
    assert sent[0] == day("2025-04-15")


@pytest.mark.parametrize(
    ("begins", "first"), [("2025-01-29", "2025-03-12"), ("2025-01-30", "2025-04-29")]
)
def test_the_first_day_in_force_counts(testshire: Path, begins: str, first: str) -> None:
    testshire.write_text(procedure(NOW, "second", begins), "utf-8")
    assert reviews(str(testshire), Library())[0] == day(first)


def test_as_at_a_day_one_version_judges_everything(testshire: Path) -> None:
    before = reviews(str(testshire), Library(as_at=day("2025-03-31")))
    assert before == [day("2025-04-29"), day("2025-07-29"), day("2025-10-29")]
    after = reviews(str(testshire), Library(as_at=day("2025-04-01")))
    assert after[:2] == [day("2025-03-12"), day("2025-04-23")]


def test_before_the_first_version_there_is_none_as_at_a_day(testshire: Path) -> None:
    first = testshire.parent / "versions" / "first.yaml"
    first.write_text(procedure(BEFORE, "first", "2025-01-20"), "utf-8")
    with pytest.raises(NoVersionError, match="the first, first, is so from 20 Jan 2025"):
        reviews(str(testshire), Library(as_at=day("2025-01-19")))
    # A case that began before is judged by the first version until the next.
    assert reviews(str(testshire), Library())[0] == day("2025-04-29")


def test_a_comparison_says_which_versions_there_are(testshire: Path) -> None:
    made = api.compare(CASE, (str(testshire),))
    assert made.columns[0].version == "first, from 1 Apr 2025 second"


def test_the_whole_procedure_is_that_of_the_latest_version(testshire: Path) -> None:
    made = Library()
    stack = made.stack(made.add(testshire))
    assert isinstance(stack, StackInTime)
    assert stack.latest.top.document.version == "second"
    result = invoke("matrix", "-a", testshire, "--topic", "review_interval")
    assert "every 6 weeks" in result.stdout
    assert "every 3 months" not in result.stdout
    result = invoke(
        "matrix", "-a", testshire, "--topic", "review_interval", "--as-at", "2025-03-31"
    )
    assert "every 3 months" in result.stdout
    assert "every 6 weeks" not in result.stdout


def test_readings_are_tried_under_the_version_that_has_them(testshire: Path) -> None:
    open_ = (
        "topic: review_interval, after: [first_meeting, review], readings: {"
        "quarter: {every: 3 months, because: One way.}, "
        "half: {every: 4 months, because: Another.}}"
    )
    first = testshire.parent / "versions" / "first.yaml"
    first.write_text(procedure({**BEFORE, "review": open_}, "first"), "utf-8")
    made = api.compare(CASE, (str(testshire),), every_reading=True)
    cell = made.row("review.1").cell("testshire")
    assert cell is not None
    assert cell.span is not None
    assert (cell.span.earliest, cell.span.latest) == (day("2025-04-29"), day("2025-05-29"))


# --- naming one -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("first", "first"),
        ("second", "second"),
        ("2025-04-01", "second"),
        ("2025-04", "second"),
        ("2025", "second"),
        ("2025-03", "first"),
        ("2025-03-31", "first"),
        ("2025-05", "second"),
        ("2024", "first"),
    ],
)
def test_a_version_is_named_by_what_it_is_called_or_by_a_day(
    testshire: Path, name: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _installed(testshire)
    slug = made.add(f"testshire@{name}")
    assert slug == f"testshire@{name}"
    assert made.procedure(slug).document.version == version


def test_a_named_version_judges_everything(testshire: Path) -> None:
    made = _installed(testshire)
    assert reviews("testshire@first", made)[:2] == [day("2025-04-29"), day("2025-07-29")]


@pytest.mark.parametrize("name", ["third", "2025-13", "", "20"])
def test_what_names_no_version_is_told(testshire: Path, name: str) -> None:
    made = _installed(testshire)
    if not name:
        assert made.add("testshire@") == "testshire"
        return
    with pytest.raises(NoVersionError, match="there are first, second, in force from 2025-04-01"):
        made.add(f"testshire@{name}")


def _installed(path: Path) -> Library:
    """A library in which the procedure is as if installed."""
    made = Library()
    made.add(path)
    return made


def test_two_versions_stand_side_by_side(testshire: Path) -> None:
    made = _installed(testshire)
    compared = api.compare(CASE, ("testshire@first", "testshire@second"), library=made)
    row = compared.row("review.1")
    assert [cell.due for cell in row.cells] == [day("2025-04-29"), day("2025-03-12")]


# --- what is wrong with files -------------------------------------------------------------------


def test_two_versions_do_not_begin_on_one_day(testshire: Path) -> None:
    first = testshire.parent / "versions" / "first.yaml"
    first.write_text(procedure(BEFORE, "first", "2025-04-01"), "utf-8")
    with pytest.raises(InputError, match=r"a day of its own in in_force_from, found 2025-04-01"):
        reviews(str(testshire), Library())


def test_only_one_need_not_say_from_when(testshire: Path) -> None:
    testshire.write_text(procedure(NOW, "second"), "utf-8")
    with pytest.raises(InputError, match="a day of its own in in_force_from, found none"):
        reviews(str(testshire), Library())


def test_a_version_is_of_the_same_authority(testshire: Path) -> None:
    first = testshire.parent / "versions" / "first.yaml"
    first.write_text(procedure(BEFORE, "first").replace("testshire", "othershire"), "utf-8")
    with pytest.raises(InputError, match="a version of the procedure of testshire"):
        reviews(str(testshire), Library())


def test_an_adopted_draft_is_a_version(testshire: Path) -> None:
    third = testshire.parent / "versions" / "third.yaml"
    third.write_text(
        "draft: third\nbased_on: ../procedure.yaml\ntitle: Sooner\nproposed_by: A team\n"
        "why: To try it.\nversion: third\nin_force_from: 2025-07-01\n"
        "changes:\n"
        "  - {change: review, from: {every: 6 weeks}, to: {every: 4 weeks}, because: Sooner.}\n",
        "utf-8",
    )
    dates = reviews(str(testshire), Library())
    # From 22 July four weeks: 19 August.
    assert dates[-2:] == [day("2025-07-22"), day("2025-08-19")]
    made = api.compare(CASE, (str(testshire),))
    assert made.columns[0].version == "first, from 1 Apr 2025 second, from 1 Jul 2025 third"


def test_the_command_line_takes_a_day(testshire: Path) -> None:
    scenario = Path(__file__).parent.parent / "scenarios" / "plain_first_assessment.yaml"
    result = invoke("compare", scenario, "-a", testshire, "--as-at", "2025-03-31")
    assert "every 3 months" in result.stdout
    assert invoke("compare", scenario, "-a", testshire, "--as-at", "soon").exit_code == 2


def test_a_version_that_cannot_be_read_takes_no_other_authority_down(testshire: Path) -> None:
    first = testshire.parent / "versions" / "first.yaml"
    first.write_text("authority: testshire\n", "utf-8")
    made = api.compare(CASE, (str(testshire), "kent"))
    failed = {column.slug: column.failure for column in made.failed}
    assert list(failed) == ["testshire"]
    assert "first.yaml:1:1" in failed["testshire"]
    cell = made.row("first_meeting").cell("kent")
    assert cell is not None
    assert cell.due == day("2025-01-29")


def test_authorities_are_listed_with_their_versions(testshire: Path) -> None:
    made = _installed(testshire)
    assert made.version_names("testshire") == ("first", "second, in force from 2025-04-01")
    assert made.version_names("kent") == ("undated",)


@pytest.mark.parametrize("name", ["2019", "2024-09", "2024-09-19"])
def test_a_text_that_is_not_dated_does_not_pass_for_that_of_a_day(name: str) -> None:
    with pytest.raises(NoVersionError, match="from when it is in force is not known"):
        Library().add(f"ealing@{name}")
    assert Library().add("ealing@19 September 2024") == "ealing@19 September 2024"
