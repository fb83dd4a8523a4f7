"""The schemas are true to what the loader takes, both ways, and describe every key."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from cinpolicy.cli import main
from cinpolicy.judging.suites import strangers
from cinpolicy.library import Library
from cinpolicy.loading import Fault, InputError, common_vocabulary, load_procedure
from cinpolicy.loading.document import parse
from cinpolicy.loading.expectations import parse_expectations
from cinpolicy.loading.procedure_files import ProcedureFile
from cinpolicy.loading.procedures import parse_procedure
from cinpolicy.loading.reading import Text
from cinpolicy.loading.register import parse_register
from cinpolicy.loading.scenarios import parse_scenario
from cinpolicy.loading.suites import Suite
from cinpolicy.loading.words import NOT_NAMES
from cinpolicy.loading.written import Written
from cinpolicy.periods import UNIT_WORDS, Period
from cinpolicy.schema import KINDS, parts, schema_of
from cinpolicy.schema.model import Model
from tests import yaml_core
from tests.left_to_the_loader import LEFT

ROOT = Path(__file__).parent.parent
INVALID = Path(__file__).parent / "invalid"
SCHEMAS = ROOT / "schemas"
EXAMPLE = ROOT / "examples" / "northshire" / "cinpolicy_northshire"
SMALL = Path(__file__).parent / "small"
SHIPPED = {
    "scenario": sorted(ROOT.glob("scenarios/*.yaml")),
    "expectation": [*sorted(ROOT.glob("scenarios/expectations/*")), SMALL / "expectations.yaml"],
    "procedure": [*sorted(ROOT.glob("plugins/*/procedure.yaml")), EXAMPLE / "procedure.yaml"],
    "draft": [*sorted(ROOT.glob("drafts/*")), SMALL / "draft.yaml"],
    "register": [*sorted(ROOT.glob("plugins/*/sources.yaml")), EXAMPLE / "sources.yaml"],
}
every_kind = pytest.mark.parametrize("kind", KINDS)
each_shipped = pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind, paths in SHIPPED.items() for path in paths],
    ids=lambda one: one if isinstance(one, str) else f"{one.parent.name}-{one.stem}",
)


@cache
def validator(kind: str) -> Draft7Validator:
    return Draft7Validator(schema_of(kind, common_vocabulary()))


def tree(path: Path) -> Any:
    return yaml_core.value(parse(path.name, path.read_bytes()))


@cache
def library() -> Library:
    return Library()


def _load_scenario(path: Path, content: bytes) -> None:
    parse_scenario(str(path), content, common_vocabulary())


def _load_expectations(path: Path, content: bytes) -> None:
    """Whom they are about is looked at when they are judged."""
    file = parse_expectations(path, content, common_vocabulary())
    suite = Suite(path=path, name=file.name, expectations=file.expectations, cases=(None,))
    if found := strangers([suite], library()):
        raise InputError(found)


def _load_procedure(path: Path, content: bytes) -> None:
    parse_procedure(str(path), content, common_vocabulary())


@cache
def _base(path: Path) -> ProcedureFile | None:
    return ProcedureFile.read(path, library().file_named).base


def _load_draft(path: Path, content: bytes) -> None:
    ProcedureFile(path, content, _base(path)).procedure()


def _load_register(path: Path, content: bytes) -> None:
    parse_register(str(path), content, load_procedure(EXAMPLE / "procedure.yaml"), "northshire")


LOADERS: dict[str, Callable[[Path, bytes], None]] = {
    "scenario": _load_scenario,
    "expectation": _load_expectations,
    "procedure": _load_procedure,
    "draft": _load_draft,
    "register": _load_register,
}


def faults(kind: str, path: Path, content: bytes) -> list[Fault]:
    """What the loader says of a file with this content, were it in this place."""
    try:
        LOADERS[kind](path, content)
    except InputError as error:
        return error.faults
    return []


# --- the schemas themselves ---------------------------------------------------------------


@every_kind
def test_the_schema_kept_here_is_the_one_printed(kind: str, update_snapshots: bool) -> None:
    printed = CliRunner().invoke(main, ["schema", kind])
    assert printed.exit_code == 0
    path = SCHEMAS / f"{kind}.schema.json"
    if update_snapshots:
        path.write_text(printed.stdout, "utf-8", newline="\n")
    assert path.read_text("utf-8") == printed.stdout, (
        "write it anew with: python -m pytest tests/test_schema.py --update-snapshots"
    )


def test_no_other_schema_is_kept() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@every_kind
def test_it_is_a_schema(kind: str) -> None:
    Draft7Validator.check_schema(validator(kind).schema)


@every_kind
def test_every_reference_is_defined_and_every_definition_used(kind: str) -> None:
    whole = validator(kind).schema
    text = json.dumps(whole)
    used = set(re.findall(r'"\$ref": "#/definitions/(\w+)"', text))
    assert used == set(whole["definitions"])
    assert text.count('"$ref"') == len(re.findall(r'"\$ref": "#/definitions/\w+"', text))


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema of a mapping within a schema."""
    if isinstance(part, list):
        for one in part:
            yield from objects(one)
    elif isinstance(part, dict):
        if part.get("type") == "object":
            yield part
        for one in part.values():
            yield from objects(one)


@every_kind
def test_every_key_is_described(kind: str) -> None:
    found = list(objects(validator(kind).schema))
    assert found
    silent = {
        f"{one.get('title', '')}.{key}: put a sentence under it in written.py"
        for one in found
        for key, part in one["properties"].items()
        if part is not False and not re.fullmatch(r"[^a-z].*[.?]", part.get("description", ""))
    }
    assert silent == set()


@every_kind
def test_a_choice_needs_no_quotes(kind: str) -> None:
    """A choice that an editor took for a number or a truth value would never match."""
    text = json.dumps(validator(kind).schema)
    choices = [one for found in re.findall(r'"enum": (\[.*?\])', text) for one in json.loads(found)]
    texts = {one for one in choices if isinstance(one, str)}
    # Of the words that no name may be, some are no texts; they are refused, not offered.
    assert {one for one in texts if not isinstance(yaml_core.plain(one), str)} <= NOT_NAMES


def test_a_class_is_a_mapping_of_its_attributes() -> None:
    @attrs.define(kw_only=True)
    class WrittenThing(Written):
        alone = "name"
        name: Text
        as_: tuple[int, ...] = ()

    model = Model(common_vocabulary())
    check = Draft7Validator(
        {**model.of(tuple[WrittenThing, ...]), "definitions": model.definitions}
    )
    good = ["a", 7, [], ["a"], [{"name": True}], [{"name": "a", "as": 3}], [{"name": 1, "as": [3]}]]
    bad = [None, {}, {"name": "a"}, [None], [{}], [{"as": 3}], [{"name": "a", "as_": 3}]]
    bad += [[{"name": None}], [{"name": ["a"]}], [{"name": "a", "as": "x"}], [["a"]]]
    assert [one for one in good if not check.is_valid(one)] == []
    assert [one for one in bad if check.is_valid(one)] == []


@pytest.mark.parametrize("kind", [complex, int | str | None])
def test_a_type_that_nothing_reads_is_told(kind: Any) -> None:
    with pytest.raises(TypeError, match="no schema is known for"):
        Model(common_vocabulary()).of(kind)


@every_kind
def test_the_page_on_editors_names_every_kind(kind: str) -> None:
    page = (ROOT / "docs" / "editor.md").read_text("utf-8")
    assert f"cinpolicy schema {kind} -o {kind}.schema.json\n" in page
    assert f"| `{kind}` |" in page


def test_an_unknown_kind_is_refused() -> None:
    result = CliRunner().invoke(main, ["schema", "letter"])
    assert result.exit_code == 2
    assert "scenario" in result.stderr


# --- files that are right -----------------------------------------------------------------


@each_shipped
def test_what_is_shipped_is_valid(kind: str, path: Path) -> None:
    errors = [f"{e.json_path}: {e.message}" for e in validator(kind).iter_errors(tree(path))]
    assert errors == []


@each_shipped
def test_what_is_shipped_points_at_its_schema(kind: str, path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    pointed = first.removeprefix("# yaml-language-server: $schema=")
    assert "\\" not in pointed
    assert Path(os.path.normpath(path.parent / pointed)) == SCHEMAS / f"{kind}.schema.json"


def in_each_part(value: Any) -> Iterator[Any]:
    """A mapping with one thing in it, as deep as there are mappings, for each thing in it."""
    if not isinstance(value, dict):
        yield value
        return
    yield {}
    yield from ({key: part} for key, inner in value.items() for part in in_each_part(inner))


@pytest.mark.parametrize(
    "path", [*SHIPPED["procedure"], SMALL / "base.yaml"], ids=lambda path: path.parent.name
)
def test_a_draft_can_name_whatever_is_said_whole_and_in_part(path: Path) -> None:
    whole = validator("draft").schema
    definitions = whole["definitions"]

    def wrong(kind: str, values: Iterable[Any]) -> list[Any]:
        check = Draft7Validator({"$ref": f"#/definitions/{kind}", "definitions": definitions})
        return [one for one in values if not check.is_valid(one)]

    written = tree(path)
    provisions = written["provisions"]
    assert provisions
    changed = [{k: v for k, v in one.items() if k != "id"} for one in provisions]
    new = [{k: v for k, v in one.items() if k != "cite"} for one in provisions]
    parts_of_all = [part for one in changed for part in in_each_part(one)]
    assert wrong("part_of_provision_changed", [*changed, *parts_of_all]) == []
    assert wrong("part_of_provision", [*provisions, *filter(None, parts_of_all)]) == []
    assert wrong("part_of_provision", [{}]) == [{}]
    assert wrong("part_of_provision_changed", provisions) == provisions
    in_a_list = [{"items": [{"as": "half of an item"}]}]
    assert wrong("part_of_provision_changed", in_a_list) == in_a_list
    assert wrong("drafted_provision", [*provisions, *new]) == []
    assert wrong("drafted_provision", changed) == changed
    assert wrong("drafted_replacement", [*provisions, *new, *changed]) == []
    silences = [
        {"silent_on": topic, "from": said, "to": said, "because": "x"}
        for topic, said in written.get("silent_on", {}).items()
    ]
    assert wrong("change", silences) == []


# --- files that are wrong -----------------------------------------------------------------

LISTED = {name: reason for reason, left in LEFT.items() for name in left.files}


@cache
def left_faults(kind: str) -> re.Pattern[str]:
    """How the faults begin that a schema of a kind of file cannot see."""
    about = [left for left in LEFT.values() if kind in left.kinds]
    return re.compile("|".join(f"(?:{one})" for left in about for one in left.faults))


def _kind(path: Path) -> str:
    return path.parent.name.removesuffix("s")


def _is_yaml(path: Path) -> bool:
    """Whether an editor would come to compare it with a schema."""
    try:
        parse(path.name, path.read_bytes())
    except InputError:
        return False
    return True


RIGHT = INVALID / "drafts" / "base.yaml"
WRONG = [p for p in sorted(INVALID.glob("*/*.yaml")) if _kind(p) in KINDS and p != RIGHT]


def test_each_wrong_file_is_listed_once_and_is_there() -> None:
    names = [name for left in LEFT.values() for name in left.files]
    assert len(names) == len(set(names))
    assert [name for name in names if not (INVALID / f"{name}.yaml").is_file()] == []


@pytest.mark.parametrize(
    "path", list(filter(_is_yaml, WRONG)), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_wrong_file_is_refused_or_left_to_the_loader_for_a_reason(path: Path) -> None:
    name = f"{path.parent.name}/{path.stem}"
    found = faults(_kind(path), path, path.read_bytes())
    assert found
    if name in LISTED and LEFT[LISTED[name]].faults:
        left = left_faults(_kind(path))
        assert [str(fault) for fault in found if not left.fullmatch(fault.expected)] == []
    assert validator(_kind(path)).is_valid(tree(path)) == (name in LISTED), (
        "a file whose fault no schema can see is listed in tests/left_to_the_loader.py"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("~", None), ("Null", None), ("nULL", "nULL"), ("True", True), ("tRUE", "tRUE")),
        *(("yes", "yes"), ("no", "no"), ("2025-01-06", "2025-01-06"), ("08", 8), ("-3", -3)),
        *(("0x4B", 75), ("0o17", 15), ("1_000", "1_000"), ("1.5", 1.5), ("1e3", 1000.0)),
        *((".", "."), ("1.2.3", "1.2.3"), ("-.inf", float("-inf")), ("09:30", "09:30")),
    ],
)
def test_plain_values_are_typed_as_yaml_1_2_has_it(text: str, value: Any) -> None:
    assert yaml_core.plain(text) == value
    assert type(yaml_core.plain(text)) is type(value)


# --- values of a form ---------------------------------------------------------------------


def _fits(made: parts.Schema, text: str) -> bool:
    return Draft7Validator(made).is_valid(text)


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


UNITS = st.sampled_from([*UNIT_WORDS, *map(str.upper, UNIT_WORDS), "workingdays", "fortnight", ""])


@given(
    st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(["", " ", "\t", "-", "\u00a0"]),
        st.sampled_from(["0", "7", "10", "9999", "10000", "1.5", "\u0663", ""]),
        st.sampled_from([" ", "  ", "\t", "", "-", "\u2003"]),
        UNITS,
        st.sampled_from(["", " ", "s", "."]),
    )
)
def test_a_period_fits_where_it_can_be_read(text: str) -> None:
    assert _fits(parts.PERIOD, text) == _is_period(text)


def test_a_date_fits_where_it_exists_in_some_year() -> None:
    tens = range(40)
    for month in tens:
        for day in tens:
            text = f"{month:02}-{day:02}"
            try:
                date.fromisoformat(f"2024-{text}")
                exists = True
            except ValueError:
                exists = False
            assert _fits(parts.DATE, f"2024-{text}") == exists, text
    for wrong in ("0000-01-01", "24-01-01", "2024-1-1", " 2024-01-01", "2024-01-01T09:00"):
        assert not _fits(parts.DATE, wrong)


# --- files changed at random --------------------------------------------------------------


def _fragments(path: Path) -> Iterator[dict[str, Any]]:
    """A procedure in pieces, each a procedure: its head, and its provisions by question."""
    whole = tree(path)
    head = {k: v for k, v in whole.items() if k in ("authority", "name", "document", "vocabulary")}
    head["layer"] = "national"  # so that not every topic need be accounted for
    ambiguities = [one for one in whole.get("ambiguities", []) if "provisions" not in one]
    rest = {k: whole[k] for k in ("terms", "silent_on") if k in whole}
    yield {**head, **rest, "ambiguities": ambiguities}
    topics = list(dict.fromkeys(one["topic"] for one in whole["provisions"]))
    for topic in topics:
        yield {**head, "provisions": [one for one in whole["provisions"] if one["topic"] == topic]}


Base = tuple[Path, Any]
"""What a file in this place holds."""


@cache
def bases(kind: str) -> list[Base]:
    if kind == "procedure":
        return [(path, piece) for path in SHIPPED[kind] for piece in _fragments(path)]
    if kind == "register":  # checked beside its procedure
        return [(EXAMPLE / "sources.yaml", tree(EXAMPLE / "sources.yaml"))]
    if kind == "draft":  # a procedure of a few lines is changed quickly
        whole = tree(SMALL / "draft.yaml")
        return [(SMALL / "draft.yaml", {**whole, "changes": [one]}) for one in whole["changes"]]
    return [(path, tree(path)) for path in SHIPPED[kind]]


@every_kind
def test_what_is_changed_at_random_is_right_before(kind: str) -> None:
    for path, base in bases(kind):
        assert faults(kind, path, json.dumps(base).encode()) == []
        assert validator(kind).is_valid(base)


VALUES = [
    *(None, True, False, 0, 1, 3, -1, 1.5, 10**9, "", "word", "Word", "review", "team_manager"),
    *("2025-02-03", "2025-02-30", "3 weeks", "0 months", "3 fortnights", "must", "not stated"),
    *([], [2], ["review"], [None], [[]], {}, {"review": "x"}, {"at_least": 2}, {"because": "x"}),
]
KEYS = [
    *("word", "Word", "review", "because", "is", "not", "all", "age", "disabled", "team", "cite"),
    *(
        "within",
        "when",
        "says",
        "of",
        "facts",
        "number",
        "trigger_day",
        "layer",
        "note",
        "readings",
    ),
]


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every mapping or list with a key or index in it."""
    keys = part if isinstance(part, dict) else range(len(part) if isinstance(part, list) else 0)
    for key in keys:
        yield part, key
        yield from places(part[key])


@st.composite
def changed(draw: st.DrawFn, kind: str) -> Base:
    path, made = deepcopy(draw(st.sampled_from(bases(kind))))
    for _ in range(draw(st.integers(1, 2))):
        if found := list(places(made)):
            _change(draw, *found[draw(st.integers(0, len(found) - 1))])
    return path, made


def _change(draw: st.DrawFn, parent: Any, key: Any) -> None:
    value = parent[key]
    new = deepcopy(draw(st.sampled_from(VALUES)))
    how = draw(st.sampled_from(["replace", "replace", "drop", "rename", "add", "wrap"]))
    if how == "drop":
        del parent[key]
    elif how == "wrap":
        parent[key] = value[0] if isinstance(value, list) and value else [value]
    elif how == "add" and isinstance(value, dict):
        value[draw(st.sampled_from(KEYS))] = new
    elif how == "add" and isinstance(value, list):
        value.append(new)
    elif how == "rename" and isinstance(parent, dict):
        parent[draw(st.sampled_from([*KEYS, f"{key}s"]))] = parent.pop(key)
    else:
        parent[key] = new


def seen_by_the_loader_alone(kind: str, fault: Fault, made: Any) -> bool:
    """Whether a fault is of those that a schema cannot see, or in a fact of the file's own."""
    own = (made.get("vocabulary") or {}).get("facts", {})
    parts_of_place = re.split(r"[.\[]", fault.where)
    if left_faults(kind).fullmatch(fault.expected) or not own.keys().isdisjoint(parts_of_place):
        return True
    return kind == "draft" and _comes_of_the_base(fault, made)


def _comes_of_the_base(fault: Fault, made: Any) -> bool:
    """Whether a fault is in what a draft leaves of a provision, or in a part without its whole."""
    if fault.path != str(SMALL / "draft.yaml"):
        return True
    place = re.fullmatch(r"\$\.changes\[(\d+)\]\.to[^\[]*", fault.where)
    in_part = bool(place) and "change" in made["changes"][int(place[1])]
    return in_part and bool(re.match("the key ", fault.expected))


def is_wrong_where_it_is_compared(kind: str, made: Any) -> bool:
    """Whether the schema refuses nothing but what a draft takes its base to say.

    That is compared with the base and not read, so that a list of one does for the one.
    """
    if kind != "draft":
        return False
    other = deepcopy(made)
    for one in other["changes"]:
        if "from" in one:
            one["from"] = "not stated" if "silent_on" in one else {"force": "must"}
    return validator(kind).is_valid(other)


@every_kind
def test_a_schema_refuses_what_the_loader_does_and_nothing_else(kind: str) -> None:
    refused = {True: 0, False: 0}

    @settings(max_examples=600 if kind != "register" else 250)
    @given(changed(kind))
    def compare(base: Base) -> None:
        path, made = base
        found = faults(kind, path, json.dumps(made).encode())
        errors = list(validator(kind).iter_errors(made))
        if errors:
            said = [f"{e.json_path}: {e.message[:200]}" for e in errors]
            assert found or is_wrong_where_it_is_compared(kind, made), said
        else:
            unseen = [str(f) for f in found if not seen_by_the_loader_alone(kind, f, made)]
            assert unseen == []
        refused[bool(errors)] += 1

    compare()
    assert min(refused.values()) > 30, refused
