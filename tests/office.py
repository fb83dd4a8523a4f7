"""Reports for the tests of the forms that offices use, and one made of hostile texts."""

from functools import cache
from pathlib import Path

from attrs import evolve

from cinpolicy import api
from cinpolicy.report import CaseReport, Report

ROOT = Path(__file__).parent.parent
DISABLED = ROOT / "scenarios" / "disabled_child.yaml"
CHANGE = ROOT / "scenarios" / "significant_change.yaml"
MOVING_IN = ROOT / "scenarios" / "moving_in.yaml"
COMMAND = "cinpolicy report scenarios/disabled_child.yaml --output report.xlsx"
NAMES = {"kent": "Kent County Council", "ealing": "London Borough of Ealing"}
STARTS = ("=", "+", "-", "@", "\t", "\r")


@cache
def report() -> Report:
    """One case under two authorities, in every reading."""
    return api.report([DISABLED], ["kent", "ealing"], command=COMMAND)


@cache
def two_cases() -> Report:
    """Two cases under two authorities, in the first reading."""
    return api.report([DISABLED, MOVING_IN], ["kent", "ealing"], every_reading=False)


@cache
def of_one(authority: str) -> Report:
    """One case under one authority."""
    return api.report([DISABLED], [authority], every_reading=False)


def with_texts(text: str) -> Report:
    """The report with a text in every place that somebody's file fills."""
    made = report()
    (case,) = made.cases
    procedures = {
        slug: evolve(
            one,
            name=text,
            document=evolve(one.document, title=text, version=text, url=text, note=text),
            terms=dict.fromkeys(made.words.activities, text),
            provisions=tuple(
                evolve(p, statement=text, term=text, note=text, assumes=(text,))
                for p in one.provisions
            ),
            ambiguities=tuple(evolve(a, says=text) for a in one.ambiguities),
        )
        for slug, one in made.procedures.items()
    }
    return evolve(made, cases=(_case_with(case, text),), procedures=procedures, command=text)


def _case_with(case: CaseReport, text: str) -> CaseReport:
    old = case.comparison
    rows = tuple(
        evolve(
            row,
            label=text,
            section=text,
            cells=tuple(evolve(c, words=text, term=text, notes=(text,)) for c in row.cells),
            divergences=tuple(evolve(d, statement=text) for d in row.divergences),
        )
        for row in old.rows
    )
    made = evolve(
        old,
        title=text,
        question=text,
        rows=rows,
        columns=tuple(evolve(c, name=text, document=text, version=text) for c in old.columns),
        largest=tuple((rows[old.rows.index(row)], d) for row, d in old.largest),
    )
    scenario = evolve(case.scenario, name=text, title=text, question=text)
    timelines = {
        slug: evolve(
            timeline,
            obligations=tuple(
                evolve(o, provision=evolve(o.provision, term=text, statement=text, note=text))
                for o in timeline.obligations
            ),
        )
        for slug, timeline in case.timelines.items()
    }
    return evolve(case, scenario=scenario, comparison=made, timelines=timelines)
