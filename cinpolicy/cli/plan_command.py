"""``cinpolicy plan``."""

from pathlib import Path

import click

from cinpolicy.cli.options import (
    emit,
    format_option,
    no_authorities,
    options,
    output_option,
    scenario_files,
    scenario_option,
)


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
    from cinpolicy import api
    from cinpolicy.library import Library

    library = Library()
    default = [path for path in (Path("scenarios"),) if path.is_dir()]
    no_authorities(scenario_files(scenarios), library)
    made = api.plan(draft, scenarios or default, library=library)
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
