"""Records that come too late for the next meeting."""

from collections.abc import Callable, Iterator

from cinpolicy import wording
from cinpolicy.check.checked import Checked, readings
from cinpolicy.check.findings import Finding
from cinpolicy.check.intervals import AT_MOST, FORWARD, length
from cinpolicy.check.registry import check
from cinpolicy.conditions import All
from cinpolicy.periods import Period
from cinpolicy.provisions import Provision, Question, Relation

_SENT_BEFORE = frozenset({Relation.AT, Relation.AT_LEAST})


@check("CP304", "record-after-next-meeting")
def record_after_next_meeting(checked: Checked) -> Iterator[Finding]:
    """A record of a meeting that is due after the next meeting of the same series."""
    for record, following in _following(checked):
        if not _always(_after(checked), record, following):
            continue
        where = All((checked.stands(record), checked.stands(following)))
        for case in checked.smallest(where, record.question)[:1]:
            told = (
                f"{_due(checked, record)}, and {_next(checked, following)}, {checked.where(case)}."
            )
            yield checked.finding("CP304", told, (record, following), case)


@check("CP305", "record-after-it-is-sent")
def record_after_it_is_sent(checked: Checked) -> Iterator[Finding]:
    """A record of a meeting that is due after it has to be sent out for the next one."""
    for record, following in _following(checked):
        for notice in _notices(checked, record, following):
            ahead = _ahead(notice)
            if ahead is None or not _always(_after(checked, ahead), record, following):
                continue
            parts = (record, following, notice)
            where = All(tuple(checked.stands(one) for one in parts))
            for case in checked.smallest(where, record.question)[:1]:
                sent = wording.rule(notice, checked.words)
                told = (
                    f"{_due(checked, record)}, {_next(checked, following)}, and it is needed "
                    f"{sent} ({notice.id}), {checked.where(case)}."
                )
                yield checked.finding("CP305", told, parts, case)


def _following(checked: Checked) -> Iterator[tuple[Provision, Provision]]:
    """Each dated record of a meeting, with each rule that dates the next of its series."""
    every = checked.procedure.provisions
    nexts = [one for one in every if length(one) and not one.of and _is(one, FORWARD)]
    for record in every:
        if record.of and record.timing and record.of in record.timing.after and length(record):
            for following in nexts:
                if _is(record, AT_MOST) and _goes_on(checked, record.of, following):
                    yield record, following


def _is(one: Provision, relations: frozenset[Relation]) -> bool:
    return one.timing is not None and one.timing.relation in relations


def _goes_on(checked: Checked, meeting: str, following: Provision) -> bool:
    """Whether a rule says when the meeting after this one of the same series falls."""
    known, subject = checked.words.activities, following.subject
    if following.timing is None or meeting not in following.timing.after:
        return False
    if meeting not in known or subject not in known:
        return False
    series = [known[name].series or name for name in (meeting, subject)]
    return series[0] == series[1]


def _notices(checked: Checked, record: Provision, following: Provision) -> Iterator[Provision]:
    """What says how long before the next meeting the thing recorded is sent out."""
    for one in checked.procedure.provisions:
        before = one.timing and one.timing.before == following.subject and not one.timing.which
        if before and one.subject == record.subject and _is(one, _SENT_BEFORE):
            yield one


def _ahead(notice: Provision) -> Period | None:
    """How long before a meeting it has to be sent; None where that depends on the reading."""
    lengths = {way.timing.period for way in readings(notice) if way.timing}
    return lengths.pop() if len(lengths) == 1 else None


Late = Callable[[Provision, Provision], bool]


def _after(checked: Checked, ahead: Period | None = None) -> Late:
    """Whether a record is due for certain after the next meeting, or so long ahead of it."""

    def late(record: Provision, following: Provision) -> bool:
        due, then = length(record), length(following)
        if due is None or then is None or not (_plain(record) and _plain(following)):
            return False
        if ahead is None:
            return checked.lengths.certainly_longer(due, then)
        if due.unit is then.unit and due.amount >= then.amount:
            return checked.lengths.bounds(ahead)[0] > 0
        gap = checked.lengths.bounds(due)[0] + checked.lengths.bounds(ahead)[0]
        return gap > checked.lengths.bounds(then)[1]

    return late


def _plain(one: Provision) -> bool:
    """Whether it counts days in the usual way; a day more or less can settle it."""
    return one.timing is not None and one.timing.counting is None


def _always(late: Late, record: Provision, following: Provision) -> bool:
    """Whether it is so however the two provisions are read."""
    return all(late(one, other) for one in readings(record) for other in readings(following))


def _due(checked: Checked, record: Provision) -> str:
    what = checked.asked(Question(record.topic, record.subject, record.of))
    return f"{what}: due {wording.rule(record, checked.words)} ({record.id})"


def _next(checked: Checked, following: Provision) -> str:
    meeting = wording.happening(following.subject, checked.words)
    said = wording.rule(following, checked.words, full=False)
    return f"{meeting} is to follow {said} ({following.id})"
