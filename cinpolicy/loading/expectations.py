"""Expectations from a scenario's ``expect`` block, or from a file of their own."""

from collections.abc import Iterable
from pathlib import Path

from cinpolicy.expectations import Expectation, ExpectationFile
from cinpolicy.loading import written as w
from cinpolicy.loading.document import Node, Sequence, parse
from cinpolicy.loading.fitting import check_fitting
from cinpolicy.loading.reading import read_mapping
from cinpolicy.loading.structure import read_file
from cinpolicy.loading.words import Checker
from cinpolicy.places import Place
from cinpolicy.vocabulary import TopicKind, Vocabulary

_STAND_IN = b"{expectations: x, expect: []}"


def parse_expectations(path: Path, content: bytes, words: Vocabulary) -> ExpectationFile:
    """The expectations in a file's bytes. Raises ``InputError`` with every fault found."""
    checker = Checker(words)
    root = parse(str(path), content)
    written = read_file(root, w.WrittenExpectationFile, checker, _STAND_IN)
    place = written.node.values["expect"]
    if isinstance(place, Sequence) and not place.items:
        checker.at(place, "at least one expectation")
    on_cases = "cases" in read_mapping(root).keys
    file = ExpectationFile(
        name=str(written.expectations),
        cases=_cases(written, path, checker),
        expectations=build_expectations(written.expect, checker, on_cases=on_cases),
    )
    checker.finish()
    return file


def _cases(written: w.WrittenExpectationFile, path: Path, checker: Checker) -> tuple[Path, ...]:
    """The files and folders named, from where the file stands."""
    listed = written.node.values.get("cases")
    if isinstance(listed, Sequence) and not listed.items:
        checker.at(listed, "at least one file or folder of cases")
    found = tuple(path.parent / str(name) for name in written.cases)
    for name, case in zip(written.cases, found, strict=True):
        if not case.exists():
            checker.at(name.node, "a file or folder that is there (seen from this file)")
    return found


def build_expectations(
    written: Iterable[w.WrittenExpectation], checker: Checker, *, on_cases: bool
) -> tuple[Expectation, ...]:
    """Every expectation of a block, checked.

    Without ``on_cases`` they are about procedures alone, where nothing has a date.
    """
    return tuple(_expectation(one, checker, on_cases=on_cases) for one in written)


def _expectation(written: w.WrittenExpectation, checker: Checker, *, on_cases: bool) -> Expectation:
    check_fitting(written, checker, on_cases=on_cases)
    happening = written.the or written.each
    of = str(written.of) if written.of is not None else None
    return Expectation(
        place=_place(written.node),
        authorities=tuple(map(str, written.in_)),
        named_at=tuple(_place(slug.node) for slug in written.in_),
        topic=str(written.topic or ""),
        subject=str(happening) if happening else _subject(written, checker),
        of=(of or "") if happening else of,
        number=int(written.number) if written.number is not None else None,
        each=written.each is not None,
        about_due=happening is not None,
        if_any=written.if_any,
        because=str(written.because or ""),
        due=written.due,
        due_by=written.due_by,
        not_due_before=written.not_due_before,
        within=written.within,
        at_least=written.at_least,
        after=tuple(map(str, written.after)),
        owed=written.owed,
        state=written.state,
        says=written.says,
        force=written.force,
        nobody_below=str(written.nobody_below or ""),
        roles=tuple(map(str, written.roles)),
        only_roles=tuple(map(str, written.only_roles)),
        includes_roles=tuple(map(str, written.includes_roles)),
        items=tuple(map(str, written.items)),
        includes_items=tuple(map(str, written.includes_items)),
        excludes_items=tuple(map(str, written.excludes_items)),
    )


def _place(node: Node) -> Place:
    return Place(node.path, node.line, node.column, node.where)


def _subject(written: w.WrittenExpectation, checker: Checker) -> str:
    """What is meant within a topic; left out, it is the topic's own."""
    topic = checker.words.topics.get(written.topic or "")
    if topic is None:
        return ""
    if written.subject is None:
        if not topic.does:
            wanted = f"the key subject (what {topic.name} is about)"
            checker.at(written.node, wanted, "none")
        return topic.does
    if topic.kind is TopicKind.RESTRICTION:
        return str(written.subject)
    if topic.kind is TopicKind.TIMESCALE:
        happenings = checker.words.happenings()
        return checker.known(written.subject, "a known event or activity", happenings)
    return checker.known(written.subject, "a known item", checker.words.items)
