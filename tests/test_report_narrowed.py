"""Reports kept to some topics, or to what the texts differ in, in every form."""

import csv
import io
import json
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from icalendar import Calendar

from cinpolicy import api
from cinpolicy.cli import main
from cinpolicy.narrowing import Narrowing
from cinpolicy.report import Report
from cinpolicy.reporting.forms import Drawing, NoFormError, as_bytes
from cinpolicy.reporting.kept_to import kept_to
from cinpolicy.reporting.report_sheets import sheets
from tests import office

REVIEWS = ["review_interval"]
# Stoke: three months after the first meeting, taken as Mon 24 Mar 2025, then every six. Kent:
# three months after the plan starts on Mon 17 Mar 2025, then every six.
STOKE = [date(2025, 6, 24), date(2025, 12, 24), date(2026, 6, 24)]
KENT = [date(2025, 6, 17), date(2025, 12, 17), date(2026, 6, 17)]


@cache
def reviews() -> Report:
    """One case under two authorities, only on reviews."""
    return api.report([office.DISABLED], ["kent", "stoke"], topics=REVIEWS, every_reading=False)


@cache
def differing(*topics: str) -> Report:
    """The report of two authorities in every reading, only where they differ."""
    return api.report([office.DISABLED], ["kent", "ealing"], topics=topics, only_divergent=True)


def made(report: Report, ending: str, plot: str = "") -> str:
    return as_bytes(report, Path(f"report.{ending}"), Drawing(plot)).decode("utf-8-sig")


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


def test_rows_on_a_topic_are_those_of_the_whole_report_readings_and_all() -> None:
    (whole,) = office.report().cases
    (kept,) = api.report([office.DISABLED], ["kent", "ealing"], topics=REVIEWS).cases
    wanted = tuple(row for row in whole.comparison.rows if REVIEWS[0] in row.topics)
    assert kept.comparison.rows == wanted
    assert [row.key for row in wanted] == ["review.1", "review.2", "review.3", "review.count"]
    assert (kept.compared, kept.points) == (4, len(whole.comparison.rows))


def test_only_what_differs_is_kept_and_what_would_if_read_otherwise() -> None:
    (whole,) = office.report().cases
    (kept,) = differing().cases
    rows = whole.comparison.rows
    wanted = [row.key for row in rows if row.divergences or row.under_readings]
    arising = [row.key for row in rows if row.under_readings and not row.divergences]
    assert [row.key for row in kept.comparison.rows] == wanted
    assert set(arising) < set(wanted) < {row.key for row in rows}
    assert arising
    assert kept.comparison.counts == whole.comparison.counts
    (read_once,) = api.report(
        [office.DISABLED], ["kent", "ealing"], only_divergent=True, every_reading=False
    ).cases
    assert [row.key for row in read_once.comparison.rows] == [r.key for r in rows if r.divergences]


def test_what_is_left_out_is_told_with_the_number_of_points() -> None:
    (case,) = reviews().cases
    # The count row, and three reviews with rows of their own.
    assert kept_to(case, reviews()) == f"Only on: Review; 4 of {case.points} points."
    both = Narrowing(topics=("review_interval", "first_meeting_due"), only_divergent=True)
    narrow = evolve(reviews(), narrowing=both)
    assert kept_to(evolve(case, narrowing=both, points=1), narrow) == (
        "Only on: Review, First meeting, and only where the texts differ; 4 of 1 point."
    )
    (every,) = differing().cases
    assert kept_to(every, differing()).startswith(
        "Only where the texts differ, or would if one were read otherwise; "
    )
    (whole,) = office.report().cases
    assert kept_to(whole, office.report()) == ""


@pytest.mark.parametrize("ending", ["md", "html"])
def test_words_say_what_is_left_out_at_the_head_and_how_it_was_counted(ending: str) -> None:
    said, (case,) = made(reviews(), ending), reviews().cases
    assert said.index(f"Only on: Review; 4 of {case.points} points.") < said.index("What differs")
    assert "This report is kept to some of what was compared" in said
    assert "of the 4 points compared in this case." in said
    assert "First review" in said
    assert "## Meetings" not in said
    assert "Minutes" not in said
    whole = made(office.two_cases(), ending)
    assert "First meeting" in whole
    assert "kept to" not in whole
    assert "Only on" not in whole


def test_the_page_of_a_kept_report_has_no_link_to_paths_that_it_leaves_out() -> None:
    assert "#paths" not in made(reviews(), "html")
    assert made(office.report(), "html").count('href="#paths"') == 1
    assert "Of these points, every date that falls due" in made(reviews(), "html")
    assert "<p>Every date that falls due" in made(office.report(), "html")


def test_on_how_many_points_texts_differ_is_told_of_all_that_were_compared() -> None:
    (whole,) = office.report().cases
    differ, compared = len(whole.comparison.divergent), len(whole.comparison.rows)
    said = f"The texts differ on {differ} of the {compared} points compared in this case."
    assert said in made(differing(), "md")
    assert said in made(office.report(), "md")


def test_word_and_excel_are_kept_to_it_too() -> None:
    (case,) = reviews().cases
    head = f"Only on: Review; 4 of {case.points} points."
    for ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(as_bytes(reviews(), Path(f"r.{ending}")))) as archive:
            parts = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")]
        assert any(head in part for part in parts)
        assert not any("Minutes" in part for part in parts if ending == "docx")
    of_name = {one.name: one.rows for one in sheets(reviews())}
    assert [row[1] for row in of_name["Provisions"] if row[0] == "stoke" and row[1]] == [
        p.id
        for p in reviews().procedures["stoke"].provisions
        if p.topic in ("review_interval", "first_review_due")
    ]
    assert len(of_name["Comparison"]) == 4


def test_no_dates_of_two_texts_are_told_of_the_points_alone() -> None:
    chairs = api.report([office.DISABLED], ["kent"], topics=["review_chair"], every_reading=False)
    none = as_bytes(chairs, Path("r.docx"))
    with zipfile.ZipFile(io.BytesIO(none)) as archive:
        said = archive.read("word/document.xml").decode()
    assert "No two texts give a date for the same thing of these points." in said


def test_csv_has_the_obligations_of_those_topics() -> None:
    lines = list(csv.DictReader(io.StringIO(made(reviews(), "csv"), newline="")))
    days = {slug: [] for slug in ("kent", "stoke")}
    for line in lines:
        days[line["authority"]].append(date.fromisoformat(line["due_date"]))
    assert days == {"kent": KENT, "stoke": STOKE}
    # The fourth review has no row in the table of a case, and is due all the same.
    more = api.report([office.DISABLED], ["islington"], topics=REVIEWS, every_reading=False)
    assert made(more, "csv").count("\r\n") - 1 == 5


def test_a_calendar_has_the_days_of_those_topics_and_says_so() -> None:
    kept = api.report([office.DISABLED], ["kent"], topics=REVIEWS, every_reading=False)
    calendar = Calendar.from_ical(as_bytes(kept, Path("r.ics")))
    days = [event.decoded("dtstart") for event in calendar.walk("VEVENT")]
    assert days == [day for day in KENT if day <= kept.cases[0].scenario.horizon]
    assert days
    assert calendar["x-wr-calname"] == (
        "Child in Need due dates, only on Review: Kent County Council"
    )


def test_a_calendar_only_of_what_differs_is_refused() -> None:
    kept = api.report([office.DISABLED], ["kent"], only_divergent=True, every_reading=False)
    with pytest.raises(NoFormError, match=r"leave out --only-divergent$"):
        as_bytes(kept, Path("r.ics"))


def test_pictures_show_those_topics_and_say_so() -> None:
    (case,) = reviews().cases
    for plot in ("timeline", "divergence"):
        drawn = made(reviews(), "svg", plot)
        assert f"Only on: Review; 4 of {case.points} points." in drawn
        assert "Visits" not in drawn
    whole = made(office.report(), "svg")
    assert "Visits" in whole
    assert "Only on" not in whole


@pytest.mark.parametrize("ending", ["md", "html", "svg", "docx", "xlsx", "csv", "json"])
def test_a_topic_with_no_dates_or_nothing_that_differs_has_a_report(ending: str) -> None:
    alone = api.report([office.DISABLED], ["kent"], topics=["who_may_close"], every_reading=False)
    assert as_bytes(alone, Path(f"r.{ending}"))
    same = api.report([office.DISABLED], ["kent"], only_divergent=True, every_reading=False)
    assert as_bytes(same, Path(f"r.{ending}"))
    assert same.cases[0].comparison.rows == ()


def test_json_has_the_rows_that_are_left() -> None:
    (one,) = json.loads(made(reviews(), "json"))["comparisons"]
    assert [row["row"] for row in one["rows"]] == [
        "review.1",
        "review.2",
        "review.3",
        "review.count",
    ]


def test_the_line_that_makes_it_again_has_the_options(tmp_path: Path) -> None:
    words = ("--topic", "review_interval", "--topic", "who_may_close", "--only-divergent")
    target = tmp_path / "report.md"
    rest = ("-a", "kent", "-a", "stoke", "--readings", "default", "-o", target)
    assert invoke(office.DISABLED, *words, *rest).exit_code == 0
    assert f" --authority stoke {' '.join(words)} --readings default" in target.read_text("utf-8")


def test_a_topic_that_there_is_not_is_told_and_nothing_written(tmp_path: Path) -> None:
    result = invoke(office.DISABLED, "--topic", "review_intervall", "-o", tmp_path / "r.md")
    assert result.exit_code == 2
    assert result.stderr == (
        "cinpolicy: no topic 'review_intervall' (did you mean review_interval?)\n"
    )
    assert not list(tmp_path.iterdir())


def test_a_folder_stands_for_its_cases(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    for path in (office.DISABLED, office.MOVING_IN):
        (folder / path.name).write_bytes(path.read_bytes())
    target = tmp_path / "report.json"
    words = ("-a", "kent", "--topic", "who_may_close", "--readings", "default", "-o", target)
    assert invoke(folder, *words).exit_code == 0
    made = json.loads(target.read_text("utf-8"))["comparisons"]
    assert [one["scenario"] for one in made] == ["disabled_child", "moving_in"]
    empty = tmp_path / "empty"
    empty.mkdir()
    result = invoke(empty, *words)
    assert result.exit_code == 2
    assert result.stderr.startswith("cinpolicy: there is no scenario (a file that ends in .yaml)")
