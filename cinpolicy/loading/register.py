"""A source register from its file, checked against the citations of its procedure."""

from collections.abc import Iterable, Iterator

from cinpolicy.loading import written as w
from cinpolicy.loading.document import Mapping, Node, Sequence, parse
from cinpolicy.loading.faults import Fault
from cinpolicy.loading.reading import Number
from cinpolicy.loading.structure import read_file
from cinpolicy.loading.words import Checker
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import runs
from cinpolicy.register import Fate, Register
from cinpolicy.vocabulary import NO_WORDS

_LISTS = ("headings", "not_normative", "not_modelled")
_PARTLY = "partly_modelled"
_STAND_IN = b"{authority: x}"
_ACCOUNTED = f"to be cited, or under {', '.join(_LISTS[:-1])} or {_LISTS[-1]}"


def parse_register(
    path: str, content: bytes, procedure: Procedure, slug: str, size: int | None = None
) -> Register:
    """A register from a file's bytes. Raises ``InputError`` with every fault found.

    ``slug`` is the authority it must be of. ``size`` is the number of paragraphs of a text
    whose fingerprints are about to be recorded: those in the file are not looked at then.
    """
    root = parse(path, content)
    if size is not None and isinstance(root, Mapping):
        root.values.pop("fingerprints", None)
        root.keys.pop("fingerprints", None)
    checker = Checker(NO_WORDS)
    written = read_file(root, w.WrittenRegister, checker, _STAND_IN)
    lists_are_whole = not any(map(_loses_a_paragraph, checker.faults))
    if written.authority != slug:
        checker.at(written.authority.node, f"the authority of the procedure, {slug}")
    register = Register(
        procedure=procedure,
        complete=written.complete,
        headings=frozenset(map(int, written.headings)),
        not_normative=_reasons(written.not_normative),
        not_modelled=_reasons(written.not_modelled),
        partly_modelled=_reasons(written.partly_modelled),
        fingerprints=written.fingerprints,
    )
    _check(written, register, _marks(root), size, checker)
    if lists_are_whole and written.complete:
        _check_accounted(written.node, register, _marks(root), size, checker)
    checker.finish()
    return register


def _loses_a_paragraph(fault: Fault) -> bool:
    """Whether a paragraph may be listed in what could not be read."""
    return not fault.where.startswith(("$.authority", f"$.{_PARTLY}", "$.fingerprints"))


def _reasons(written: Iterable[w.WrittenReason]) -> dict[int, str]:
    return {int(n): str(one.because) for one in written for n in one.paragraphs}


def _marks(root: Node) -> list[Node]:
    """The nodes of the fingerprints, whether or not they can be read."""
    node = root.values.get("fingerprints") if isinstance(root, Mapping) else None
    return node.items if isinstance(node, Sequence) else []


def _check(
    written: w.WrittenRegister,
    register: Register,
    marks: list[Node],
    size: int | None,
    checker: Checker,
) -> None:
    """No paragraph has two dispositions, and none is beyond the end of the text."""
    size = len(marks) or size
    _check_numbers(written, size, checker)
    _check_once(written, checker)
    _check_against_citations(written, register, checker)
    _check_cited(written.node, register, size, checker)


def _listed(written: w.WrittenRegister, name: str) -> Iterator[Number]:
    for one in getattr(written, name):
        yield from one.paragraphs if isinstance(one, w.WrittenReason) else (one,)


def _check_numbers(written: w.WrittenRegister, size: int | None, checker: Checker) -> None:
    for name in (*_LISTS, _PARTLY):
        for number in _listed(written, name):
            if number < 1:
                checker.at(number.node, "paragraphs counted from 1")
            elif size is not None and number > size:
                checker.at(number.node, _at_most(size))


def _at_most(size: int) -> str:
    return f"one of the {size} paragraphs of the text"


def _check_once(written: w.WrittenRegister, checker: Checker) -> None:
    """No paragraph is listed twice; what is partly modelled is a list of its own."""
    for names in (_LISTS, (_PARTLY,)):
        seen: dict[int, str] = {}
        for name in names:
            for number in _listed(written, name):
                if number in seen:
                    found = f"paragraph {number} again (first under {seen[number]})"
                    checker.at(number.node, "each paragraph once", found)
                seen.setdefault(int(number), name)


def _check_against_citations(
    written: w.WrittenRegister, register: Register, checker: Checker
) -> None:
    for name in _LISTS:
        for number in _listed(written, name):
            if resting := register.resting.get(number):
                found = f"paragraph {number}, which {resting[0].id} cites"
                checker.at(number.node, "a paragraph that nothing cites", found)
    for number in _listed(written, _PARTLY):
        if number not in register.resting:
            found = f"paragraph {number}, which nothing cites"
            checker.at(number.node, "a paragraph that a provision cites", found)


def _check_cited(node: Node, register: Register, size: int | None, checker: Checker) -> None:
    for number, resting in register.resting.items():
        if size is not None and number > size:
            found = f"paragraph {number}, which {resting[0].id} cites"
            checker.at(node, _at_most(size), found)


def _check_accounted(
    node: Node, register: Register, marks: list[Node], size: int | None, checker: Checker
) -> None:
    """A paragraph with no disposition is told at its fingerprint, where it has one."""
    size = len(marks) or size or register.last
    found = (register.disposition(number) for number in range(1, size + 1))
    missing = tuple(one.paragraph for one in found if one.fate is Fate.UNACCOUNTED)
    if marks:
        for number in missing:
            checker.at(marks[number - 1], f"paragraph {number} {_ACCOUNTED}", "no mention of it")
    elif missing:
        said = f"paragraph{'s' * (len(missing) > 1)} {runs(missing)}"
        checker.at(node, f"every paragraph {_ACCOUNTED}", f"no mention of {said}")
