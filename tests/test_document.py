"""Properties of reading YAML: nothing but ``InputError``, soon, and with the right places."""

import time
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cinpolicy.loading import document
from cinpolicy.loading.document import DEEPEST, Mapping, Node, Scalar, Sequence, parse
from cinpolicy.loading.faults import InputError

MEGABYTE = 1024 * 1024
LONGEST = 2.0
"""Seconds that no text below may take; most take less than a thousandth of that."""

MARKS = "-?:,[]{}#&*!|>'\"%@`<~ \t\n\r\\=.x0é\u2028\x85\ufeff\U0001f600\x00\x1b\x7f\x9b"
texts = st.one_of(
    st.text(),
    st.text(MARKS, max_size=60),
    st.lists(
        st.sampled_from(["- ", "a: ", "b", "[", "]", "{", "}", ", ", "\n", "  ", "? ", "'"])
    ).map("".join),
    st.lists(
        st.sampled_from(["&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "x: y\n"])
    ).map("".join),
    st.lists(st.sampled_from(['"', "\\", "x", "u", "U", "0", "d", "8", "f", "\n", " "])).map(
        lambda parts: f'a: "{"".join(parts)}"'
    ),
)
parsers = pytest.mark.parametrize("parser", [document._Loader, yaml.SafeLoader])


def outcome(content: bytes) -> Node | InputError:
    """The tree or the error; that it is one of the two, and soon, is what is tested."""
    began = time.perf_counter()
    try:
        found: Node | InputError = parse("case.yaml", content)
    except InputError as error:
        found = error
    assert time.perf_counter() - began < LONGEST
    return found


def nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)
    if isinstance(node, Mapping):
        for key, value in zip(node.keys.values(), node.values.values(), strict=True):
            yield key
            yield from nodes(value)


def check(content: bytes) -> None:
    """What holds for all content: a sound tree, or faults that lie within the text."""
    found = outcome(content)
    if isinstance(found, Node):
        assert all(isinstance(node, Scalar | Sequence | Mapping) for node in nodes(found))
        return
    lines = content.decode("utf-8-sig", "replace").splitlines()
    assert found.faults
    for fault in found.faults:
        assert 1 <= fault.line <= len(lines) + 1
        assert fault.column >= 1
        assert fault.where.startswith("$")
        assert str(fault).isprintable()


@given(text=texts)
@example(text="a: 'b\n\t c'")
@example(text="%YAML " + "9" * 5000 + ".1\n--- a")
@example(text='a: "\\UFFFFFFFF"')
@example(text='a: "\\ud800"')
@example(text="!<%1b[31m> a")
@example(text="!<%80> a")
@example(text="? - a\n: b")
@example(text="? {a: b}\n: c\n? {a: b}\n: d")
@example(text="\ufeff\ufeffa: b")
@settings(deadline=None)
@parsers
def test_any_text_is_read_or_refused(text: str, parser: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "_Loader", parser)
        check(text.encode("utf-8"))


@given(st.binary())
@example(b"\xef\xbb\xbf\xff")
@example(b"\xff\xfe")
@example(b"a: \xed\xa0\x80")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    check(content)


@given(st.binary(max_size=4), texts)
def test_bytes_amid_a_text_are_read_or_refused(content: bytes, text: str) -> None:
    check(text.encode("utf-8") + content + text.encode("utf-8"))


PARTS = """
[ { [{ {a:_ -_ ?_ :_ a:_ &a_ *a_ !t_ -_&a_ a, ' " |_ # ~ a:_1~ a:~_ ---~ %TAG_!_a~ "\\n {?_a, -_a~-_
é
"""


@pytest.mark.parametrize("part", PARTS.split())
def test_a_megabyte_of_anything_is_read_or_refused_soon(part: str) -> None:
    part = part.replace("_", " ").replace("~", "\n")
    check((part * (MEGABYTE // len(part))).encode("utf-8"))


# --- places -------------------------------------------------------------------------------

plain = st.text("abcdefé\U0001f600 ", min_size=1, max_size=12).map(str.strip).filter(bool)
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(plain, st.text("ab:#'\"\n\\é -", max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(plain, inner, max_size=4)),
    max_leaves=12,
)


def tree(value: Any) -> Any:
    """What a node holds, as plain lists, dictionaries and texts."""
    match value:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [tree(item) for item in items]
        case Mapping(values=held):
            return {key: tree(item) for key, item in held.items()}


def marks(node: yaml.Node) -> Iterator[tuple[int, int, str]]:
    """PyYAML's own places of every scalar, keys included."""
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.line + 1, node.start_mark.column + 1, node.value
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from marks(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from marks(key)
            yield from marks(value)


class _Plain(yaml.SafeDumper):
    """Writes no tag where a text looks like a number, and no anchor where one comes twice."""

    yaml_implicit_resolvers: ClassVar[Any] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(value: Any, flow: bool, width: int) -> str:
    return yaml.dump(value, Dumper=_Plain, default_flow_style=flow, width=width, allow_unicode=True)


@given(st.lists(values, min_size=1), st.booleans(), st.sampled_from([20, 80, 10_000]))
@settings(deadline=None)
def test_what_is_written_is_read_with_its_places(value: Any, flow: bool, width: int) -> None:
    text = written(value, flow, width)
    root = parse("case.yaml", text.encode("utf-8"))
    assert tree(root) == value
    found = [(n.line, n.column, n.text) for n in nodes(root) if isinstance(n, Scalar)]
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert node is not None
    assert found == list(marks(node))


@given(st.lists(values, min_size=1), st.booleans())
@settings(deadline=None)
def test_the_path_of_a_node_leads_to_it(value: Any, flow: bool) -> None:
    root = parse("case.yaml", written(value, flow, 80).encode("utf-8"))
    assert root.where == "$"

    def follow(node: Node, where: str) -> None:
        assert node.where == where
        if isinstance(node, Sequence):
            for place, item in enumerate(node.items):
                follow(item, f"{where}[{place}]")
        if isinstance(node, Mapping):
            for name, item in node.values.items():
                assert node.keys[name].where == where
                follow(item, f"{where}.{name}")

    follow(root, "$")


@given(plain, st.integers(0, 5), st.integers(0, 5), st.sampled_from(["\n", "\r\n"]))
def test_a_byte_order_mark_and_the_kind_of_newline_move_nothing(
    key: str, before: int, indent: int, newline: str
) -> None:
    text = "# remark\n" * before + "top:\n " + " " * indent + f"{key}: *x\n"
    moved = b"\xef\xbb\xbf" + text.replace("\n", newline).encode("utf-8")
    (fault,) = refused(moved).faults
    assert (fault.line, fault.column) == (before + 2, indent + len(key) + 4)
    assert refused(text.encode("utf-8")).faults == [fault]


def refused(content: bytes) -> InputError:
    with pytest.raises(InputError) as raised:
        parse("case.yaml", content)
    return raised.value


# --- what is refused ----------------------------------------------------------------------


@given(st.integers(1, 3 * DEEPEST), st.sampled_from(["[{}]", "{{a: {}}}"]))
def test_nesting_goes_as_deep_as_it_may_and_no_deeper(depth: int, around: str) -> None:
    text = "x"
    for _ in range(depth):
        text = around.format(text)
    found = outcome(text.encode("utf-8"))
    assert isinstance(found, Node) is (depth <= DEEPEST)


@given(st.dictionaries(plain, plain, min_size=1), st.data())
def test_a_key_that_comes_twice_is_found_with_both_its_lines(
    keys: dict[str, str], data: st.DataObject
) -> None:
    names = list(keys)
    again = data.draw(st.sampled_from(names))
    text = "".join(f"{name}: {keys[name]}\n" for name in [*names, again])
    (fault,) = refused(text.encode("utf-8")).faults
    assert (fault.line, fault.column) == (len(names) + 1, 1)
    assert fault.found == f"{again!r} again (first on line {names.index(again) + 1})"


@given(st.lists(st.sampled_from(["&a x", "!t x", "*a", "'\\0'", '"\\0"', "x"]), min_size=1))
def test_every_fault_is_told_in_order(parts: list[str]) -> None:
    text = "".join(f"- {part}\n" for part in parts)
    wrong = [line for line, part in enumerate(parts, 1) if part not in ("x", "'\\0'")]
    found = outcome(text.encode("utf-8"))
    if "&a x" not in parts[: parts.index("*a")] if "*a" in parts else False:
        assert isinstance(found, InputError)  # a name that stands for nothing may end it there
        return
    faults = found.faults if isinstance(found, InputError) else []
    assert [fault.line for fault in faults] == wrong


@pytest.mark.parametrize(
    ("make", "values"),
    [(lambda text: text, 1), (lambda text: f"[{text}]", 1), (lambda text: f"k: {text}", 1)],
)
@given(text=st.text(max_size=100))
def test_a_quoted_text_stays_as_it_was_written(
    make: Callable[[str], str], values: int, text: str
) -> None:
    if not text.isprintable():
        return
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    root = parse("case.yaml", make(quoted).encode("utf-8"))
    (last,) = [n for n in nodes(root) if isinstance(n, Scalar)][-values:]
    assert (last.text, last.plain, last.empty) == (text, False, False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: []\n  - b\n", True),
        ("a: []\n- b\n", True),
        ("c:\n  a: [ ] # none\n\n  - b\n", True),
        ("a: [1]\n  - b\n", False),
        ("a: []\n  b: 1\n", False),
        ("a: []\nc: 'd'\n  - b\n", False),
    ],
)
def test_a_list_item_below_empty_brackets_is_told(text: str, told: bool) -> None:
    with pytest.raises(InputError) as raised:
        parse("x", text.encode())
    (fault,) = raised.value.faults
    assert fault.expected == "well-formed YAML"
    assert ("a list item below the brackets in line" in fault.found) == told
