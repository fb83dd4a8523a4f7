"""How a report was made, how far it can be relied on, and how to make it again."""

from attrs import frozen

from cinpolicy.case import Scenario
from cinpolicy.narrowing import WHOLE
from cinpolicy.procedure import Procedure
from cinpolicy.report import Report
from cinpolicy.reporting.kept_to import COUNTED_SO

_PARAGRAPHS = (
    "Each procedure is encoded provision by provision, with the paragraph it rests on, and the "
    "same case, which is synthetic, is run through all of them. A difference between two texts is "
    "no fault in either: nothing is called better or worse.",
    "The provisions are told in other words than the text's own. Encoding is reading, and a "
    "reading can be wrong: check the text before relying on what is said of it. This is neither "
    "legal nor practice advice.",
    "Working days are Monday to Friday without the bank holidays of England, as the "
    "Python package holidays has them for {years}. "
    "The day after an event is day 1, unless a text or the case says otherwise. A count of months "
    "that would end on a day its month does not have ends on the last of that month. A date on a "
    "non-working day stays where it is, unless a text or the case moves it.",
)

_FINGERPRINTS = "A fingerprint names the very files: it is the beginning of their SHA-256."


@frozen(kw_only=True)
class Source:
    """A text that was compared. ``link`` is empty where its address is none to open."""

    name: str
    slug: str
    title: str
    version: str
    link: str
    address: str
    note: str
    drafts: tuple[str, ...]
    fingerprint: str

    @property
    def small(self) -> tuple[str, ...]:
        """What stands beside the document's title."""
        drafts = (f"with the draft: {draft}" for draft in self.drafts)
        encoded = f"fingerprint of the encoding: {self.fingerprint}" if self.fingerprint else ""
        return tuple(filter(None, (self.address, self.note, *drafts, encoded)))


@frozen(kw_only=True)
class Method:
    """How a report came about. ``made`` leads to the ``command``, which may be none."""

    paragraphs: tuple[str, ...]
    sources: tuple[Source, ...]
    made: str
    command: str


def method(report: Report) -> Method:
    """The method of a report."""
    calendar = report.calendar
    years = f"{calendar.first_year} to {calendar.last_year}"
    cases = ", ".join(_named(case.scenario) for case in report.cases)
    scenarios = f"Scenario{'s' * (len(report.cases) > 1)}: {cases}."
    texts = (*report.procedures.values(), *report.layers.values())
    again = " This line makes the same report again:" if report.command else ""
    return Method(
        paragraphs=(
            *(text.format(years=years) for text in _PARAGRAPHS),
            *(() if report.narrowing == WHOLE else (COUNTED_SO,)),
        ),
        sources=tuple(_source(one, report.fingerprints.get(one.slug, "")) for one in texts),
        made=f"{scenarios} {_FINGERPRINTS} Made by cinpolicy {report.version}.{again}",
        command=report.command,
    )


def _named(case: Scenario) -> str:
    """The name of a case, with the fingerprint of its file where it was read from one."""
    return f"{case.name} (fingerprint {case.fingerprint})" if case.fingerprint else case.name


def _source(text: Procedure, fingerprint: str) -> Source:
    document = text.document
    is_address = document.url.startswith(("https://", "http://"))
    return Source(
        name=text.name,
        slug=text.slug,
        title=document.title,
        version=document.version,
        link=document.url if is_address else "",
        address=document.url,
        note=document.note,
        drafts=tuple(draft.title or draft.name for draft in text.drafts),
        fingerprint=fingerprint,
    )
