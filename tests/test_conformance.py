"""What every installed authority and layer keeps to, whoever made it.

Nothing here knows an authority by name: whatever is registered under the entry point group
``cinpolicy.authorities`` is looked at, and what does not apply to it is skipped.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

from cinpolicy import registers, wording
from cinpolicy.case import Scenario
from cinpolicy.cli import main
from cinpolicy.conditions import All, Condition, example, example_of_both, leaves, negate
from cinpolicy.conditions import Test as FactTest
from cinpolicy.loading import common_vocabulary, load_scenario
from cinpolicy.loading.bank_holidays import england
from cinpolicy.periods import Period
from cinpolicy.plugin import DeclaredAuthority, installed
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Citation, Provision, Question
from cinpolicy.register import Fate, Register
from cinpolicy.simulator import simulate
from cinpolicy.vocabulary import TopicKind, Vocabulary
from tests.cases import library, stack

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
SOURCES = Path(os.environ.get("CINPOLICY_SOURCES", ROOT / "sources"))
"""Where copies of the texts are, if there are any: one file for each authority."""
LONGEST_RUN = 8
"""How many words in a row may stand both in a text and in what is said of it."""

BANNED = {"\u2014": "an em dash", **dict.fromkeys("\u2018\u2019\u201c\u201d", "a curly quote")}

every_authority = pytest.mark.parametrize("slug", sorted(library().loaded))


def procedure_of(slug: str) -> Procedure:
    return library().loaded[slug].procedure


@cache
def words_of(slug: str) -> Vocabulary:
    return common_vocabulary().merged(procedure_of(slug).vocabulary)


def with_readings(slug: str) -> Iterator[Provision]:
    """Every provision, under every reading of it."""
    for provision in procedure_of(slug).provisions:
        yield provision
        yield from (reading.provision for reading in provision.readings[1:])


def conditions_of(provision: Provision) -> Iterator[Condition]:
    yield provision.when
    if provision.variation:
        yield provision.variation.when


def telling(slug: str, *conditions: Condition) -> Mapping[str, Any]:
    tests = [leaf for one in conditions for leaf in leaves(one) if isinstance(leaf, FactTest)]
    return words_of(slug).telling_values(tests)


def can_hold(slug: str, *conditions: Condition) -> bool:
    """Whether there are facts for which all the conditions hold."""
    return example(All(conditions), telling(slug, *conditions)) is not None


def strings(value: object) -> Iterator[str]:
    """Every string anywhere in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (*strings(key), *strings(inner))
    elif isinstance(value, tuple | list | Set):
        for inner in value:
            yield from strings(inner)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from strings(getattr(value, field.name))


# --- loading -----------------------------------------------------------------------------


@pytest.mark.parametrize("slug", sorted(installed()))
def test_it_loads_without_fault(slug: str) -> None:
    assert slug in library().loaded, library().broken[slug].failure


@every_authority
def test_its_slug_is_the_name_it_is_installed_under(slug: str) -> None:
    assert procedure_of(slug).slug == slug
    assert re.fullmatch(r"[a-z][a-z0-9_]*", slug)


@every_authority
def test_it_says_what_it_was_read_from(slug: str) -> None:
    procedure = procedure_of(slug)
    assert procedure.layer in ("national", "authority")
    assert all((procedure.name, procedure.document.title, procedure.document.version))


@every_authority
def test_its_stack_stands(slug: str) -> None:
    assert stack(slug).top is procedure_of(slug)
    assert stack(slug).questions


@every_authority
def test_every_topic_is_accounted_for(slug: str) -> None:
    procedure = procedure_of(slug)
    if procedure.layer == "national":
        pytest.skip("the national layer leaves to the authorities what it does not answer")
    if not procedure.provisions:
        pytest.skip("it answers in Python alone")
    answered = {provision.topic for provision in procedure.provisions}
    known = set(words_of(slug).topics)
    unspoken = known - answered - set(procedure.silent_on)
    assert [topic for topic in sorted(unspoken) if not in_python(slug, topic)] == []
    assert answered.isdisjoint(procedure.silent_on)


def in_python(slug: str, topic: str) -> bool:
    """Whether the authority has a hook of its own for a topic."""
    kind = type(library().loaded[slug].authority)
    return getattr(kind, topic, None) is not getattr(DeclaredAuthority, topic, None)


# --- each provision ----------------------------------------------------------------------


@every_authority
def test_every_id_is_its_own_and_in_kebab_case(slug: str) -> None:
    ids = [provision.id for provision in procedure_of(slug).provisions]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)] == []


def citations(slug: str) -> Iterator[tuple[str, Citation]]:
    for provision in with_readings(slug):
        yield provision.id, provision.cite
        if provision.variation:
            yield provision.id, provision.variation.cite
    for topic, silence in procedure_of(slug).silent_on.items():
        if silence.cite:
            yield topic, silence.cite


@every_authority
def test_everything_is_cited(slug: str) -> None:
    for where, cite in citations(slug):
        assert cite.section.strip(), where
        assert cite.paragraphs, where
        assert min(cite.paragraphs) >= 1, where


def answers(provision: Provision, kind: TopicKind) -> bool:
    """Whether a provision answers a topic of this kind in one of the ways there are."""
    return any(
        (
            provision.timing is not None and kind is TopicKind.TIMESCALE,
            provision.roles,
            provision.items,
            provision.silence,
            provision.statement,
        )
    )


@every_authority
def test_every_provision_answers_its_topic(slug: str) -> None:
    topics = words_of(slug).topics
    for provision in with_readings(slug):
        kind = topics[provision.topic].kind
        assert answers(provision, kind), provision.id
        assert provision.force.value, provision.id
        if kind is TopicKind.TIMESCALE:
            assert provision.timing or provision.silence, provision.id
        else:
            assert provision.timing is None, provision.id


@every_authority
def test_every_provision_can_be_put_in_words(slug: str) -> None:
    for provision in with_readings(slug):
        assert wording.rule(provision, words_of(slug)).strip(), provision.id
        assert wording.rule(provision, words_of(slug), full=False).strip(), provision.id


def words_used(provision: Provision, kind: TopicKind) -> Iterator[tuple[str, str]]:
    """Each word a provision uses, after the kind of word that it has to be."""
    timing, decision, power = provision.timing, provision.decision, provision.variation
    happenings = [provision.of]
    if kind is TopicKind.TIMESCALE:
        happenings.append(provision.subject)
    if timing:
        happenings += [*timing.after, *timing.or_sooner_on, timing.before]
        happenings.append(timing.which.after if timing.which else "")
    if provision.gives_way_to:
        yield "activities", provision.gives_way_to.activity
    if decision and decision.forum:
        yield "activities", decision.forum
    roles = [*provision.by, *provision.roles, *(power.by if power else ())]
    roles += decision.recommended_by if decision else ()
    yield from (("happenings", word) for word in happenings if word)
    yield from (("roles", word) for word in roles)
    yield from (("items", word) for word in provision.items)


@every_authority
def test_every_word_used_is_known(slug: str) -> None:
    words = words_of(slug)
    known = {
        "happenings": words.happenings(),
        "activities": words.activities,
        "roles": words.roles,
        "items": words.items,
    }
    for provision in with_readings(slug):
        used = words_used(provision, words.topics[provision.topic].kind)
        unknown = [(kind, word) for kind, word in used if word not in known[kind]]
        assert unknown == [], provision.id


@every_authority
def test_every_word_of_its_own_has_a_meaning(slug: str) -> None:
    own = procedure_of(slug).vocabulary
    for kind in (own.facts, own.events, own.activities, own.roles, own.items):
        assert [name for name, word in kind.items() if not word.meaning.strip()] == []
    assert [name for name, topic in own.topics.items() if not topic.question.strip()] == []


@every_authority
def test_what_recurs_names_itself_among_what_starts_it(slug: str) -> None:
    for provision in with_readings(slug):
        if provision.timing and provision.timing.recurring:
            assert provision.subject in provision.timing.after, provision.id


# --- conditions --------------------------------------------------------------------------


@every_authority
def test_every_fact_a_condition_reads_is_known(slug: str) -> None:
    facts = words_of(slug).facts
    for provision in with_readings(slug):
        for condition in conditions_of(provision):
            for leaf in leaves(condition):
                assert isinstance(leaf, FactTest), provision.id
                assert leaf.fact in facts, provision.id


@every_authority
def test_every_provision_can_apply(slug: str) -> None:
    for provision in with_readings(slug):
        assert can_hold(slug, provision.when), provision.id


@every_authority
def test_no_provision_is_wholly_set_aside_by_its_exceptions(slug: str) -> None:
    procedure = procedure_of(slug)
    for provision in procedure.provisions:
        exceptions = [p for p in procedure.provisions if provision.id in procedure.overridden[p.id]]
        others = [negate(exception.when) for exception in exceptions]
        assert can_hold(slug, provision.when, *others), provision.id


@every_authority
def test_every_variation_can_come_into_play(slug: str) -> None:
    for provision in with_readings(slug):
        if provision.variation:
            assert can_hold(slug, *conditions_of(provision)), provision.id


@every_authority
def test_no_two_provisions_answer_one_question(slug: str) -> None:
    found = procedure_of(slug).conflicts(words_of(slug))
    assert [(first.id, second.id, facts) for first, second, facts in found] == []


@every_authority
def test_every_exception_can_meet_what_it_is_an_exception_to(slug: str) -> None:
    by_id = {provision.id: provision for provision in procedure_of(slug).provisions}
    for provision in by_id.values():
        for name in provision.exception_to:
            other = by_id[name]
            assert other.question == provision.question, provision.id
            values = telling(slug, provision.when, other.when)
            assert example_of_both(provision.when, other.when, values) is not None, provision.id


# --- readings ----------------------------------------------------------------------------


def meaning(provision: Provision) -> Provision:
    """What a provision says, without what only says how it is read."""
    return attrs.evolve(provision, readings=())


@every_authority
def test_every_reading_has_a_name_and_a_reason_and_says_something_else(slug: str) -> None:
    for provision in procedure_of(slug).provisions:
        readings = provision.readings
        names = [reading.name for reading in readings]
        assert len(names) != 1, f"{provision.id}: one reading is none"
        assert len(set(names)) == len(names), provision.id
        assert all(reading.name.strip() and reading.because.strip() for reading in readings)
        said = [meaning(reading.provision) for reading in readings]
        assert all(said[0] != other for other in said[1:]), provision.id
        assert all(one.question == provision.question for one in said), provision.id
        assert not said or said[0] == meaning(provision), provision.id


# --- what is shown -----------------------------------------------------------------------


@every_authority
def test_no_character_a_keyboard_lacks(slug: str) -> None:
    found = [
        (BANNED[character], text)
        for text in strings(procedure_of(slug))
        for character in text
        if character in BANNED
    ]
    assert found == []


def shown(slug: str, form: str) -> str:
    result = CliRunner().invoke(main, ["show", slug, "--format", form])
    assert result.exit_code == 0, result.output
    return result.output


@every_authority
def test_it_is_shown_as_text(slug: str) -> None:
    text = shown(slug, "text")
    procedure = procedure_of(slug)
    assert procedure.name in text
    assert [p.id for p in procedure.provisions if p.id not in text] == []


@every_authority
def test_it_is_shown_as_json(slug: str) -> None:
    shape = json.loads(shown(slug, "json"))
    assert shape["authority"] == slug
    assert [p["id"] for p in shape["provisions"]] == [p.id for p in procedure_of(slug).provisions]
    for provision in shape["provisions"]:
        keys = {"id", "topic", "timing", "conditions", "roles", "force", "citation"}
        assert keys <= set(provision), provision["id"]
        assert provision["citation"]["paragraphs"], provision["id"]


# --- cases -------------------------------------------------------------------------------


@cache
def scenario(path: Path) -> Scenario:
    return load_scenario(path, library().words())


def test_there_are_scenarios_to_run() -> None:
    assert SCENARIOS


@every_authority
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_case_runs_through_it_and_comes_out_the_same_twice(slug: str, path: Path) -> None:
    first = simulate(stack(slug), scenario(path), england())
    again = simulate(library().stack(slug), scenario(path), england())
    assert first == again
    assert set(first.answers) == set(stack(slug).questions)


@every_authority
def test_it_is_asked_what_only_others_answer(slug: str) -> None:
    others = tuple(question for other in sorted(library().loaded) for question in asked_of(other))
    timeline = simulate(stack(slug), scenario(SCENARIOS[0]), england(), others)
    known = {question for question in others if question.topic in stack(slug).vocabulary.topics}
    assert known <= set(timeline.answers)


def asked_of(slug: str) -> tuple[Question, ...]:
    return stack(slug).questions


# --- the text it was read from -----------------------------------------------------------


def source(slug: str) -> str:
    """The text a procedure was read from, if a copy is at hand."""
    path = SOURCES / f"{slug}.txt"
    if not path.exists():
        pytest.skip(
            f"no copy of its text at {path}: set CINPOLICY_SOURCES to a folder that has one"
        )
    return path.read_text("utf-8-sig")


def in_words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub(r"['\u2018\u2019]", "", text.lower()))


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of more words than may be the same."""
    words, size = in_words(text), LONGEST_RUN + 1
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


def written(slug: str) -> Iterator[str]:
    """All that a procedure says, and the lines of its file with their remarks."""
    yield from strings(procedure_of(slug))
    authority = library().loaded[slug].authority
    if isinstance(authority, DeclaredAuthority):
        for path in (authority.path, authority.register_path):
            yield from path.read_text("utf-8").splitlines() if path.exists() else ()


@every_authority
def test_it_repeats_no_sentence_of_its_text(slug: str) -> None:
    theirs = runs(source(slug))
    same = {" ".join(run) for text in written(slug) for run in runs(text) & theirs}
    assert sorted(same) == []


@every_authority
def test_every_paragraph_it_cites_exists(slug: str) -> None:
    last = sum(1 for line in source(slug).splitlines() if line.strip())
    assert [
        (where, str(cite)) for where, cite in citations(slug) if max(cite.paragraphs) > last
    ] == []


def register_of(slug: str) -> Register:
    if procedure_of(slug).layer == "national":
        pytest.skip("the national layer is no procedure of an authority: it keeps no register")
    return registers.register_of(library(), slug)


@every_authority
def test_its_register_accounts_for_every_paragraph(slug: str) -> None:
    register = register_of(slug)
    assert register.fingerprints, "run `cinpolicy sources record`"
    assert len(register.dispositions) == len(register.fingerprints)
    unaccounted = [d.paragraph for d in register.dispositions if d.fate is Fate.UNACCOUNTED]
    assert unaccounted == []
    reasons = (register.not_normative, register.not_modelled, register.partly_modelled)
    assert all(because.strip() for part in reasons for because in part.values())


@every_authority
def test_every_paragraph_is_found_in_its_text(slug: str) -> None:
    register_of(slug)
    source(slug)
    document = str(SOURCES / f"{slug}.txt")
    result = CliRunner().invoke(
        main, ["sources", "check", slug, "--document", document, "--format", "json"]
    )
    assert result.exit_code == 0, result.output
    made = json.loads(result.stdout)
    assert made["cited"]["found"] == made["cited"]["all"] > 0
    assert (made["unsettled"], made["new"], made["moved"]) == ([], [], [])
    assert made["paragraphs"]["register"] == made["paragraphs"]["text"]


def test_the_two_looks_at_a_text_find_what_they_are_for() -> None:
    text = "One two three four five six seven eight nine ten."
    assert runs(text) & runs("and one, two: three four five-six 'seven' eight NINE")
    assert not runs(text) & runs("one two three four five six seven eight and nine")
    assert set(strings({"a": (Period(1, 0), ["b"])})) == {"a", "b"}  # type: ignore[arg-type]


def test_every_item_of_the_catalogue_stands_in_some_text() -> None:
    used: set[str] = set()
    for slug in library().loaded:
        for provision in with_readings(slug):
            used |= {provision.subject, *provision.items}
    assert sorted(set(common_vocabulary().items) - used) == []
