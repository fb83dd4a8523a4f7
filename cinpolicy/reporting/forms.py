"""The forms a report can take, by the ending of its file's name.

A form is a module with a function ``as_bytes`` that takes a ``Report``. What it needs beyond
the core comes with an extra, so that it is imported only where the form is asked for.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import frozen

from cinpolicy import wording
from cinpolicy.report import Report
from cinpolicy.reporting.missing import missing
from cinpolicy.vocabulary import nearest


class NoFormError(Exception):
    """A report cannot be written in a form: there is none such, or what it needs is missing."""


@frozen
class Form:
    """A form of report: what it is, the module that makes it, the extra it needs, if any.

    The module of a ``picture`` is told what to draw and how.
    ``readings`` says whether the form shows anything of readings other than the first of each
    text.
    """

    what: str
    module: str
    extra: str = ""
    picture: bool = False
    readings: bool = True


FORMS = {
    ".md": Form("Markdown", "report_markdown"),
    ".json": Form("JSON", "report_json"),
    ".html": Form("a web page", "html", extra="report"),
    ".csv": Form("CSV", "report_csv"),
    ".xlsx": Form("Excel", "report_xlsx", "report"),
    ".docx": Form("Word", "report_docx", "report"),
    ".ics": Form("a calendar", "report_ics", "report", readings=False),
    ".svg": Form("a picture made of lines", "report_svg", "plots", picture=True),
    ".png": Form("a picture made of dots", "report_png", "plots", picture=True),
    ".pdf": Form("a picture made of lines, in PDF", "report_pdf", "plots", picture=True),
}
PLOTS = {"timeline": False, "divergence": True}
"""What a picture can show, the usual first, and whether it shows anything of readings."""


@frozen
class Drawing:
    """What a picture shows and how; what is not said is as usual.

    ``plot`` is one of ``PLOTS``, ``width`` in inches; ``title`` False leaves the title out.
    """

    plot: str = ""
    width: float | None = None
    title: bool = True

    @property
    def how(self) -> dict[str, Any]:
        """The arguments of a plot."""
        width = {"width": self.width} if self.width is not None else {}
        return {"title": self.title, **width}


USUAL = Drawing()


@frozen
class Asked:
    """A form that is asked for, ready to be made: what it needs is there."""

    form: Form
    drawing: Drawing
    module: ModuleType

    @property
    def readings(self) -> bool:
        """Whether it shows anything of readings other than the first of each text."""
        return (
            PLOTS[self.drawing.plot or next(iter(PLOTS))]
            if self.form.picture
            else self.form.readings
        )

    def as_bytes(self, report: Report) -> bytes:
        """The report in this form. Raises ``NoFormError`` where it has nothing of the kind."""
        content: bytes = self.module.as_bytes(
            report, *([self.drawing] if self.form.picture else [])
        )
        return content


def asked(path: Path, drawing: Drawing = USUAL, cases: int = 1) -> Asked:
    """The form that a file's name asks for, for so many cases. Raises ``NoFormError``.

    ``drawing`` says what a picture shows and how.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise NoFormError(_no_form(path))
    if drawing != USUAL and not form.picture:
        known = wording.listed(suffix for suffix, one in FORMS.items() if one.picture)
        raise NoFormError(
            f"--plot, --width and --no-title are for pictures alone: a file that ends in {known}"
        )
    if form.picture and cases != 1:
        raise NoFormError(
            f"a picture shows one case: name one scenario, not {cases} (a report to print is .docx "
            "or .html)"
        )
    try:
        module = import_module(f"cinpolicy.reporting.{form.module}")
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("cinpolicy"):
            raise
        raise NoFormError(missing(form.what, error, form.extra)) from None
    return Asked(form, drawing, module)


def _no_form(path: Path) -> str:
    """What to do instead of an ending in which no report is made."""
    known = ", ".join(f"{suffix} ({one.what})" for suffix, one in FORMS.items())
    ending = path.suffix.lower()
    if not ending:
        return (
            f"the ending of the file's name says in which form a report is made, and {path.name} "
            f"has none: add one, such as {path.name}.docx; there are {known}"
        )
    near = nearest(ending, FORMS)
    meant = f": did you mean {near}?" if near else ""
    return f"no report is made as {path.suffix}{meant} (there are {known})"


def as_bytes(report: Report, path: Path, drawing: Drawing = USUAL) -> bytes:
    """The report in the form that a file's name asks for. Raises ``NoFormError``."""
    return asked(path, drawing, len(report.cases)).as_bytes(report)
