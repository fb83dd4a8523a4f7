"""Parts of a mapping put in place of others, where the mapping still says what it did."""

from cinpolicy.loading.document import Mapping, Node
from cinpolicy.loading.faults import Fault
from cinpolicy.loading.reading import BadValueError, read_mapping
from cinpolicy.loading.trees import Entry, entries, in_one_line, is_alike, with_entries, without


def patched(base: Mapping, old: Mapping | None, new: Mapping | None) -> Mapping:
    """The mapping with what ``old`` says in it replaced by what ``new`` says.

    What neither names stays, also within a mapping in it. Raises ``BadValueError`` where the
    base does not say what ``old`` says, or something that ``new`` would replace unseen. A mapping
    that has lost a key stands where that was done, so that what it lacks is told there.
    """
    olds, news = entries(old), entries(new)
    changed: dict[str, Entry | None] = {}
    faults: list[Fault] = []
    for key in dict.fromkeys((*olds, *news)):
        try:
            changed[key] = _patched_at(base, key, olds.get(key), news.get(key))
        except BadValueError as error:
            faults += error.faults
    if faults:
        raise BadValueError(*faults)
    taken_out = {key: olds[key][0] for key, one in changed.items() if one is None}
    return without(with_entries(base, changed), {**base.taken_out, **taken_out})


def _patched_at(base: Mapping, key: str, old: Entry | None, new: Entry | None) -> Entry | None:
    now = base.values.get(key)
    if now is None:
        if old is not None:
            raise BadValueError(_absent(old))
        return new
    if old is None:
        assert new is not None
        raise BadValueError(new[0].fault(f"under from, what is there now: {says(now)}", "nothing"))
    if isinstance(now, Mapping) and isinstance(old[1], Mapping):
        into = new[1] if new else None
        if into is None or isinstance(into, Mapping):
            made = patched(now, old[1], into)
            return (base.keys[key], made) if made.values else None
    if not is_alike(now, old[1]):
        raise BadValueError(_misfit(now, old[1]))
    return (base.keys[key], new[1]) if new else None


def misfits(base: Mapping, old: Node) -> list[Fault]:
    """A fault for every part that ``old`` takes to be otherwise than it is.

    Raises ``BadValueError`` where it is no mapping of parts.
    """
    found = entries(read_mapping(old, "a mapping of parts to what they say now"))
    if not found:
        return [old.fault("what is said now, in one part at least")]
    faults: list[Fault] = []
    for key, one in found.items():
        now = base.values.get(key)
        if now is None:
            faults.append(_absent(one))
        elif isinstance(now, Mapping) and isinstance(one[1], Mapping):
            faults += misfits(now, one[1])
        elif not is_alike(now, one[1]):
            faults.append(_misfit(now, one[1]))
    return faults


def says(now: Node) -> str:
    """What stands in a place by now, and where that is."""
    return f"{in_one_line(now)} (line {now.line} of {now.path})"


def _absent(one: Entry) -> Fault:
    return one[0].fault("a part that is there now", f"{one[0].text}, which is not")


def _misfit(now: Node, old: Node) -> Fault:
    return old.fault(f"what is there now: {says(now)}", in_one_line(old))
