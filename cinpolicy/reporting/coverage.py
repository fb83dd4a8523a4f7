"""What scenarios cover, on a terminal: shares first, then what is left out and why."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from tabulate import SEPARATING_LINE, tabulate

from cinpolicy import wording
from cinpolicy.coverage.results import Coverage, LayerShare, Missing, PairShare, Unreached
from cinpolicy.reporting.lines import whole_words
from cinpolicy.reporting.look import Look

_LABELS, _SHARE, _GAP = 26, len("100 of 100"), 2
"""How wide the labels of topics may be in the table, a share is, and what lies between."""
MOST_MISSING = 12
"""How many of the things no scenario has are listed; JSON has all of them."""


def as_text(found: Coverage, look: Look) -> str:
    """The report: it begins with what a writer of scenarios can do most about."""
    parts = (
        _heading(found, look),
        _shares(found.layers, look),
        _missing(found.missing, look),
        *(_layer(layer, look) for layer in found.layers),
        _scenarios(found, look),
        _pairs(found, look),
        _failures(found, look),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _heading(found: Coverage, look: Look) -> Iterator[str]:
    reached = sum(layer.reached for layer in found.layers)
    provisions = sum(layer.provisions for layer in found.layers)
    number = _counted(len(found.scenarios), "scenario")
    does = "reaches" if len(found.scenarios) == 1 else "reach"
    yield look.bold(f"{number} {does} {reached} of {_counted(provisions, 'provision')}.")
    yield from _wrapped(
        "A provision is reached where it makes something due or is what a procedure answers about "
        "a case or about a meeting in it, in the default reading of the text.",
        look,
    )


# --- shares --------------------------------------------------------------------------------


def _shares(layers: Sequence[LayerShare], look: Look) -> Iterator[str]:
    """How many provisions are reached, by topic: only topics on which some are not."""
    column = max((_SHARE, *(len(layer.layer) for layer in layers))) + _GAP
    size = max(1, (look.width - _LABELS) // column)
    for start in range(0, len(layers), size):
        some = layers[start : start + size]
        heads = ["Provisions reached", *(look.bold(layer.layer) for layer in some)]
        table = tabulate(
            [*_topic_lines(some, look), SEPARATING_LINE, ["Together", *map(_together, some)]],
            headers=heads,
            tablefmt="simple",
            disable_numparse=True,
        )
        yield from ("", *table.splitlines()) if start else table.splitlines()
    for layer in layers:
        yield from _not_counted(layer, look)


def _topic_lines(layers: Sequence[LayerShare], look: Look) -> Iterator[list[str]]:
    known = {one.topic: one for layer in layers for one in layer.topics}
    by = {layer.layer: {one.topic: one for one in layer.topics} for layer in layers}
    sections = list(dict.fromkeys(one.section for one in known.values()))
    partly = [
        one
        for one in sorted(known.values(), key=lambda one: sections.index(one.section))
        if any(s.reached < s.provisions for t in by.values() if (s := t.get(one.topic)))
    ]
    for section, topics in groupby(partly, key=lambda one: one.section):
        yield [look.faint(section.upper())]
        for topic in topics:
            shares = (by[layer.layer].get(topic.topic) for layer in layers)
            label = textwrap.fill(topic.label, _LABELS, subsequent_indent="  ")
            yield [label, *(f"{s.reached} of {s.provisions}" if s else "" for s in shares)]
    if whole := len(known) - len(partly):
        sums = [_whole(layer, {one.topic for one in partly}) for layer in layers]
        yield [look.faint(f"{_counted(whole, 'topic')} wholly reached"), *sums]


def _whole(layer: LayerShare, partly: set[str]) -> str:
    """How many provisions stand on topics that are wholly reached everywhere."""
    number = sum(one.provisions for one in layer.topics if one.topic not in partly)
    return f"{number} of {number}" if number else ""


def _together(layer: LayerShare) -> str:
    if not layer.provisions:
        return "none"
    share = 100 * layer.reached // layer.provisions
    return f"{layer.reached} of {layer.provisions}\n({share}%)"


def _not_counted(layer: LayerShare, look: Look) -> Iterator[str]:
    if not layer.provisions and not layer.whole_work:
        text = f"{layer.layer} has no provisions to count: it answers in Python alone."
        yield from _wrapped(text, look)
    if layer.whole_work:
        text = f"{layer.layer}: {_counted(len(layer.whole_work), 'further provision')}"
        speak = "speaks" if len(layer.whole_work) == 1 else "speak"
        yield from _wrapped(f"{text} {speak} of the work as a whole: no case can reach that.", look)


# --- what is left out ----------------------------------------------------------------------


def _missing(missing: Sequence[Missing], look: Look) -> Iterator[str]:
    if not missing:
        return
    yield look.bold("What no scenario has, by how many provisions wait for it")
    for one in missing[:MOST_MISSING]:
        layers = wording.listed(dict.fromkeys(ref.layer for ref in one.waiting), "and")
        what = one.words if one.kind == "event" else f'"{one.words}"'
        yield from _wrapped(f"{len(one.waiting):3}  {what} ({layers})", look, "  ", 7)
    if len(missing) > MOST_MISSING:
        yield f"       and {len(missing) - MOST_MISSING} more"


def _layer(layer: LayerShare, look: Look) -> Iterator[str]:
    """The provisions not reached, those with one reason together."""
    if not layer.provisions:
        return
    title = f"{layer.layer}: {layer.name}. {layer.document} ({layer.version})"
    yield from map(look.bold, _wrapped(title, look, further=2))
    if not layer.unreached:
        yield "  every provision is reached"
        return
    yield f"  {len(layer.unreached)} of {_counted(layer.provisions, 'provision')} not reached"
    alike: dict[str, list[Unreached]] = {}
    for one in layer.unreached:
        alike.setdefault(one.sentence, []).append(one)
    for sentence, some in alike.items():
        yield ""
        yield from map(look.mark, _wrapped(sentence, look, "  ", 4))
        for one in some:
            yield from _unreached(one, look)


def _unreached(one: Unreached, look: Look) -> Iterator[str]:
    yield from _wrapped(f"{one.ref.provision} ({one.cite})", look, "      ", 8)
    yield from map(look.faint, _wrapped(one.says, look, "        ", 8))
    if one.readings:
        names = wording.listed((name.replace("_", " ") for name in one.readings), "and")
        text = f"reached under another reading of the text: {names}"
        yield from _wrapped(text, look, "        ", 8)


# --- scenarios and pairs -------------------------------------------------------------------


def _scenarios(found: Coverage, look: Look) -> Iterator[str]:
    if not found.scenarios:
        return
    lines = [
        [one.scenario, *((one.reached, len(one.only_here)) if one.ran else ("not run", ""))]
        for one in found.scenarios
    ]
    heads = ["Scenario", "provisions reached", "reached by it alone"]
    yield from tabulate(lines, headers=list(map(look.bold, heads)), tablefmt="simple").splitlines()
    yield ""
    yield from _wrapped(_adding(found), look)


def _adding(found: Coverage) -> str:
    """Which scenarios could go, and what to think of before they do."""
    names = wording.listed((one.scenario for one in found.adding_nothing), "and")
    if not names:
        return "Every scenario adds something that no other does."
    if len(found.adding_nothing) == 1:
        return (
            f"{names} adds nothing that the others together do not. The dates alone may be reason "
            "to keep it."
        )
    return (
        f"{names} add nothing that the others together do not. Any one of these can go with no "
        "loss; look again before another goes. The dates alone may be reason to keep one."
    )


def _pairs(found: Coverage, look: Look) -> Iterator[str]:
    if not found.pairs:
        return
    yield look.bold("Authorities told apart")
    if all(one.run_in and len(one.scenarios) == one.run_in for one in found.pairs):
        yield "  Every scenario tells every two authorities apart."
        return
    for text, some in groupby(sorted(found.pairs, key=_times), key=_apart_in):
        pairs = "; ".join(" and ".join(one.pair) for one in some)
        yield from _wrapped(f"{text}: {pairs}", look, "  ", 4)


def _times(one: PairShare) -> tuple[bool, int, int]:
    """The pairs that fewest scenarios tell apart first; those never run together last."""
    return not one.run_in, len(one.scenarios), one.run_in


def _apart_in(one: PairShare) -> str:
    if not one.run_in:
        return "Never both run"
    if not one.scenarios:
        return "Told apart by no scenario"
    return f"Told apart by {len(one.scenarios)} of {_counted(one.run_in, 'scenario')}"


def _failures(found: Coverage, look: Look) -> Iterator[str]:
    if not found.failures:
        return
    yield look.bold("Could not be run, and counts for nothing here")
    for one in found.failures:
        where = f" in {one.scenario}" if one.scenario else ""
        yield from _wrapped(f"{one.authority}{where}: {one.reason}", look, "  ", 4)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _wrapped(text: str, look: Look, indent: str = "", further: int = 0) -> list[str]:
    return whole_words(text, look, indent, " " * max(further, len(indent)))
