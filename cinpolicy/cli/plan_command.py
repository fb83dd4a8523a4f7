"""``cinpolicy plan``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from cinpolicy.cli.failing import fail
from cinpolicy.cli.options import (
    emit,
    format_option,
    load_cases,
    options,
    output_option,
    scenario_files,
    scenario_option,
)

if TYPE_CHECKING:
    from cinpolicy.case import Scenario
    from cinpolicy.expectations import Expectation
    from cinpolicy.library import Library
    from cinpolicy.planning import Plan


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@options(scenario_option, format_option("text", "markdown", "json"), output_option)
def plan(draft: Path, scenarios: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Tell what a draft change would do.

    DRAFT is a file such as drafts/kent_2027.yaml (docs/drafts.md). The plan tells each change
    in words; which children it touches and which it does not; what moves in each case; what it
    leaves open or says twice; where it asks less than national guidance; which expectations
    would no longer hold; and where the authority would stand among all others.
    """
    from cinpolicy.library import Library

    made = _planned(draft, scenarios, Library())
    if form == "json":
        from cinpolicy.reporting import json_parts, plan_shapes

        emit(json_parts.dump(plan_shapes.plan(made)), output)
        return
    from cinpolicy.reporting import plan as shown

    if form == "markdown":
        emit(shown.markdown(made), output)
        return
    from cinpolicy.console import look

    emit(shown.render(made, look(output)), output)


def _planned(path: Path, scenarios: tuple[Path, ...], library: "Library") -> "Plan":
    from cinpolicy.library import name_of
    from cinpolicy.loading.bank_holidays import england
    from cinpolicy.loading.opened import read_open
    from cinpolicy.loading.procedure_files import ProcedureFile
    from cinpolicy.planning import Planning

    file = ProcedureFile.read(path, library.file_named)
    if file.base is None:
        fail(f"cinpolicy: {path} is no draft: it has no key based_on (see docs/drafts.md)")
    opened = read_open(file)
    before, after = (
        library.stack_of(library.authority_of(one, evolve(text, slug=name_of(text))))
        for one, text in ((file.base, file.base.procedure()), (file, opened.procedure))
    )
    cases = load_cases(scenario_files(scenarios), library)
    name = opened.procedure.slug
    others = (library.stack(slug).latest for slug in library.authorities if slug != name)
    return Planning(
        draft=opened.procedure.drafts[-1],
        before=before,
        after=after,
        others=tuple(others),
        scenarios=cases,
        calendar=england(),
        name=name,
        expectations=tuple(_expectations(scenarios, library)),
        opened=opened,
    ).plan()


def _expectations(
    paths: tuple[Path, ...], library: "Library"
) -> "Iterator[tuple[Scenario | None, Sequence[Expectation]]]":
    """The expectations of the files that hold cases, and of those beside them."""
    from cinpolicy.loading.faults import InputError
    from cinpolicy.loading.suites import find, load_suites

    named = scenario_files(paths)
    folders = [path for path in paths or (Path("scenarios"),) if path.is_dir()]
    files = [*(one for folder in folders for one in find(folder)), *named]
    suites, faults = load_suites(dict.fromkeys(files), library.words())
    if faults:
        raise InputError(list(faults))
    for suite in suites:
        for case in suite.cases:
            yield case, suite.expectations
