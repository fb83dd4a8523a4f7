"""What a draft would do, in sentences for people who have a meeting about it."""

from collections.abc import Iterator, Sequence

from cinpolicy import wording
from cinpolicy.changes import ChangeKind
from cinpolicy.check.findings import Finding
from cinpolicy.planning import Judged, Plan
from cinpolicy.provisions import Citation
from cinpolicy.reporting import diff_words as say
from cinpolicy.reporting import plan_cases, plan_changes, plan_lists, plan_touched
from cinpolicy.reporting.look import Look
from cinpolicy.reporting.sections import Line, Section, as_markdown, as_text
from cinpolicy.reporting.standing import in_sentences, side_by_side
from cinpolicy.standing import Standing

GUIDANCE = "CP6"
"""How the codes of findings begin that tell where a text asks less than national guidance."""
MOST_CASES = 3
"""How many cases are named that show a move; JSON has all of them."""
MOST_PROVISIONS = 3
"""How many provisions a finding names; JSON has all of them."""
NOTHING = "This draft changes nothing: all that it names stays as it is."


def render(plan: Plan, look: Look) -> str:
    """The whole plan as text."""
    return as_text(list(head(plan)), list(sections(plan)), look)


def markdown(plan: Plan) -> str:
    """The whole plan as Markdown."""
    return as_markdown(list(head(plan)), list(sections(plan)))


def head(plan: Plan) -> Iterator[str]:
    """What is planned, by whom and why; the title first."""
    draft, base = plan.draft, plan.before
    yield draft.title
    version = f"{base.document.title} ({base.document.version})"
    yield f"A draft change ({draft.name}) to {base.name}, {version}."
    yield f"Proposed by {draft.proposed_by}. Why: {draft.why}"
    if plan.below:
        yield (
            f"It stands on another draft, {plan.below.name}: what is told as before is what that "
            "draft says, and not the text as it is."
        )
    if draft.in_force_from:
        day = wording.plain_day(draft.in_force_from)
        yield f"In force from {day}, if adopted; here it judges every case, of whatever date."


def sections(plan: Plan) -> Iterator[Section]:
    """Everything a draft would do; of one that changes nothing that alone is said."""
    if plan.empty:
        yield Section("In short", [Line(NOTHING)])
        return
    yield Section("In short", list(_in_short(plan)))
    yield Section("What would change", list(plan_changes.lines(plan)))
    yield Section("Which children it touches", list(plan_touched.lines(plan)))
    yield Section("What moves in the cases", list(plan_cases.lines(plan)))
    yield Section("What it leaves open, says twice or says to no effect", list(_findings(plan)))
    yield Section("National guidance", list(_guidance(plan)))
    yield Section("Expectations", list(_expectations(plan)))
    yield Section(f"Where {plan.authority} would stand", list(_standing(plan)))


# --- in short --------------------------------------------------------------------------------


def _in_short(plan: Plan) -> Iterator[Line]:
    made = plan.changes.made
    counts = {kind: sum(one.kind is kind for one in made) for kind in ChangeKind}
    said = [f"{number} {kind.value}" for kind, number in counts.items() if number]
    yield Line(f"Provisions: {', '.join(said) or 'none changed'}.")
    if plan.declared:
        kinds = dict.fromkeys(one.kind for one in plan.declared)
        each = (f"{k.value} ({sum(d.kind is k for d in plan.declared)})" for k in kinds)
        yield Line(f"Beside them: {', '.join(each)}.")
    asked = dict.fromkeys(wording.lower_first(one.asked) for one in plan.bearing)
    if asked:
        yield Line(f"It bears on: {'; '.join(asked)}.")
    yield Line(plan_cases.in_short(plan))
    new = [one for one in plan.findings.new if not one.code.startswith(GUIDANCE)]
    less = [one for one in plan.findings.new if one.code.startswith(GUIDANCE)]
    mended = len(_of(plan.findings.gone, guidance=False))
    beside = f"; mended: {mended}" if mended else ""
    yield Line(f"New findings of the check: {len(new) or 'none'}{beside}.")
    yield Line(f"New places where it asks less than national guidance: {len(less) or 'none'}.")
    falls = sum(one.falls for one in plan.judged)
    if plan.judged:
        number = say.counted(len(plan.judged), "expectation")
        unknown = sum(one.cannot_be_judged for one in plan.judged)
        more = f", {unknown} cannot be judged" if unknown else ""
        yield Line(
            f"Of {number} about {plan.authority}, {falls or 'none'} would no longer hold{more}."
        )


# --- findings, guidance, expectations ----------------------------------------------------------


def _findings(plan: Plan) -> Iterator[Line]:
    yield from _moved(plan, guidance=False, none="Nothing new, and nothing that is mended.")


def _guidance(plan: Plan) -> Iterator[Line]:
    none = "Nowhere does it ask less than national guidance where the text did not before."
    yield from _moved(plan, guidance=True, none=none)


def _moved(plan: Plan, *, guidance: bool, none: str) -> Iterator[Line]:
    moved = plan.findings
    new, gone = _of(moved.new, guidance=guidance), _of(moved.gone, guidance=guidance)
    changed = [pair for pair in moved.changed if pair[1].code.startswith(GUIDANCE) is guidance]
    if not (new or gone or changed):
        yield Line(none)
    yield from (Line(f"new: {_finding(one)}") for one in new)
    for was, now in changed:
        yield Line(f"otherwise than before: {_finding(now)}")
        yield Line(f"before: {was.sentence}", 1)
    yield from (Line(f"mended: {_finding(one)}") for one in gone)


def _of(findings: Sequence[Finding], *, guidance: bool) -> list[Finding]:
    return [one for one in findings if one.code.startswith(GUIDANCE) is guidance]


def _finding(one: Finding) -> str:
    paragraphs = str(Citation(section="", paragraphs=one.paragraphs)) if one.paragraphs else ""
    named, left = one.provisions[:MOST_PROVISIONS], len(one.provisions) - MOST_PROVISIONS
    more = f"and {left} more" if left > 0 else ""
    rests = ", ".join(filter(None, (one.code, paragraphs, *named, more)))
    return f"{one.sentence} ({rests})"


def _expectations(plan: Plan) -> Iterator[Line]:
    if not plan.judged:
        yield Line(f"There are none about {plan.authority} (docs/expectations.md).")
        return
    falls = [one for one in plan.judged if one.falls]
    rises = [one for one in plan.judged if one.rises]
    unknown = [one for one in plan.judged if one.cannot_be_judged]
    others = [one for one in plan.judged if not one.cannot_be_judged]
    still = [one for one in others if not one.before.held and not one.after.held]
    held = len(plan.judged) - sum(map(len, (falls, rises, unknown, still)))
    for said, some in (
        ("would no longer hold", falls),
        ("would hold, and does not now", rises),
        ("does not hold, now or then", still),
    ):
        for one in some:
            yield from _expectation(one, said, plan)
    if unknown:
        cases = dict.fromkeys(one.after.case or "the procedure itself" for one in unknown)
        number = say.counted(len(unknown), "expectation")
        where = wording.listed(cases, "and")
        yield Line(f"{number} cannot be judged, since the draft has no answer in {where}.")
    yield Line(f"{say.counted(held, 'expectation')} would hold as before.")


def _expectation(one: Judged, said: str, plan: Plan) -> Iterator[Line]:
    case = f", in the case {one.after.case}" if one.after.case else ""
    yield Line(f"{said}: {one.after.expected}{case}")
    before = "by the draft below" if plan.below else "as the text is"
    yield Line(f"{before}, {one.before.found}; by the draft, {one.after.found}", 1)
    if because := one.after.expectation.because:
        yield Line(f"expected because: {because}", 1)
    yield Line(str(one.after.place), 1)


# --- among all ---------------------------------------------------------------------------------


def _standing(plan: Plan) -> Iterator[Line]:
    direct = [one for one in plan.standings if not plan.topics.isdisjoint(one.topics)]
    for one in _each_once(direct):
        first, *more = in_sentences(one, MOST_CASES)
        yield Line(first)
        yield from (Line(text, 1) for text in more)
    where = {touch.touched.question: touch.touched.where for touch in reversed(plan.shown)}
    for asked in plan.asked:
        sides = (asked.before.said.provision, asked.after.said.provision)
        items = plan_lists.moved(*sides, plan.words)
        first, *more = side_by_side(asked, where.get(asked.question, ""), items)
        yield Line(first)
        yield from (Line(text, 1) for text in more)
    if not direct and not plan.asked:
        yield Line("What it changes gives it no other place.")


def _each_once(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Of moves between the same places the one that most cases show."""
    seen: set[object] = set()
    for one in standings:
        first = one.moved[0]
        sides = ((p.place, p.of, p.shared) for p in (first.before, first.after))
        key = (one.topics, *sides)
        if key not in seen:
            seen.add(key)
            yield one
