"""The Python interface: a comparison in a few lines.

>>> import cinpolicy
>>> comparison = cinpolicy.compare("scenarios/disabled_child.yaml")  # doctest: +SKIP
>>> comparison.row("review.1").cell("ealing").due  # doctest: +SKIP

Everything returned is a plain immutable object; dates are ``datetime.date``, sizes are in
calendar days unless their description says otherwise.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from cinpolicy.case import Scenario
from cinpolicy.cells import Column, Comparison
from cinpolicy.comparison import compare as _compare
from cinpolicy.library import Library
from cinpolicy.loading import InputError
from cinpolicy.loading import load_scenario as _load_scenario
from cinpolicy.loading.bank_holidays import england
from cinpolicy.procedure import Procedure
from cinpolicy.simulator import simulate
from cinpolicy.stack import PluginError, PolicyStack
from cinpolicy.timeline import Timeline
from cinpolicy.versions import NoVersionError

if TYPE_CHECKING:
    from cinpolicy.matrices import Matrix
    from cinpolicy.planning import Plan
    from cinpolicy.report import Report

T = TypeVar("T")


def compare(
    scenario: Scenario | Path | str,
    authorities: Iterable[str] = (),
    *,
    topics: Iterable[str] = (),
    every_reading: bool = False,
    library: Library | None = None,
) -> Comparison:
    """Run one case through several authorities and set the results side by side.

    ``scenario`` is a file or a loaded scenario; ``authorities`` are slugs, versions
    (``kent@2024-09``), procedure files or drafts, all installed ones where none is named;
    ``topics`` keeps the rows of some topics only. With
    ``every_reading`` the case is run under all readings of the texts: cells have the span
    of their dates, and divergences say whether they hold whatever the reading. Each cell
    carries its provision with the citation. A single name, or file, may stand for a list of
    one. Raises ``InputError`` for a file that cannot be used, ``UnknownAuthorityError`` for a
    slug that is not installed and ``UnknownTopicError`` for a topic there is not; an
    authority that fails has its reason in ``comparison.failed``.
    """
    library = library or Library()
    stacks, broken = stacks_of(library, slugs_of(library, authorities))
    case = load_scenario(scenario, library)
    chosen = _topics(library, topics)
    return _compare(case, stacks, england(), broken, chosen, every_reading=every_reading)


def matrix(
    authorities: Iterable[str] = (),
    *,
    topics: Iterable[str] = (),
    library: Library | None = None,
) -> "Matrix":
    """Whole procedures side by side, with no case (see ``cinpolicy.matrices``).

    Arguments and errors are those of ``compare``.
    """
    from cinpolicy.side_by_side import matrix as made_of

    library = library or Library()
    stacks, broken = stacks_of(library, slugs_of(library, authorities))
    return made_of([stack.latest for stack in stacks], broken, _topics(library, topics))


def report(
    scenarios: Iterable[Scenario | Path | str] | Scenario | Path,
    authorities: Iterable[str] = (),
    *,
    topics: Iterable[str] = (),
    only_divergent: bool = False,
    every_reading: bool = True,
    command: str = "",
    library: Library | None = None,
) -> "Report":
    """All that a report on some cases is made of (see ``cinpolicy.report``).

    ``topics`` keeps it to some topics, ``only_divergent`` to what the texts differ in.
    ``command`` is the line that makes the same report again, if there is one. Other
    arguments and errors are those of ``compare``.
    """
    from importlib.metadata import version

    from cinpolicy.narrowing import Narrowing
    from cinpolicy.report import report as made_of

    library = library or Library()
    stacks, broken = stacks_of(library, slugs_of(library, authorities))
    return made_of(
        [load_scenario(scenario, library) for scenario in _several(scenarios)],
        stacks,
        england(),
        broken,
        Narrowing(topics=tuple(dict.fromkeys(topics)), only_divergent=only_divergent),
        every_reading=every_reading,
        fingerprints=fingerprints_of(library, stacks),
        command=command,
        version=version("cinpolicy"),
    )


def plan(
    draft: Path | str,
    scenarios: Iterable[Scenario | Path | str] | Scenario | Path = (),
    *,
    library: Library | None = None,
) -> "Plan":
    """What a draft change would do (see ``cinpolicy.planning``).

    ``scenarios`` are cases, their files, or folders; what is expected of them, and in other
    files of the folders, is judged by the text as it is and by the draft. Raises as
    ``compare`` does, and ``InputError`` for a file that is no draft.
    """
    from cinpolicy.planned import planned

    cases = [one if isinstance(one, Scenario) else Path(one) for one in _several(scenarios)]
    return planned(Path(draft), cases, library or Library())


def slugs_of(library: Library, authorities: Iterable[str]) -> tuple[str, ...]:
    """The slugs of what is named, or of every installed authority where nothing is."""
    named = tuple(library.add(name) for name in _several(authorities))
    return tuple(dict.fromkeys(named)) or (*library.authorities, *library.broken)


def _several(named: Iterable[T] | Scenario | Path) -> tuple[T, ...]:
    """What is named, also where one thing stands in the place of a list."""
    if isinstance(named, (str, Path, Scenario)):
        return (cast("T", named),)
    return tuple(named)


def _one(authority: object, wanted_by: str) -> str:
    """The name of one authority. Raises ``TypeError`` that says so where it is a list."""
    if isinstance(authority, (str, Path)):
        return str(authority)
    raise TypeError(
        f"{wanted_by} takes the name of one authority, such as 'kent' (found {authority!r})"
    )


def _topics(library: Library, topics: Iterable[str]) -> frozenset[str]:
    """The topics that are named. Raises ``UnknownTopicError``."""
    named = _several(topics)
    library.check_topics(named)
    return frozenset(named)


def stacks_of(library: Library, slugs: Iterable[str]) -> tuple[list[PolicyStack], list[Column]]:
    """The stacks of the authorities, and a column for each that has none."""
    stacks, broken = [], []
    for slug in slugs:
        if slug in library.broken:
            broken.append(library.broken[slug])
            continue
        try:
            stacks.append(library.stack(slug))
        except (PluginError, NoVersionError, InputError) as error:
            name = library.procedure(slug).name
            broken.append(Column(slug=slug, name=name, failure=str(error)))
    return stacks, broken


def fingerprints_of(library: Library, stacks: Iterable[PolicyStack]) -> dict[str, str]:
    """The fingerprints of all encodings in some stacks, by the slug of the authority or layer."""
    slugs = dict.fromkeys(one.slug for stack in stacks for one in stack.procedures)
    return {slug: library.fingerprint(slug) for slug in slugs}


def load_scenario(scenario: Scenario | Path | str, library: Library | None = None) -> Scenario:
    """A scenario from a file (or as it is). Raises ``InputError`` with every fault."""
    if isinstance(scenario, Scenario):
        return scenario
    return _load_scenario(Path(scenario), (library or Library()).words())


def run(
    scenario: Scenario | Path | str, authority: str, *, library: Library | None = None
) -> Timeline:
    """What becomes of a case under one authority, in order of time.

    Raises as ``compare`` does, ``PluginError`` where the authority fails, and ``TypeError``
    where several authorities are named.
    """
    library = library or Library()
    return simulate(
        library.stack(library.add(_one(authority, "run"))),
        load_scenario(scenario, library),
        england(),
    )


def load_procedure(authority: str, *, library: Library | None = None) -> Procedure:
    """The declared procedure of one installed authority or layer.

    Its provisions carry topic, periods, conditions, roles, force and citation. Raises
    ``UnknownAuthorityError``, and ``TypeError`` where several are named.
    """
    library = library or Library()
    return library.procedure(library.add(_one(authority, "load_procedure")))


def authorities(*, library: Library | None = None) -> tuple[str, ...]:
    """The slugs of the installed authorities."""
    return (library or Library()).authorities
