"""The forms a report can take, by the ending of its file's name.

A form is a module with a function ``as_bytes`` that takes a ``Report``. What it needs beyond
the core comes with an extra, so that it is imported only where the form is asked for.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import frozen

from cinpolicy import wording
from cinpolicy.report import Report
from cinpolicy.reporting.missing import missing


class NoFormError(Exception):
    """A report cannot be written in a form: there is none such, or what it needs is missing."""


@frozen
class Form:
    """A form of report: what it is, the module that makes it, the extra it needs, if any.

    The module of a ``picture`` is told what to draw and how.
    """

    what: str
    module: str
    extra: str = ""
    picture: bool = False


FORMS = {
    ".md": Form("Markdown", "report_markdown"),
    ".json": Form("JSON", "report_json"),
    ".html": Form("a web page", "html", extra="report"),
    ".csv": Form("CSV", "report_csv"),
    ".xlsx": Form("Excel", "report_xlsx", "report"),
    ".docx": Form("Word", "report_docx", "report"),
    ".ics": Form("calendar", "report_ics", "report"),
    ".svg": Form("a picture made of lines", "report_svg", "plots", picture=True),
    ".png": Form("a picture made of dots", "report_png", "plots", picture=True),
    ".pdf": Form("a picture made of lines, in PDF", "report_pdf", "plots", picture=True),
}
PLOTS = ("timeline", "divergence")
"""What a picture can show, the usual first."""


@frozen
class Drawing:
    """What a picture shows and how; what is not said is as usual.

    ``plot`` is one of ``PLOTS``, ``width`` in inches; ``title`` False leaves the title out, and
    ``topics`` keeps what comes under some topics.
    """

    plot: str = ""
    width: float | None = None
    title: bool = True
    topics: tuple[str, ...] = ()

    @property
    def how(self) -> dict[str, Any]:
        """The arguments of a plot."""
        width = {"width": self.width} if self.width is not None else {}
        return {"title": self.title, "topics": self.topics, **width}


USUAL = Drawing()


def as_bytes(report: Report, path: Path, drawing: Drawing = USUAL) -> bytes:
    """The report in the form that a file's name asks for. Raises ``NoFormError``.

    ``drawing`` says what a picture shows and how.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(f"{suffix} ({one.what})" for suffix, one in FORMS.items())
        raise NoFormError(f"a report ends in one of {known}, not in {path.suffix or 'nothing'}")
    if drawing != USUAL and not form.picture:
        known = wording.listed(suffix for suffix, one in FORMS.items() if one.picture)
        raise NoFormError(
            "--plot, --width, --no-title and --topic are for pictures alone: "
            f"a file that ends in {known}"
        )
    if form.picture and len(report.cases) != 1:
        raise NoFormError(f"a picture shows one case: name one scenario, not {len(report.cases)}")
    try:
        module = import_module(f"cinpolicy.reporting.{form.module}")
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("cinpolicy"):
            raise
        raise NoFormError(missing(form.what, error, form.extra)) from None
    content: bytes = module.as_bytes(report, *([drawing] if form.picture else []))
    return content
