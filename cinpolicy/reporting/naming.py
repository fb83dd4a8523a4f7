"""What authorities, the layers below them and their readings are called in a report."""

from collections.abc import Mapping

from cinpolicy.report import CaseReport, Report

Names = Mapping[str, str]
"""The names of authorities and of the layers below them, by slug."""


def names(report: Report, case: CaseReport) -> Names:
    """Names by slug; where two columns have the same one (a draft, a version), the slug too."""
    columns = {column.slug: column.name for column in case.comparison.columns}
    layers = {slug: layer.name for slug, layer in report.layers.items()}
    several = list(columns.values())
    told = {
        slug: f"{name} ({slug})" if several.count(name) > 1 else name
        for slug, name in columns.items()
    }
    return {**layers, **told}


def reading(name: str, called: Names) -> str:
    """A reading for people: ``Kent County Council, ten days after a review: "reviews too"``."""
    place, _, read = name.rpartition(" = ")
    authority, _, ambiguity = place.partition(": ")
    what = ambiguity.replace("-", " ").replace("_", " ")
    return f'{called.get(authority, authority)}, {what}: "{read.replace("_", " ")}"'
