"""Pictures: what is drawn where, how it is told apart, and that their bytes stay the same."""

import re
import sys
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.transforms import Bbox
from PIL import Image

import cinpolicy
from cinpolicy import api, plots
from cinpolicy.cells import Column
from cinpolicy.cli import main
from cinpolicy.plots import axis, marks, shades
from cinpolicy.plots.compared import tallies, timescales
from cinpolicy.plots.look import COLOURS, Page, width_of
from cinpolicy.plots.one_case import SeveralCasesError
from cinpolicy.plots.picture import Picture
from cinpolicy.report import Report
from cinpolicy.reporting.assumed import marks_of
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


def test_a_mark_shows_the_signs_of_the_tables(report: Report) -> None:
    """Stoke counts its first review from a first meeting without a day, Calderdale also adds to
    its text; Ealing's text leaves open what the review is counted from, and Kent's what its
    first meeting and the start of the plan are."""
    signs = {}
    for slug in ("calderdale", "ealing", "kent", "stoke"):
        owed = report.cases[0].timelines[slug].of("review")
        signs[slug] = marks_of(next(o for o in owed if o.number == 1))
    assert signs == {"calderdale": "†*", "ealing": "†", "kent": "†", "stoke": "*"}


def test_each_sign_has_a_look_of_its_own() -> None:
    looks = [str(marks.filling("#000000", sign)) for sign in ("", "†", "*")]
    assert len(set(looks)) == 3
    page = Page.of(3)
    for sign in ("†", "†*"):
        marks.draw(page, 1, 1, marks.Mark("s", "#000000"), sign)
    # the hollow square twice, the second time with a dot in it
    assert [line.get_marker() for line in page.sheet.lines] == ["s", "s", "o"]


def test_marks_that_would_touch_are_stacked() -> None:
    assert marks.stacked([]) == []
    assert marks.stacked([1.0, 1.0, 1.0]) == [0, 1, 2]
    # a mark is a tenth of an inch wide: 1.09 touches 1.0, 1.1 does not
    assert marks.stacked([1.0, 1.09, 1.1]) == [0, 1, 0]


# --- the axis --------------------------------------------------------------------------------


def test_days_stand_to_scale() -> None:
    scale = axis.Scale(date(2025, 1, 1), date(2025, 1, 11), 1.0, 3.0)
    assert [scale.at(date(2025, 1, day)) for day in (1, 6, 11)] == [1.0, 2.0, 3.0]


def test_a_case_of_one_day_can_be_drawn() -> None:
    assert axis.Scale(date(2025, 1, 1), date(2025, 1, 1), 1.0, 3.0).at(date(2025, 1, 1)) == 1.0


def test_the_months_are_those_of_the_case() -> None:
    def months(first: date, last: date, step: int = 1) -> list[tuple[int, int]]:
        found = axis.Scale(first, last, 0, 1).months(step)
        assert all(day.day == 1 for day in found)
        return [(day.year, day.month) for day in found]

    assert months(date(2025, 1, 1), date(2025, 3, 1)) == [(2025, 1), (2025, 2), (2025, 3)]
    assert months(date(2025, 1, 2), date(2025, 2, 28)) == [(2025, 2)]
    assert months(date(2025, 12, 5), date(2026, 1, 31)) == [(2026, 1)]
    assert months(date(2025, 1, 2), date(2026, 1, 1), 3) == [
        (2025, 4),
        (2025, 7),
        (2025, 10),
        (2026, 1),
    ]
    assert months(date(2020, 1, 1), date(2026, 1, 1), 24) == [
        (2020, 1),
        (2022, 1),
        (2024, 1),
        (2026, 1),
    ]


def test_the_year_stands_where_it_is_a_new_one() -> None:
    named = axis.Scale(date(2025, 11, 1), date(2026, 2, 1), 0, 5).named()
    assert [(month, year) for _, month, year in named] == [
        ("Nov", "2025"),
        ("Dec", ""),
        ("Jan", "2026"),
        ("Feb", ""),
    ]


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 20 * 365),
    st.floats(1.5, 12),
)
def test_names_of_months_never_touch(first: date, days: int, width: float) -> None:
    scale = axis.Scale(first, first + timedelta(days), 0, width)
    named = scale.named()
    for (one, *words), (other, *more) in pairwise(named):
        halves = [max(map(width_of, some)) / 2 for some in (words, more)]
        assert scale.at(other) - scale.at(one) > sum(halves)


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
    assert {"Referral", "Assessment completed", "Feb", "2025", "2026"} <= set(said)
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
    left = 0.1 + 0.1 + width_of("Notices before meetings") + 0.15
    scale = axis.Scale(date(2025, 1, 6), date(2026, 3, 6), left, 7.2 - 0.2)
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
    at = said.index("Reviews") + 1
    row = said[at : said.index("Visits")]
    row.remove("First review")
    assert row[:4] == ["24 Sep 2025†*", "+113", "3 Jun 2025†", "16 Jun 2025"]
    assert row[row.index("16 Jun 2025") + 1] == "+13"
    assert row[row.index("24 Jun 2025*") + 1] == "+21"
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
    # and each kind that is there once in the legend
    assert len(_points(figure, ">")) == 2
    assert len(_points(figure, "D")) == 2
    assert len(_points(figure, "o")) == 3
    assert len(_points(figure, "x")) == 0


def test_the_legend_has_what_is_in_the_picture_alone(report: Report) -> None:
    """Of all rows only that of the first review: no silence, no reading, but every sign."""
    comparison = report.cases[0].comparison
    review = evolve(comparison, rows=(comparison.row("review.1"),), largest=())
    said = " ".join(texts(plots.as_svg(plots.divergence(review))))
    assert "not stated" not in said
    assert "? depends" not in said
    assert "What differs:" not in said
    assert all(note in said for note in ("+N is N days", "† rests", "* counted from"))
    visit = evolve(comparison, rows=(comparison.row("visit.1"),), largest=())
    said = " ".join(texts(plots.as_svg(plots.divergence(visit))))
    assert "+N is" not in said
    assert "* counted" not in said
    assert "required, with no date" not in said
    assert "What differs: silence: whether the text answers." in said
    assert "days apart; where none, what differs" in said


def test_the_legend_of_a_timeline_has_what_is_in_it_alone(report: Report) -> None:
    whole = " ".join(texts(plots.as_svg(plots.timeline(report))))
    kept = ("* counted", "†* both", "nothing has to be done", "the day it was done", "is silent")
    assert all(one in whole for one in kept)
    case = report.cases[0]
    comparison = evolve(case.comparison, largest=())
    alone = {"islington": case.timelines["islington"]}
    islington = evolve(case, timelines=alone, comparison=comparison)
    reviews = plots.timeline(evolve(report, cases=(islington,)), topics=["review_interval"])
    said = " ".join(texts(plots.as_svg(reviews)))
    assert "due on this day" in said
    assert "is silent" in said
    assert not any(one in said for one in ("†", "* counted", *kept[2:4], "How far apart"))


def test_marks_of_one_line_do_not_lie_on_one_another(report: Report) -> None:
    """Ealing has two notices on 3 June 2025, Kent three records on 31 March 2025."""
    figure = plots.timeline(report)
    shapes = [mark.shape for mark in marks.sections(report.words).values()]
    for shape in shapes:
        points = [point for point in _points(figure, shape) if point[0] > 1.6]
        for one, other in combinations(points, 2):
            across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
            assert across >= 0.075 or down >= 0.075 or shape == "o", (shape, one, other)


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
    forms = (plots.as_svg, plots.as_png, plots.as_pdf)
    made = [form(draw(report)) for form in forms]
    before = dict(mpl.rcParams)
    mpl.rcParams.update({"font.size": 30, "lines.linewidth": 9, "savefig.bbox": "tight"})
    try:
        assert [form(draw(report)) for form in forms] == made
        assert mpl.rcParams["font.size"] == 30
    finally:
        mpl.rcParams.update(before)
    assert not re.search(rb"<dc:date>|file:|/home|/work", made[0])
    assert imread(BytesIO(made[1])).shape[2] in (3, 4)
    assert not re.search(rb"Date|/home|/work", made[2])


@pytest.mark.parametrize("plot", list(plots.PLOTS))
def test_a_png_has_as_many_dots_as_asked(report: Report, plot: str) -> None:
    figure = plots.PLOTS[plot](report, width=7)
    assert imread(BytesIO(plots.as_png(figure))).shape[1] == 2100
    assert imread(BytesIO(plots.as_png(figure, dpi=100))).shape[1] == 700


# --- letters and room ------------------------------------------------------------------------

WIDTHS = [("timeline", 7.2), ("timeline", 3.5), ("divergence", 7.2), ("divergence", 10.0)]


def _boxes(figure: Picture) -> list[tuple[str, Bbox]]:
    figure.set_dpi(72)
    renderer = FigureCanvasAgg(figure).get_renderer()
    return [(t.get_text(), t.get_window_extent(renderer)) for t in figure.axes[0].texts]


@pytest.mark.parametrize(("plot", "width"), WIDTHS)
@pytest.mark.parametrize("titled", [True, False])
def test_letters_are_large_enough_and_touch_nothing(
    report: Report, plot: str, width: float, titled: bool
) -> None:
    figure = plots.PLOTS[plot](report, width=width, title=titled)
    assert figure.get_figwidth() == width
    assert min(text.get_fontsize() for text in figure.axes[0].texts) >= 7
    boxes = _boxes(figure)
    for said, box in boxes:
        assert min(box.x0, box.y0) >= 0, said
        assert box.x1 <= width * 72, said
        assert box.y1 <= figure.get_figheight() * 72, said
    for (one, box), (other, more) in combinations(boxes, 2):
        deep = min(box.y1, more.y1) - max(box.y0, more.y0)
        wide = min(box.x1, more.x1) - max(box.x0, more.x0)
        assert min(deep, wide) < 2.5, (one, other)


@pytest.mark.parametrize("plot", list(plots.PLOTS))
def test_two_authorities_fit_one_column_of_a_journal(report: Report, plot: str) -> None:
    two = api.report([CASE], ["kent", "ealing"], library=library())
    figure = plots.PLOTS[plot](two, width=3.5)
    for said, box in _boxes(figure):
        assert 0 <= box.x0 <= box.x1 <= 3.5 * 72, said


@pytest.mark.parametrize("plot", list(plots.PLOTS))
def test_what_leaves_no_room_for_letters_is_refused(report: Report, plot: str) -> None:
    for width in (2.0, 41.0, float("nan"), float("inf"), -1.0):
        with pytest.raises(plots.WidthError, match=r"to 40 inches wide \(found"):
            plots.PLOTS[plot](report, width=width)


def test_the_width_that_is_named_is_enough(report: Report) -> None:
    """Five authorities need their columns, so that a chart for 6 inches has fewer of them."""
    with pytest.raises(plots.WidthError, match="a chart of 5 authorities") as told:
        plots.divergence(report, width=6)
    least = float(re.findall(r"is (\S+) to", str(told.value))[0])
    assert plots.divergence(report, width=least).get_figwidth() == least
    assert plots.divergence(report, topics=["visit_interval"], width=least)


@pytest.mark.parametrize("plot", list(plots.PLOTS))
def test_a_title_can_be_left_to_a_caption(report: Report, plot: str) -> None:
    title = report.cases[0].scenario.title
    titled, bare = (plots.PLOTS[plot](report, title=t) for t in (True, False))
    said = [[text.get_text() for text in figure.axes[0].texts] for figure in (titled, bare)]
    assert title in said[0]
    assert title not in said[1]
    assert bare.get_figheight() < titled.get_figheight()
    assert bare.title.startswith(title)


@pytest.mark.parametrize("plot", list(plots.PLOTS))
def test_topics_can_be_chosen(report: Report, plot: str) -> None:
    chosen = ["first_review_due", "review_interval"]
    said = texts(plots.as_svg(plots.PLOTS[plot](report, topics=chosen)))
    assert "Reviews" in said
    assert not {"Visits", "Meetings", "Records"} & set(said)
    with pytest.raises(plots.UnknownTopicError, match=r"gone \(the topics are"):
        plots.PLOTS[plot](report, topics=["gone"])


def test_long_labels_are_broken_and_stay_whole(report: Report) -> None:
    row = report.cases[0].comparison.row("review.1")
    label = "Review of what a very long name has been given to by somebody who likes long names"
    made = evolve(report.cases[0].comparison, rows=(evolve(row, label=label),), largest=())
    said = texts(plots.as_svg(plots.divergence(made)))
    assert label in " ".join(said)
    assert label not in said


# --- words for those who cannot see it -------------------------------------------------------

ALONE = "Reviews 24 Jun 2025* and 24 Dec 2025*"


def test_a_timeline_is_told_in_sentences(report: Report) -> None:
    told = plots.describe(report)
    assert told.startswith(f"{report.cases[0].scenario.title}: what falls due, by authority. ")
    assert "In the case: Referral 6 Jan 2025; Assessment completed 3 Mar 2025." in told
    assert "Assessment 7 Jan 2025 and 10 Mar 2025 (done 3 Mar 2025)" in told
    assert f"{ALONE}." in told
    assert "17 Mar 2025† (2 things)" in told
    assert "3 Dec 2025† (nothing has to be done)" in told
    assert "First review: 113 days apart." in told
    assert "* counted from a date the case assumes, since the text gives none." in told


def test_a_chart_of_divergence_is_told_in_sentences(report: Report) -> None:
    made = report.cases[0].comparison
    told = plots.describe(made, "divergence")
    assert plots.describe(report, "divergence") == told
    assert (
        "First review: 24 Sep 2025†* (calderdale); 3 Jun 2025† (ealing); 16 Jun 2025 (islington); "
        "17 Jun 2025† (kent); 24 Jun 2025* (stoke); 113 days apart." in told
    )
    assert "not stated (islington and stoke); left to somebody (kent); differs in silence." in told
    review = evolve(made, rows=(made.row("review.1"),), largest=())
    assert "depends on" not in plots.describe(review, "divergence")
    with pytest.raises(KeyError, match="pie"):
        plots.describe(report, "pie")
    with pytest.raises(KeyError, match="timeline"):
        plots.describe(made, "timeline")


@pytest.mark.parametrize("plot", list(plots.PLOTS))
def test_the_words_are_in_every_file(report: Report, plot: str) -> None:
    """In SVG where readers of screens look; in PNG and PDF as what the file says of itself."""
    title = "A <case> & more"
    comparison = report.cases[0].comparison
    row, widest = comparison.largest[0]
    row = evolve(row, label="A <first> & only")
    comparison = evolve(comparison, title=title, rows=(row,), largest=((row, widest),))
    made = evolve(report, cases=(evolve(report.cases[0], comparison=comparison),))
    figure = plots.PLOTS[plot](made)
    assert "A <first> & only" in figure.description
    assert f"{figure.title}. {figure.description}" == plots.describe(made, plot)
    root = ET.fromstring(plots.as_svg(figure))
    assert root.get("role") == "img"
    assert [one.text for one in root[:2]] == [figure.title, figure.description]
    assert [one.tag.split("}")[1] for one in root[:2]] == ["title", "desc"]
    with Image.open(BytesIO(plots.as_png(figure, dpi=50))) as image:
        assert image.text["Title"] == figure.title
        assert image.text["Description"] == figure.description
    pdf = plots.as_pdf(figure)
    assert b"/Title (A <case> & more: what" in pdf
    assert b"/Subject" in pdf


def test_a_figure_of_another_kind_has_bytes_too() -> None:
    assert b"role=" not in plots.as_svg(Figure())
    assert plots.as_png(Figure()).startswith(b"\x89PNG")


def test_a_notebook_shows_the_picture_itself(report: Report) -> None:
    figure = plots.timeline(report)
    assert figure._repr_svg_() == plots.as_svg(figure).decode()
    assert figure._repr_png_() == plots.as_png(figure, dpi=150)


def test_the_formatter_of_a_notebook_shows_the_picture(report: Report) -> None:
    formatters = pytest.importorskip("IPython.core.formatters")
    shown, _ = formatters.DisplayFormatter().format(plots.timeline(report))
    assert shown["image/png"].startswith(b"\x89PNG")
    assert shown["image/svg+xml"].startswith("<?xml")


# --- colours ---------------------------------------------------------------------------------

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear red, green and blue
BLIND = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "all colours seen": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]


def _lab(colour: object, seen: str) -> np.ndarray:
    """A colour as it is seen, in CIELAB, in which equal differences look about equal."""
    part = np.array(to_rgb(colour))  # type: ignore[arg-type]
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    xyz = np.array(TO_XYZ) @ np.clip(np.array(BLIND[seen]) @ linear, 0, 1)
    x, y, z = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("seen", list(BLIND))
def test_neighbouring_colours_are_told_apart(seen: str) -> None:
    """Lines of neighbouring sections are 50 apart or more; a difference of 2.3 is just seen."""
    for one, other in pairwise((*COLOURS, COLOURS[0])):
        assert np.linalg.norm(_lab(one, seen) - _lab(other, seen)) >= 50, (one, other)


@pytest.mark.parametrize("seen", list(BLIND))
def test_the_scale_of_days_darkens_evenly_enough_in_grey(seen: str) -> None:
    """Lightness alone goes down by 4 or more at each tenth, and by 45 or more in all."""
    light = [_lab(shades.shade(n, 10), seen)[0] for n in range(11)]
    assert all(one - other >= 4 for one, other in pairwise(light)), light
    assert light[0] - light[-1] >= 45


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    white, black, grey = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), to_rgb("#767676")
    assert shades.contrast(white, black) == shades.contrast(black, white) == pytest.approx(21)
    assert shades.contrast(grey, white) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("later", range(128))
def test_dates_can_be_read_on_every_shade(later: int) -> None:
    ground = shades.shade(later, 127)
    assert shades.contrast(to_rgb(shades.ink_on(ground)), ground) >= 4.5


def test_the_darkest_is_written_on_in_white(report: Report) -> None:
    figure = plots.divergence(report)
    inks = {text.get_text(): text.get_color() for text in figure.axes[0].texts}
    assert (inks["+127"], inks["+3"]) == ("#FFFFFF", "#000000")


def test_of_no_days_apart_all_are_pale() -> None:
    assert shades.shade(0, 0) == shades.shade(0, 9) != shades.shade(9, 9)


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
        (["-o", "a.pdf", "--width", "5"], b"%PDF", "0 0 360 "),
        (["-o", "a.svg", "--no-title", "--topic", "review_interval"], b"<?xml", ">Reviews<"),
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
        ([str(CASE), "-o", "a.md", "--plot", "timeline"], "that ends in .svg, .png or .pdf"),
        ([str(CASE), "-o", "a.html", "--width", "5"], "that ends in .svg, .png or .pdf"),
        ([str(CASE), "-o", "a.html", "--no-title"], "that ends in .svg, .png or .pdf"),
        ([str(CASE), "-o", "a.svg", "--plot", "pie"], "'pie' is not one of"),
        (
            [str(CASE), "-o", "a.svg", "--width", "1"],
            "a timeline is 3.3 to 40 inches wide (found 1)",
        ),
        ([str(CASE), "-o", "a.svg", "--width", "nan"], "inches wide (found nan)"),
        (
            [str(CASE), "-o", "a.svg", "--topic", "review_intervall"],
            "did you mean review_interval?",
        ),
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

    usual = {
        "scenarios": (Path("a.yaml"),), "named": (), "drafts": (), "as_at": None, "topics": (),
        "only_divergent": False, "readings": "all", "plot": None, "width": None,
        "no_title": False, "output": Path("b.svg"),
    }  # fmt: skip
    assert _command(usual) == "cinpolicy report a.yaml --output b.svg"
    topics = ("review_interval", "visit_interval")
    asked = {**usual, "plot": "divergence", "width": 3.5, "no_title": True, "topics": topics}
    assert _command(asked) == (
        "cinpolicy report a.yaml --topic review_interval --topic visit_interval "
        "--plot divergence --width 3.5 --no-title --output b.svg"
    )


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
