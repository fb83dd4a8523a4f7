"""The shapes of registers and their checks in JSON, documented in ``docs/json.md``."""

from collections.abc import Iterable

from cinpolicy.register import Disposition, Register, Resting
from cinpolicy.reporting.json_parts import VERSION, Shape
from cinpolicy.source_check import Check
from cinpolicy.tracing import Trace, Traced, Tracing


def check(made: Check, unread: Iterable[str]) -> Shape:
    """One register beside a copy of its text."""
    tracing = made.tracing
    in_provisions, normative = tracing.share
    return {
        "format": "cinpolicy-sources-check",
        "version": VERSION,
        "authority": made.slug,
        "passed": made.passed,
        "paragraphs": {"register": len(tracing.traced), "text": len(tracing.text)},
        "counts": {fate.value: number for fate, number in tracing.register.counts.items()},
        "normative": {"in_provisions": in_provisions, "all": normative},
        "cited": {"found": sum(t.likeness == 1 for t in tracing.cited), "all": len(tracing.cited)},
        "moved": [{"paragraph": t.paragraph, "now": t.now} for t in tracing.that_are(Trace.MOVED)],
        "unsettled": [
            {
                **_traced(one.traced),
                "scenarios": list(one.scenarios),
                "reports": list(one.reports),
            }
            for one in made.unsettled
        ],
        "unaccounted": list(tracing.unaccounted),
        "new": list(tracing.new),
        "scenarios_run": list(made.scenarios),
        "reports_read": list(made.reports),
        "reports_not_read": list(unread),
    }


def text(tracing: Tracing, slug: str, wanted: frozenset[int]) -> Shape:
    """A copy paragraph by paragraph, with what became of each."""
    numbered = [n for n in range(1, len(tracing.text) + 1) if not wanted or n in wanted]
    gone = [] if wanted else tracing.that_are(Trace.VANISHED)
    return {
        **_head(slug),
        "paragraphs": [_placed(tracing, number) for number in numbered],
        "vanished": [_traced(one) for one in gone],
    }


def register(made: Register, slug: str, wanted: frozenset[int]) -> Shape:
    """What became of each paragraph, without the text."""
    chosen = (d for d in made.dispositions if not wanted or d.paragraph in wanted)
    return {**_head(slug), "paragraphs": [_disposition(one) for one in chosen], "vanished": []}


def _head(slug: str) -> Shape:
    return {"format": "cinpolicy-sources", "version": VERSION, "authority": slug}


def _placed(tracing: Tracing, number: int) -> Shape:
    traced = tracing.by_place.get(number)
    known = _traced(traced) if traced else {"paragraph": None, "trace": "new"}
    return {**known, "now": number, "text": tracing.text[number - 1]}


def _traced(traced: Traced) -> Shape:
    return {
        **_disposition(traced.disposition),
        "trace": traced.trace.value,
        "now": traced.now,
        "likeness": round(traced.likeness, 2) if traced.now else None,
    }


def _disposition(one: Disposition) -> Shape:
    return {
        "paragraph": one.paragraph,
        "disposition": one.fate.value,
        "because": one.because or None,
        "partly": one.partly or None,
        "rests_on_it": [_resting(resting) for resting in one.resting],
        "ambiguities": [ambiguity.id for ambiguity in one.ambiguities],
    }


def _resting(resting: Resting) -> Shape:
    return {
        "provision": resting.provision.id if resting.provision else None,
        "topic": resting.topic,
        "reading": resting.reading or None,
        "variation": resting.varies,
        "silence": resting.silence.kind.value if resting.silence else None,
    }
