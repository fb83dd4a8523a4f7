"""The least steps by which a procedure can change: one unit, one role, one test of a condition."""

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, frozen

from cinpolicy.conditions import ALWAYS, NUMERIC, All, AnyOf, Condition, Test
from cinpolicy.parts import Part
from cinpolicy.periods import Period
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import RECURRING, Provision

Change = tuple[str, Part, Provision]
"""What the step is, the part that it changes, and the provision then."""


@frozen
class Mutant:
    """A procedure with one provision changed by one step in one part."""

    provision: Provision
    step: str
    part: Part
    reading: str
    changed: Provision

    @property
    def name(self) -> str:
        under = f" under {self.reading}" if self.reading else ""
        return f"{self.provision.id}: {self.step}{under}"

    def of(self, procedure: Procedure) -> Procedure:
        """The whole procedure after the step."""
        provisions = (
            self.changed if one is self.provision else one for one in procedure.provisions
        )
        return evolve(procedure, provisions=tuple(provisions))


def mutants(procedure: Procedure, roles: Mapping[str, object]) -> Iterator[Mutant]:
    """Every least step in every provision, under each of its readings."""
    for one in procedure.provisions:
        if not one.readings:
            for step, part, changed in _steps(one, roles):
                yield Mutant(one, step, part, "", changed)
        for place, reading in enumerate(one.readings):
            for step, part, changed in _steps(reading.provision, roles):
                new = evolve(reading, provision=changed)
                readings = (*one.readings[:place], new, *one.readings[place + 1 :])
                whole = evolve(one if place else changed, readings=readings)
                yield Mutant(one, step, part, reading.name, whole)


def _steps(one: Provision, roles: Mapping[str, object]) -> Iterator[Change]:
    yield from _of_timing(one)
    yield from _of_roles(one, roles)
    for step, when in _conditions(one.when):
        yield f"condition, {step}", Part.CONDITION, evolve(one, when=when)
    way = one.gives_way_to
    if way:
        for step, period in _periods(way.within):
            yield step, Part.GIVES_WAY, evolve(one, gives_way_to=evolve(way, within=period))
    yield from _of_power(one, roles)


def _of_timing(one: Provision) -> Iterator[Change]:
    timing = one.timing
    if timing is None:
        return
    if timing.period and timing.relation.value != "same day":
        least = 1 if timing.relation in RECURRING else 0
        for step, period in _periods(timing.period, least):
            yield step, Part.PERIOD, evolve(one, timing=evolve(timing, period=period))
    for after in timing.after if len(timing.after) > 1 else ():
        left = tuple(event for event in timing.after if event != after)
        yield f"not from {after}", Part.TRIGGER, evolve(one, timing=evolve(timing, after=left))
    if timing.which:
        for name in ("at", "give_or_take"):
            for step, period in _periods(getattr(timing.which, name)):
                which = evolve(timing.which, **{name: period})
                changed = evolve(one, timing=evolve(timing, which=which))
                yield f"which {name}: {step}", Part.TRIGGER, changed


def _periods(period: Period, least: int = 0) -> Iterator[tuple[str, Period]]:
    for amount in (period.amount + 1, period.amount - 1):
        if amount >= least:
            other = Period(amount, period.unit)
            yield f"{period} becomes {other}", other


def _of_roles(one: Provision, roles: Mapping[str, object]) -> Iterator[Change]:
    for step, by in _role_steps(one.by, roles):
        yield f"owed by, {step}", Part.OWED_BY, evolve(one, by=by)
    for step, some in _role_steps(one.roles, roles):
        silence = one.silence and evolve(one.silence, roles=some)
        part = Part.SILENCE if silence else Part.ROLES
        yield f"roles, {step}", part, evolve(one, roles=some, silence=silence)
    for step, some in _role_steps(one.decision.recommended_by if one.decision else (), roles):
        assert one.decision
        decision = evolve(one.decision, recommended_by=some)
        yield f"recommended by, {step}", Part.RECOMMENDED, evolve(one, decision=decision)


def _role_steps(
    some: tuple[str, ...], roles: Mapping[str, object]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """One role fewer, and one other in the place of each."""
    other = next(role for role in roles if role not in some)
    for place, role in enumerate(some):
        before, after = some[:place], some[place + 1 :]
        if before or after:
            yield f"without {role}", before + after
        yield f"{other} for {role}", (*before, other, *after)


def _of_power(one: Provision, roles: Mapping[str, object]) -> Iterator[Change]:
    power = one.variation
    if power is None:
        return
    for step, by in _role_steps(power.by, roles):
        yield f"varied by, {step}", Part.POWER_BY, evolve(one, variation=evolve(power, by=by))
    for step, limit in _periods(power.up_to) if power.up_to else ():
        changed = evolve(one, variation=evolve(power, up_to=limit))
        yield f"varied, {step}", Part.POWER_LIMIT, changed
    for step, when in _conditions(power.when):
        changed = evolve(one, variation=evolve(power, when=when))
        yield f"varied where, {step}", Part.POWER_WHEN, changed


# --- conditions -----------------------------------------------------------------------------


def _conditions(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Each test negated, left out, or its limit moved by one."""
    for step, changed in _in_tree(condition):
        yield step, ALWAYS if changed is None else changed


def _in_tree(condition: Condition) -> Iterator[tuple[str, Condition | None]]:
    """The same; None where nothing of the condition is left."""
    if isinstance(condition, All | AnyOf):
        kind: Callable[[tuple[Condition, ...]], Condition] = type(condition)
        for place, part in enumerate(condition.parts):
            before, after = condition.parts[:place], condition.parts[place + 1 :]
            for step, changed in _in_tree(part):
                left = (*before, *((changed,) if changed is not None else ()), *after)
                where = f"{place + 1}." if len(condition.parts) > 1 else ""
                yield f"{where}{step}", kind(left) if left else None
        return
    assert isinstance(condition, Test)
    yield f"not {condition.fact}", evolve(condition, wanted=not condition.wanted)
    yield f"without {condition.fact}", None
    if condition.comparison in NUMERIC:
        (limit,) = condition.values
        for moved in (int(limit) + 1, int(limit) - 1):
            if moved >= (1 if condition.comparison.value == "multiple_of" else 0):
                yield f"{condition.fact} {moved}", evolve(condition, values=(moved,))
    for value in condition.values if len(condition.values) > 1 else ():
        left = tuple(other for other in condition.values if other != value)
        yield f"{condition.fact} not {value}", evolve(condition, values=left)
