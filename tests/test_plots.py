"""Pictures: what is drawn where, how it is told apart, and that their bytes stay the same."""

import re
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from attrs import evolve
from click.testing import CliRunner
from matplotlib.image import imread

import cinpolicy
from cinpolicy import api, plots
from cinpolicy.cells import Column
from cinpolicy.cli import main
from cinpolicy.plots import axis, marks
from cinpolicy.plots.compared import tallies, timescales
from cinpolicy.plots.one_case import SeveralCasesError
from cinpolicy.report import Report
from cinpolicy.timeline import State
from tests.cases import library

ROOT = Path(__file__).parent.parent
CASE = ROOT / "scenarios" / "disabled_child.yaml"
OTHER = ROOT / "scenarios" / "moving_in.yaml"


@pytest.fixture(scope="module")
def report() -> Report:
    return api.report([CASE], library=library())


def texts(svg: bytes) -> list[str]:
    """All that is written in a picture; text is kept as text."""
    found = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(one.itertext()) for one in found]


# --- marks -----------------------------------------------------------------------------------


def test_no_two_sections_have_the_same_shape(report: Report) -> None:
    found = marks.sections(report.words)
    assert {"Meetings", "Reviews", "Visits", "Records"} <= set(found)
    assert len({mark.shape for mark in found.values()}) == len(found)


def test_a_section_that_a_procedure_adds_has_a_mark_of_its_own(report: Report) -> None:
    first = next(iter(report.words.topics.values()))
    more = {f"t{n}": evolve(first, name=f"t{n}", section=f"Section {n}") for n in range(40)}
    found = marks.sections(evolve(report.words, topics={**report.words.topics, **more}))
    assert len(set(found.values())) == len(found) > 40


def test_what_nobody_does_and_what_comes_no_sooner_is_a_stroke(report: Report) -> None:
    owed = report.cases[0].timelines["ealing"].obligations
    looked_at = {o.question.topic for o in owed if marks.is_looked_at(o, report.words)}
    assert looked_at == {"expected_duration"}


def test_a_date_that_the_case_had_to_assume_is_hollow(report: Report) -> None:
    """Stoke's first review counts from a first meeting to which its text gives no day."""
    first = next(o for o in report.cases[0].timelines["stoke"].of("review") if o.number == 1)
    assert marks.is_assumed(first)
    first = next(o for o in report.cases[0].timelines["kent"].of("review") if o.number == 1)
    assert not marks.is_assumed(first)


# --- the axis --------------------------------------------------------------------------------


def test_days_stand_to_scale() -> None:
    scale = axis.Scale(date(2025, 1, 1), date(2025, 1, 11), 1.0, 3.0)
    assert [scale.at(date(2025, 1, day)) for day in (1, 6, 11)] == [1.0, 2.0, 3.0]


def test_a_case_of_one_day_can_be_drawn() -> None:
    assert axis.Scale(date(2025, 1, 1), date(2025, 1, 1), 1.0, 3.0).at(date(2025, 1, 1)) == 1.0


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 1, 1), date(2025, 3, 1), [(2025, 1), (2025, 2), (2025, 3)]),
        (date(2025, 1, 2), date(2025, 3, 1), [(2025, 2), (2025, 3)]),
        (date(2025, 12, 5), date(2026, 1, 31), [(2026, 1)]),
        # fourteen months apart: every month; fifteen: every third
        (
            date(2025, 1, 1),
            date(2026, 3, 1),
            [*((2025, n) for n in range(1, 13)), *((2026, n) for n in (1, 2, 3))],
        ),
        (
            date(2025, 1, 1),
            date(2026, 4, 1),
            [(2025, 1), (2025, 4), (2025, 7), (2025, 10), (2026, 1), (2026, 4)],
        ),
        (date(2020, 1, 1), date(2030, 1, 1), [(year, 1) for year in range(2020, 2031)]),
    ],
)
def test_months_are_named_as_far_as_there_is_room(
    first: date, last: date, expected: list[tuple[int, int]]
) -> None:
    named = list(axis.Scale(first, last, 0, 1).months())
    assert [(day.year, day.month) for day in named] == expected
    assert all(day.day == 1 for day in named)


def test_words_over_the_axis_do_not_run_into_one_another() -> None:
    days = [date(2025, 1, 1), date(2025, 1, 5), date(2025, 12, 30)]
    found = axis.flags(
        [(days[0], "Referral"), (days[1], "Assessment"), (days[2], "Closed"), (days[0], "Birth")],
        date(2025, 1, 1),
        date(2025, 12, 31),
        7.0,
    )
    assert [(f.day, f.words, f.level, f.leftward) for f in found] == [
        (days[0], "Referral and Birth", 0, False),
        (days[1], "Assessment", 1, False),
        (days[2], "Closed", 0, True),
    ]


# --- the timeline ----------------------------------------------------------------------------


def test_a_timeline_has_every_lane_and_what_happens_in_the_case(report: Report) -> None:
    said = texts(plots.as_svg(plots.timeline(report)))
    for column in report.cases[0].comparison.columns:
        assert f"{column.name} ({column.slug})" in said
    assert {"Referral", "Assessment completed", "Feb 2025", "Mar 2026"} <= set(said)
    assert said.count("Visits") == 5
    # Ealing 3 June to Calderdale 24 September; Kent 17 to Islington 24 March.
    ends = "solid line: first review, 113 days; dashed line: first meeting, 7 days."
    assert any(one.endswith(ends) for one in said)


def _points(figure: object, shape: str) -> list[tuple[float, float]]:
    lines = [line for line in figure.axes[0].lines if line.get_marker() == shape]  # type: ignore[attr-defined]
    return [(float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in lines]


def test_each_date_in_the_case_has_one_mark_and_what_is_not_owed_none(report: Report) -> None:
    case, words = report.cases[0], report.words
    alone = evolve(report, cases=(evolve(case, timelines={"kent": case.timelines["kent"]}),))
    comparison = evolve(case.comparison, largest=())
    alone = evolve(alone, cases=(evolve(alone.cases[0], comparison=comparison),))
    drawn = _points(plots.timeline(alone), marks.sections(words)["Reviews"].shape)
    # Kent: 17 June and 17 December 2025 (the third, 17 June 2026, is after 6 March 2026)
    scale = axis.Scale(date(2025, 1, 3), date(2026, 3, 6), 1.5, 8.65)
    first = min(h.date for h in case.scenario.happenings)
    scale = evolve(scale, first=first)
    assert [x for x, _ in drawn] == [
        pytest.approx(scale.at(date(2025, 6, 17))),
        pytest.approx(scale.at(date(2025, 12, 17))),
    ]
    assert len({y for _, y in drawn}) == 1


def test_what_is_no_longer_due_is_not_drawn(report: Report) -> None:
    case = report.cases[0]
    kent = case.timelines["kent"]
    stopped = tuple(evolve(o, state=State.STOPPED) for o in kent.obligations)
    case = evolve(case, timelines={"kent": evolve(kent, obligations=stopped)})
    case = evolve(case, comparison=evolve(case.comparison, largest=()))
    said = texts(plots.as_svg(plots.timeline(evolve(report, cases=(case,)))))
    assert "Reviews" not in said


def test_what_an_encoding_infers_is_not_drawn(report: Report) -> None:
    """Calderdale's text has no date for a first meeting; that the plan starts is inferred."""
    case = report.cases[0]
    owed = case.timelines["calderdale"].obligations
    assert [o for o in owed if o.question.topic == "plan_start" and o.due]
    case = evolve(case, timelines={"calderdale": case.timelines["calderdale"]})
    case = evolve(case, comparison=evolve(case.comparison, largest=()))
    said = texts(plots.as_svg(plots.timeline(evolve(report, cases=(case,)))))
    assert "Reviews" in said
    assert "Meetings" not in said


# --- the chart of divergence -----------------------------------------------------------------


def test_a_date_comes_with_the_days_by_which_it_is_later(report: Report) -> None:
    """First review: Ealing 3 June, Islington 16 June (13 later), Calderdale 24 September (113)."""
    said = texts(plots.as_svg(plots.divergence(report)))
    at = said.index("First review")
    row = said[at : said.index("Visits")]
    assert row[:4] == ["First review", "24 Sep 2025†", "+113", "3 Jun 2025†"]
    assert row[row.index("16 Jun 2025") + 1] == "+13"
    assert row[-1] == "113 days"


def test_only_what_two_texts_speak_of_is_compared(report: Report) -> None:
    rows = list(timescales(report.cases[0].comparison))
    assert all(sum(cell.says_something for cell in row.cells) > 1 for row in rows)
    keys = [row.key for row in rows]
    assert "review.1" in keys
    assert not {"review.2", "review.count", "updated_assessment.1"} & set(keys)


def test_of_other_questions_the_answers_are_counted() -> None:
    made = api.compare(CASE, ["kent", "stoke"], library=library())
    keep = {"outcomes.of.review", "who_may_close.closure_decision", "checklist.plan_contents"}
    made = evolve(made, rows=tuple(row for row in made.rows if row.key in keep))
    found = {tally.label: tally for tally in tallies(made)}
    assert set(found) == {"Decisions", "Contents"}
    # Stoke does not say who may close, so that one text alone speaks of it
    assert found["Decisions"].answered == {"kent": 1, "stoke": 1}
    assert (found["Decisions"].questions, found["Decisions"].differing) == (1, 1)


def test_a_silence_has_the_mark_of_its_kind(report: Report) -> None:
    comparison = report.cases[0].comparison
    visit = evolve(comparison.row("visit.1"))
    figure = plots.divergence(evolve(comparison, rows=(visit,), largest=()))
    # Calderdale defers, Ealing has a date, Kent leaves it to the manager, two do not state it;
    # and each kind once in the legend
    assert len(_points(figure, ">")) == 2
    assert len(_points(figure, "D")) == 2
    assert len(_points(figure, "o")) == 3
    assert len(_points(figure, "x")) == 1


def test_a_comparison_of_nothing_is_drawn_too(report: Report) -> None:
    empty = evolve(report.cases[0].comparison, rows=(), largest=())
    assert plots.as_svg(plots.divergence(empty))


def test_an_authority_that_failed_is_named(report: Report) -> None:
    case = report.cases[0]
    failing = Column(slug="north", name="North", failure="no")
    made = evolve(case.comparison, columns=(*case.comparison.columns, failing))
    said = texts(plots.as_svg(plots.divergence(made)))
    assert "north could not be run and is not shown." in said
    whole = evolve(report, cases=(evolve(case, comparison=made),))
    assert "north could not be run and is not shown." in texts(plots.as_svg(plots.timeline(whole)))


# --- files and settings ----------------------------------------------------------------------


@pytest.mark.parametrize("plot", list(plots.PLOTS))
def test_the_same_picture_has_the_same_bytes(report: Report, plot: str) -> None:
    draw = plots.PLOTS[plot]
    svg, png = plots.as_svg(draw(report)), plots.as_png(draw(report))
    before = dict(mpl.rcParams)
    mpl.rcParams.update({"font.size": 30, "lines.linewidth": 9, "savefig.bbox": "tight"})
    try:
        assert plots.as_svg(draw(report)) == svg
        assert plots.as_png(draw(report)) == png
        assert mpl.rcParams["font.size"] == 30
    finally:
        mpl.rcParams.update(before)
    assert not re.search(rb"<dc:date>|file:|/home|/work", svg)
    assert imread(BytesIO(png)).shape[2] in (3, 4)


def test_what_stands_in_a_file_is_shown_as_it_is(report: Report) -> None:
    """Neither markup nor signs of mathematics in a title do anything."""
    title = "<script>alert(1)</script> $x^2$ \\frac & _a_"
    made = evolve(report.cases[0].comparison, title=title)
    for svg in (
        plots.as_svg(plots.divergence(made)),
        plots.as_svg(
            plots.timeline(evolve(report, cases=(evolve(report.cases[0], comparison=made),)))
        ),
    ):
        assert title in texts(svg)
        assert b"<script" not in svg


def test_a_picture_shows_one_case(report: Report) -> None:
    two = evolve(report, cases=(*report.cases, *api.report([OTHER], ["kent"]).cases))
    for draw in (plots.timeline, plots.divergence):
        with pytest.raises(SeveralCasesError, match="one case, not 2"):
            draw(two)
        assert draw(two, "moving_in")
        with pytest.raises(KeyError, match=r"gone \(the cases are disabled_child, moving_in\)"):
            draw(two, "gone")


def test_pyplot_is_left_alone(report: Report) -> None:
    from matplotlib import pyplot as plt

    plots.timeline(report)
    plots.divergence(report)
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    ("arguments", "begins", "told"),
    [
        (["-o", "a.svg"], b"<?xml", "What falls due, by authority"),
        (["-o", "a.svg", "--plot", "divergence"], b"<?xml", "What the texts differ in"),
        (["-o", "a.PNG", "--plot", "timeline"], b"\x89PNG", ""),
    ],
)
def test_report_writes_pictures(
    arguments: list[str], begins: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(
        main, ["report", str(CASE), "-a", "kent", "-a", "stoke", *arguments]
    )
    assert (result.exit_code, result.output) == (0, "")
    written = (tmp_path / arguments[1]).read_bytes()
    assert written.startswith(begins)
    assert told.encode() in written


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            [str(CASE), str(OTHER), "-o", "a.png"],
            "a picture shows one case: name one scenario, not 2",
        ),
        ([str(CASE), "-o", "a.md", "--plot", "timeline"], "ends in .svg or .png"),
        ([str(CASE), "-o", "a.svg", "--plot", "pie"], "'pie' is not one of"),
    ],
)
def test_what_no_picture_can_show_is_told(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["report", "-a", "kent", *arguments])
    assert result.exit_code == 2
    assert message in result.output
    assert not list(tmp_path.iterdir())


def test_the_line_that_makes_the_picture_again_names_the_plot() -> None:
    from cinpolicy.cli.report_command import _command

    line = _command(
        {
            "scenarios": (Path("a.yaml"),),
            "named": (),
            "drafts": (),
            "as_at": None,
            "topics": (),
            "only_divergent": False,
            "readings": "all",
            "output": Path("b.svg"),
            "plot": "divergence",
        }
    )
    assert line == "cinpolicy report a.yaml --plot divergence --output b.svg"


def test_a_missing_package_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(cinpolicy, "plots")
    for name in [
        n
        for n in sys.modules
        if n.startswith(("cinpolicy.plots", "cinpolicy.reporting.report_svg"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = CliRunner().invoke(
        main, ["report", str(CASE), "-a", "kent", "-o", str(tmp_path / "a.svg")]
    )
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "needs the package matplotlib" in result.output
    assert "pip install 'cinpolicy[plots]'" in result.output
