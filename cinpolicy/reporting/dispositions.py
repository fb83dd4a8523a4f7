"""What became of a paragraph, in words."""

from collections.abc import Iterator

from cinpolicy import wording
from cinpolicy.register import Disposition, Fate, Resting
from cinpolicy.reporting.lines import hanging
from cinpolicy.reporting.look import Look
from cinpolicy.vocabulary import Vocabulary


def lines(one: Disposition, words: Vocabulary, look: Look, indent: str) -> Iterator[str]:
    """All that rests on a paragraph, or why nothing does."""
    for resting in one.resting:
        yield from _resting(resting, words, look, indent)
    if one.fate is not Fate.PROVISION:
        said = f"{one.fate.value}: {one.because}" if one.because else one.fate.value
        yield from hanging(said, look.width, indent)
    if one.partly:
        yield from hanging(f"in part not modelled: {one.partly}", look.width, indent)
    for ambiguity in one.ambiguities:
        yield from hanging(f"{ambiguity.kind.value}: {ambiguity.says}", look.width, indent)


def _resting(resting: Resting, words: Vocabulary, look: Look, indent: str) -> Iterator[str]:
    yield look.bold(f"{indent}{resting.id}") + look.faint(_small(resting, look))
    yield from hanging(in_words(resting, words), look.width, f"{indent}  ")


def _small(resting: Resting, look: Look) -> str:
    if resting.provision is None:
        return f"{look.dot}silence"
    force = resting.provision.variation if resting.varies else resting.provision
    parts = [resting.topic, force.force.value if force else ""]
    if resting.reading:
        parts.append(f"reading: {resting.reading.replace('_', ' ')}")
    return "".join(look.dot + part for part in parts if part)


def in_words(resting: Resting, words: Vocabulary) -> str:
    """What a provision, its power of variation or a silence says."""
    if resting.silence is not None:
        note = f". {resting.silence.note}" if resting.silence.note else ""
        return wording.silence(resting.silence, words) + note
    provision = resting.provision
    assert provision is not None
    if resting.varies and provision.variation:
        return wording.variation(provision.variation, words)
    where = wording.condition(provision.when, words)
    return wording.provision(provision, words) + (f" (where {where})" if where else "")
