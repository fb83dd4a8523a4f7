"""What reports say in sentences: the widest differences, the case, the readings, the method."""

import re
from datetime import date
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cinpolicy import api
from cinpolicy.case import Course, Happening, VariationDecision
from cinpolicy.cells import Aspect, Gap, Span
from cinpolicy.loading import common_vocabulary
from cinpolicy.periods import Period
from cinpolicy.reporting import aspects, gaps, markdown, naming, text
from cinpolicy.reporting.by_reading import by_reading
from cinpolicy.reporting.case_in_words import AS_DUE, in_words
from cinpolicy.reporting.forms import as_bytes
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.method import method
from cinpolicy.reporting.missing import PACKAGES
from cinpolicy.reporting.what_differs import WhatDiffers, what_differs
from cinpolicy.vocabulary import FactKind
from tests import office

START = "because what starts the time falls on different days"
PERIOD = "because the periods differ"
NON_WORKING = "because of non-working days passed over"
MOVED = "because a date was moved off a non-working day"
TWO_LESS = f"less 2 days {MOVED}"


def gap(start: int = 0, period: int = 0, non_working: int = 0, moved: int = 0) -> Gap:
    days = start + period + non_working + moved
    return Gap(days=days, start=start, period=period, non_working=non_working, moved=moved)


@pytest.mark.parametrize(
    ("made_of", "said"),
    [
        (None, ""),
        (gap(), ""),
        (gap(period=5), f"This is {PERIOD}."),
        (gap(moved=1), f"This is {MOVED}."),
        (gap(5, 1), f"Made up of 5 days {START} and 1 day {PERIOD}."),
        (gap(5, 2, 3), f"Made up of 5 days {START}, 2 days {PERIOD} and 3 days {NON_WORKING}."),
        (gap(78, -14), f"Made up of 78 days {START}, less 14 days {PERIOD}."),
        (gap(-1, 9, 0, -2), f"Made up of 9 days {PERIOD}, less 1 day {START} and {TWO_LESS}."),
    ],
)  # fmt: skip
def test_a_gap_is_told_by_its_pieces_what_makes_it_smaller_last(
    made_of: Gap | None, said: str
) -> None:
    assert gaps.in_a_sentence(made_of) == said


def test_in_a_list_the_pieces_of_a_gap_stand_where_there_are_several() -> None:
    assert gaps.pieces(gap(period=5)) == []
    assert gaps.pieces(gap(1, -5)) == [f"1 day {START}", f"less 5 days {PERIOD}"]


def told(most: int | None = None) -> WhatDiffers:
    report = office.report()
    (case,) = report.cases
    return what_differs(case, naming.names(report, case), most)


def test_a_finding_names_both_ends_with_rule_force_and_paragraphs() -> None:
    # Three months from Mon 3 Mar 2025, and from Mon 17 Mar: Tue 3 Jun and Tue 17 Jun.
    (found,) = [one for one in told().findings if one.code == "review.1:date"]
    assert found.head == "First review: 14 days apart."
    assert found.ends == (
        "London Borough of Ealing: Tue 3 Jun 2025, 3 months after the assessment being completed "
        "(will, under “Reviews; Appendix 1”, paras 70, 141, 146); rests on something the text does "
        "not state.",
        "Kent County Council: Tue 17 Jun 2025, within 3 months of the plan starting "
        "(should, section 6, para 117); counted from a date that rests on something the text "
        "does not state.",
    )
    # Kent's six months from 17 Mar, where they count for the first review too, are Wed 17 Sep.
    assert found.tail == (
        f"This is {START}. That they differ holds under every reading of the texts; the two lie "
        "from 14 to 106 days apart, depending on the reading."
    )


def test_the_first_of_a_series_is_told_with_the_widest_gap_after_it() -> None:
    report = api.report([office.CHANGE], every_reading=False)
    (case,) = report.cases
    found = what_differs(case, naming.names(report, case))
    # Calderdale: six weeks on from Wed 26 Mar 2025, Wed 7 May, then Wed 18 Jun. Islington: twelve
    # weeks, Wed 18 Jun, so 42 days. Six months from the early review on Tue 20 May is Thu 20 Nov,
    # 155 days after 18 Jun; the thirds are 142 apart.
    heads = [one.head for one in found.findings]
    assert heads[0] == "First review: 42 days apart; 155 days by the second review."
    assert "First meeting: 7 days apart." in heads
    assert "the first time that the dates differ" in found.widest
    page = as_bytes(report, Path("report.md")).decode()
    assert "; 155 days by the second review" in page
    assert "155 days by the second review\n" in text.render(case.comparison, Look())
    assert "; 155 days by the second review" in markdown.render(case.comparison)


def test_a_later_gap_that_is_narrower_is_not_told() -> None:
    report = api.report([office.DISABLED], every_reading=False)
    (case,) = report.cases
    found = what_differs(case, naming.names(report, case))
    # 3 Jun and 24 Sep 2025; the second ones, 3 Dec and 24 Mar 2026 at most, are not further apart.
    assert "First review: 113 days apart." in [one.head for one in found.findings]


def test_of_a_size_only_so_much_is_told_as_the_readings_allow() -> None:
    report = office.report()
    (case,) = report.cases
    names = naming.names(report, case)
    row = case.comparison.row("review.1")
    one = next(d for d in row.divergences if d.aspect is Aspect.DATE)

    def holds(**spans: Span) -> str:
        cells = tuple(evolve(c, span=spans.get(c.authority)) for c in row.cells)
        made = evolve(case.comparison, largest=((evolve(row, cells=cells), one),))
        return (
            what_differs(evolve(case, comparison=made), names)
            .findings[0]
            .holds.removeprefix("That they differ holds ")
        )

    def span(first: int, last: int, **more: Any) -> Span:
        return Span(earliest=date(2025, 6, first), latest=date(2025, 6, last), **more)

    # Ealing is due on 3 Jun, Kent on 17 Jun 2025.
    said = "under every reading of the texts"
    assert holds() == f"{said}, and so do these two dates."
    assert (
        holds(kent=span(10, 20))
        == f"{said}; the two lie from 7 to 17 days apart, depending on the reading."
    )
    both = holds(ealing=span(1, 9), kent=span(10, 20))
    assert both == f"{said}; the two lie from 1 to 19 days apart, depending on the reading."
    over = holds(ealing=span(1, 12), kent=span(10, 20))
    assert over == f"{said}; the two lie at most 19 days apart, depending on the reading."
    assert holds(ealing=span(1, 28), kent=span(5, 20)).endswith(
        "at most 23 days apart, depending on the reading."
    )
    assert holds(kent=span(10, 20, whole=False)) == f"{said}."
    assert holds(kent=span(10, 20, undated_under=())) == f"{said}."


def test_the_lead_says_what_the_difference_is_made_of() -> None:
    report = office.report()
    (case,) = report.cases
    names = naming.names(report, case)

    def lead(*of_rows: tuple[Aspect, ...]) -> str:
        one = case.comparison.largest[0][1]
        rows = tuple(
            evolve(row, divergences=tuple(evolve(one, aspect=a) for a in aspects))
            for row, aspects in zip(case.comparison.rows, of_rows, strict=False)
        )
        comparison = evolve(case.comparison, rows=rows)
        return what_differs(evolve(case, comparison=comparison, compared=len(rows)), names).overall

    date_, silence, force = Aspect.DATE, Aspect.SILENCE, Aspect.FORCE
    assert lead((date_, force), (date_, silence), (silence,), (force,), ()) == (
        "The texts differ on 4 of the 5 points compared in this case. On 2 the dates differ, on 2 "
        "only some of the texts answer and on 1 only something else differs."
    )
    assert lead((silence,)).endswith("On 1 only some of the texts answer.")
    assert lead((force,)) == "The texts differ on 1 of the 1 point compared in this case."


def test_whether_a_finding_holds_is_told_in_each_way() -> None:
    report = office.report()
    (case,) = report.cases
    (row, one), *_ = case.comparison.largest
    names = naming.names(report, case)

    def holds(every: bool = True, **changes: object) -> str:
        made = evolve(
            case.comparison, largest=((row, evolve(one, **changes)),), every_reading=every
        )
        return what_differs(evolve(case, comparison=made), names).findings[0].holds

    reading = "kent: when-it-is-due = four_weeks_remain"
    other = "ealing: who-is-it = nobody"
    assert holds(robust=True).startswith("That they differ holds under every reading of the texts")
    assert holds(robust=False, depends_on=(reading,)) == (
        "It does not hold under another reading: "
        'Kent County Council, when it is due: "four weeks remain".'
    )
    assert holds(robust=False, depends_on=(reading, other)) == (
        'It does not hold under these readings together: Kent County Council, when it is due: '
        '"four weeks remain"; London Borough of Ealing, who is it: "nobody".'
    )  # fmt: skip
    assert "too many combinations" in holds(robust=None)
    assert holds(every=False, robust=None) == ""


def test_those_beyond_the_most_are_counted() -> None:
    number = len(told().findings)
    assert number > 2
    assert told().further == told(number).further == ""
    assert told(number - 1).further == (
        "1 more thing has dates that differ; the tables have them all."
    )
    assert told(1).further.startswith(f"{number - 1} more things have dates")
    assert told(1).findings == told().findings[:1]


def test_the_commonest_aspect_is_told_first_and_one_point_is_one() -> None:
    report = office.report()
    (case,) = report.cases
    made = evolve(case.comparison, counts={"date": 1, "force": 12, "role": 12})
    few = evolve(case, comparison=made)
    assert what_differs(few, naming.names(report, case)).aspects == (
        "the texts are not equally binding: 12 points",
        "it is not the same person: 12 points",
        "the date is not the same: 1 point",
    )


def test_every_aspect_has_its_words() -> None:
    assert set(aspects.SENTENCES) == set(aspects.MATTERS) == set(Aspect)


def test_one_procedure_is_compared_with_nothing() -> None:
    report = office.of_one("kent")
    (case,) = report.cases
    found = what_differs(case, naming.names(report, case))
    assert found.overall == (
        "There is one procedure here, so that there is nothing to compare it with."
    )
    assert (found.widest, found.findings, found.aspects) == ("", (), ())
    nothing = evolve(case, comparison=evolve(case.comparison, rows=()), compared=0)
    assert what_differs(nothing, {}).overall.startswith("No text speaks of this")


@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_same_sentences_stand_in_every_form(ending: str) -> None:
    report = office.report()
    (case,) = report.cases
    names = naming.names(report, case)
    page = as_bytes(report, Path(f"report.{ending}")).decode()
    shown = re.sub(r"\s+", " ", page.replace("\\", "").replace("&#39;", "'").replace("&#34;", '"'))
    found = told(6)
    assert found.findings
    sentences = [found.overall, *found.aspects, *method(report).paragraphs, AS_DUE]
    for one in found.findings:
        sentences += [one.head, *one.ends, one.tail]
    readings = by_reading(case.comparison, report, names)
    assert readings
    for effect in readings.effects:
        sentences += [*effect.readings, *effect.told]
        sentences += [changed.said for changed in (*effect.lost, *effect.arising)]
    assert not [text for text in sentences if " ".join(text.split()) not in shown]


def test_a_case_is_told_by_what_its_facts_mean() -> None:
    words = common_vocabulary()
    facts = {
        "disabled": True,
        "consent_given": False,
        "team": "disability",
        "support": frozenset({"package_of_care", "direct_payments"}),
        "overnight_settings": 1,
    }
    case = evolve(api.load_scenario(office.DISABLED), facts=facts)
    assert in_words(case, words).facts_told == (
        "The child is disabled.",
        "Those with parental responsibility have consented: no.",
        "The team that holds the case: disability.",
        "The kinds of support the child receives: direct payments and package of care.",
        "Settings in which the child stays overnight: 1.",
    )
    nobody = evolve(case, facts={"a_word_of_a_draft": True, "some": frozenset()})
    assert in_words(nobody, words).facts_told == ("a word of a draft.", "some: none.")


def test_every_fact_of_the_common_words_has_a_short_meaning() -> None:
    words = common_vocabulary()
    case = api.load_scenario(office.DISABLED)
    for fact in words.facts.values():
        value = fact.choices[0] if fact.kind is FactKind.ONE_OF else True
        (said,) = in_words(evolve(case, facts={fact.name: value}), words).facts_told
        assert 10 < len(said) < 170
        assert said.count("(") == said.count(")")


def test_what_happens_is_told_with_its_day_and_what_it_changes() -> None:
    case = evolve(
        api.load_scenario(office.DISABLED),
        happenings=(
            Happening(
                date=date(2025, 3, 3),
                event="referral",
                known=date(2025, 3, 5),
                facts={"disabled": True, "move_planned": False},
            ),
        ),
        courses=(
            Course(activity="first_meeting", never=True),
            Course(activity="review", number=2, late_by=Period.parse("3 days")),
            Course(activity="review", held=date(2025, 6, 2), then=("significant_change",)),
            Course(activity="minutes", of="review", facts={"plan_amended": True}),
        ),
        decisions=(
            VariationDecision(
                date=date(2025, 4, 1),
                activity="review",
                to=Period.parse("6 weeks"),
                by="team_manager",
            ),
        ),
    )
    assert in_words(case, common_vocabulary()).happens.points == (
        "Mon 3 Mar 2025: Referral (known on Wed 5 Mar 2025). From then on: the child is disabled; "
        "the family's move out was planned and known beforehand: no.",
        "First meeting, first: not done.",
        "Review, second: done 3 days late.",
        "Review, first: done on Mon 2 Jun 2025, followed by a significant change.",
        "Minutes of the review, first: done on its due date. There the plan was changed at the "
        "meeting in question.",
        "Tue 1 Apr 2025: the team manager decides on 6 weeks for the review.",
    )


def test_a_case_with_nothing_to_list_leads_to_no_list() -> None:
    case = evolve(
        api.load_scenario(office.DISABLED), facts={}, happenings=(), courses=(), where_undated={}
    )
    found = list(in_words(case, common_vocabulary()).passages)
    assert [one.lead[:9] for one in found] == ["A synthet", "All else "]
    assert not any(one.points for one in found)


def test_packages_are_named_as_they_are_installed() -> None:
    known = packages_distributions()
    found = {module: known[module][0].lower() for module in PACKAGES}
    assert found == {module: name.lower() for module, name in PACKAGES.items()}
    extras = [line for line in requires("cinpolicy") or () if "extra == " in line]
    wanted = {re.split(r"[^\w-]", line)[0] for line in extras}
    assert set(PACKAGES.values()) - {"MarkupSafe"} <= wanted


def test_readings_that_go_together_say_whose_each_is() -> None:
    report = api.report([office.DISABLED])
    (case,) = report.cases
    found = by_reading(case.comparison, report, naming.names(report, case))
    assert found
    (three,) = [one for one in found.effects if "outside school" in one.readings[0]]
    assert three.readings == (
        'Calderdale Council, which meetings outside school: "any meeting"',
        'together with London Borough of Ealing, arrangements for reviews: "as for network '
        'meetings"',
        'together with Stoke-on-Trent City Council, meetings or initial meeting: "reviews too"',
    )
    assert three.told[0].startswith(
        'Calderdale Council, "any meeting", para 10: A meeting is to be outside'
    )
    assert three.told[1].startswith(
        'London Borough of Ealing, "as for network meetings", paras 41, 77: Reviews are'
    )
    (alone,) = [one for one in found.effects if "who files" in one.readings[0]]
    assert alone.told[0].startswith("Para 13: The chair takes the note;")
    assert [one.said for one in alone.lost] == [
        "Recording (first meeting): whether the text answers"
    ]
    # Two differences of one row stand together, each with its code.
    (minutes,) = [one for one in found.effects if "network meetings of the dis" in one.readings[0]]
    assert [(one.said, one.codes) for one in minutes.arising] == [
        (
            "Minutes (first meeting): the timescale or what starts it; the date",
            ("minutes.of.first_meeting:rule", "minutes.of.first_meeting:date"),
        )
    ]


def test_a_date_after_the_end_says_so_in_its_cell_in_words() -> None:
    report = api.report([office.CHANGE], ["islington", "stoke"], every_reading=False)
    made = [as_bytes(report, Path(f"report.{ending}")).decode() for ending in ("html", "md")]
    # Of what is dated only Stoke's third review, on 20 May 2026, is after 20 Jan 2026.
    found = [
        cell
        for row in report.cases[0].comparison.rows
        for cell in row.cells
        if cell.due and cell.due > report.cases[0].comparison.horizon
    ]
    assert [cell.due for cell in found] == [date(2026, 5, 20)]
    assert [page.count("after the end of the case") for page in made] == [1, 1]
