"""The sheets of a report as a workbook."""

from collections.abc import Iterator, Sequence

from cinpolicy import wording
from cinpolicy.cells import Divergence, Row
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Provision, paragraphs_in_words
from cinpolicy.report import CaseReport, Report
from cinpolicy.reporting import about_sheet, comparison_sheet, naming, obligation_lines
from cinpolicy.reporting.sheet import Sheet, Value
from cinpolicy.vocabulary import Vocabulary

_HOLDS = {True: "yes", False: "no", None: "not known"}


def sheets(report: Report) -> list[Sheet]:
    """Every sheet, in order; their names may be more than Excel takes (see ``sheet.names``)."""
    several = len(report.cases) > 1
    compared = [f"Comparison {c.scenario.name}" if several else "Comparison" for c in report.cases]
    return [
        Sheet("About", (), list(about_sheet.rows(report))),
        *(
            comparison_sheet.sheet(c, report, t)
            for c, t in zip(report.cases, compared, strict=True)
        ),
        Sheet("Divergences", _DIVERGENCE, list(_divergences(report)), 2, 10),
        _obligations(report),
        Sheet("Provisions", _PROVISION, list(_provisions(report)), 2, 10),
        Sheet("Silences", _SILENCE, list(_silences(report)), 2),
        Sheet("Readings", _READING, list(_readings(report)), 2),
        Sheet("Sources", _SOURCE, list(_sources(report)), 1),
    ]


# --- divergences -------------------------------------------------------------------------

_DIVERGENCE = (
    *(("Case", 16), ("What", 24), ("Section", 12), ("Differs in", 11), ("Size", 7)),
    *(("Earliest", 12), ("Latest", 12), ("In words", 70), ("In every reading", 10)),
    *(("Readings it depends on", 40), ("Days from the start", 9), ("From the period", 9)),
    *(("From non-working days", 9), ("From moving", 9), ("Code", 28)),
)


def _divergences(report: Report) -> Iterator[Sequence[Value]]:
    for case in report.cases:
        for row in case.comparison.rows:
            for one in row.divergences:
                yield _divergence(case, row, one, _HOLDS[one.robust])
            for one in row.under_readings:
                yield _divergence(case, row, one, "only in some")


def _divergence(case: CaseReport, row: Row, one: Divergence, holds: str) -> list[Value]:
    gap = one.gap
    pieces: list[Value] = [gap.start, gap.period, gap.non_working, gap.moved] if gap else [None] * 4
    head: list[Value] = [case.scenario.name, row.label, row.section, one.aspect.value, one.size]
    depends = "; ".join(naming.reading(name, {}) for name in one.depends_on)
    said = [one.earliest, one.latest, one.statement, holds, depends]
    return [*head, *said, *pieces, one.code]


# --- obligations and silences ------------------------------------------------------------


def _obligations(report: Report) -> Sheet:
    fields = obligation_lines.FIELDS
    rows = [[field.of(line) for field in fields] for line in obligation_lines.lines(report)]
    headings = [(field.heading, field.width) for field in fields]
    return Sheet("Obligations", headings, rows, 3, obligation_lines.PRINTED)


_SILENCE = (
    *(("Case", 16), ("Authority", 14), ("Section", 14), ("What", 28), ("Silence", 15)),
    *(("In words", 36), ("Force", 9), ("Paragraphs", 16), ("Notes", 60)),
)


def _silences(report: Report) -> Iterator[Sequence[Value]]:
    for case in report.cases:
        for row in case.comparison.rows:
            for cell in row.cells:
                if cell.silence is not None:
                    head = [case.scenario.name, cell.authority, row.section, row.label]
                    said = [cell.silence.value, cell.words, cell.force, cell.citation_in_full]
                    yield [*head, *said, "; ".join(cell.notes)]


# --- procedures --------------------------------------------------------------------------

_PROVISION = (
    *(("Authority", 12), ("Provision", 24), ("Topic", 20), ("What it says", 50), ("Where", 36)),
    *(("Force", 9), ("Section", 10), ("Paragraphs", 14), ("Can be changed", 30)),
    *(("Taken as given", 30), ("Exception to", 18), ("Readings", 36)),
    *(("The text's own word", 18), ("Note", 40)),
)


def _procedures(report: Report) -> Iterator[Procedure]:
    yield from report.procedures.values()
    yield from report.layers.values()


def _provisions(report: Report) -> Iterator[Sequence[Value]]:
    """What the procedures say, on the topics of what is compared where topics are chosen."""
    words, rows = report.words, [row for c in report.cases for row in c.comparison.rows]
    shown = {topic for row in rows for topic in row.topics} | set(report.narrowing.topics)
    kept = shown if report.narrowing.topics else set(words.topics)
    for procedure in _procedures(report):
        for one in procedure.provisions:
            if one.topic in kept:
                yield _provision(procedure.slug, one, words)
        for topic, silence in procedure.silent_on.items():
            if topic not in kept:
                continue
            cited = str(silence.cite) if silence.cite else ""
            said = [words.topics[topic].label, wording.silence(silence, words)]
            yield [procedure.slug, None, *said, *[None] * 3, cited, *[None] * 5, silence.note]


def _provision(slug: str, one: Provision, words: Vocabulary) -> list[Value]:
    power = wording.variation(one.variation, words) if one.variation else ""
    read = [f"{r.name}: {wording.rule(r.provision, words)}" for r in one.readings]
    return [
        *(slug, one.id, words.topics[one.topic].label, wording.provision(one, words)),
        *(wording.condition(one.when, words), one.force.value, one.cite.section, str(one.cite)),
        *(power, "\n".join(one.assumes), ", ".join(one.exception_to), "\n".join(read)),
        *(one.term, one.note),
    ]


_READING = (
    *(("Authority", 12), ("Place", 28), ("Kind", 14), ("Paragraphs", 14), ("What is open", 50)),
    *(("Reading", 24), ("Used", 7), ("What speaks for it", 60), ("Provisions", 36)),
)


def _readings(report: Report) -> Iterator[Sequence[Value]]:
    for procedure in _procedures(report):
        for one in procedure.ambiguities:
            place = paragraphs_in_words(one.paragraphs)
            head: list[Value] = [procedure.slug, one.id, one.kind.value, place, one.says]
            provisions = ", ".join(one.provisions)
            for number, (name, because) in enumerate(one.readings.items()):
                used = "no" if number else "yes"
                yield [*head, name.replace("_", " "), used, because, provisions]
            if not one.readings:
                yield [*head, None, None, None, provisions]


_SOURCE = (
    *(("Authority", 14), ("Name", 30), ("Layer", 11), ("Document", 40), ("Version", 20)),
    *(
        ("In force from", 13),
        ("Fingerprint", 14),
        ("Address", 40),
        ("Provisions", 10),
        ("Drafts", 30),
        ("Note", 50),
    ),
)


def _sources(report: Report) -> Iterator[Sequence[Value]]:
    for one in _procedures(report):
        document = one.document
        drafts = "; ".join(draft.title or draft.name for draft in one.drafts)
        head: list[Value] = [one.slug, one.name, one.layer, document.title, document.version]
        tail: list[Value] = [len(one.provisions), drafts, document.note]
        fingerprint = report.fingerprints.get(one.slug)
        yield [*head, one.in_force_from, fingerprint, document.url, *tail]
    failed = dict.fromkeys(c for case in report.cases for c in case.comparison.failed)
    for column in failed:
        why = f"could not be run: {column.failure}"
        yield [column.slug, column.name, *[None] * 8, why]
