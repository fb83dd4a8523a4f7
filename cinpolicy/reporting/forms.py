"""The forms a report can take, by the ending of its file's name.

A form is a module with a function ``as_bytes`` that takes a ``Report``. What it needs beyond
the core comes with an extra, so that it is imported only where the form is asked for.
"""

from importlib import import_module
from pathlib import Path

from attrs import frozen

from cinpolicy.report import Report


class NoFormError(Exception):
    """A report cannot be written in a form: there is none such, or what it needs is missing."""


@frozen
class Form:
    """A form of report: what it is, the module that makes it, the extra it needs, if any."""

    what: str
    module: str
    extra: str = ""


FORMS = {
    ".md": Form("Markdown", "report_markdown"),
    ".json": Form("JSON", "report_json"),
    ".html": Form("a web page", "html", extra="report"),
}


def as_bytes(report: Report, path: Path) -> bytes:
    """The report in the form that a file's name asks for. Raises ``NoFormError``."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(f"{suffix} ({one.what})" for suffix, one in FORMS.items())
        raise NoFormError(f"a report ends in one of {known}, not in {path.suffix or 'nothing'}")
    try:
        module = import_module(f"cinpolicy.reporting.{form.module}")
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("cinpolicy"):
            raise
        needed = f"{form.what} needs the package {error.name}"
        raise NoFormError(f"{needed}: pip install 'cinpolicy[{form.extra}]'") from None
    content: bytes = module.as_bytes(report)
    return content
