"""A policy stack: layers of plugins asked from the top down, one manager to a stack."""

from collections.abc import Mapping
from copy import copy
from datetime import date
from functools import cached_property
from inspect import isfunction, isroutine
from types import MappingProxyType

import pluggy
from pluggy import HookimplOpts, HookspecOpts

from cinpolicy import hookspecs
from cinpolicy.answers import unfit
from cinpolicy.conditions import Facts, FactValue
from cinpolicy.plugin import Authority, DeclaredAuthority, look_ups
from cinpolicy.procedure import ConflictError, Procedure
from cinpolicy.provisions import Answer, Question, Silence, SilenceKind
from cinpolicy.vocabulary import NO_WORDS, Topic, Vocabulary

NOT_STATED = Silence(kind=SilenceKind.NOT_STATED)


class PluginError(Exception):
    """A plugin raised, or returned something that is not an answer."""


class _Manager(pluggy.PluginManager):
    """A manager that finds hooks by their marks alone.

    The stock one looks for properties and other descriptors on every attribute first,
    which for some thirty hooks and several stacks is most of the time a stack takes.
    """

    def parse_hookimpl_opts(self, plugin: object, name: str) -> HookimplOpts | None:
        """The options of a hook implementation, or None where the name is none."""
        if name.startswith("__") or _says_nothing(plugin, name):
            return None
        own: dict[str, object] = getattr(plugin, "__dict__", {})
        found = own[name] if name in own else getattr(type(plugin), name, None)
        marked: HookimplOpts | None = getattr(found, f"{self.project_name}_impl", None)
        return marked if isroutine(found) else None

    def parse_hookspec_opts(self, module_or_class: object, name: str) -> HookspecOpts | None:
        """The options of a hook specification, or None where the name is none."""
        found = getattr(module_or_class, name)
        marked: HookspecOpts | None = getattr(found, f"{self.project_name}_spec", None)
        return marked if isfunction(found) else None


class PolicyStack:
    """One authority's policy: layers from the bottom up, the last one asked first.

    Usually the national layer, then the authority; a draft is an overlay on top. The
    same question about the same facts is asked of the plugins once. ``words`` is the
    common vocabulary, to which each layer adds its own.
    """

    def __init__(self, *layers: Authority, words: Vocabulary) -> None:
        self.layers = layers
        self.common = words
        self.procedures: tuple[Procedure, ...] = tuple(layer.procedure for layer in layers)
        self._answers: dict[tuple[Question, tuple[FactValue, ...]], Answer] = {}
        self._readings: dict[
            tuple[Question, tuple[FactValue, ...]], tuple[tuple[str, Answer], ...]
        ] = {}
        self._reads: dict[Question, tuple[str, ...]] = {}
        self._triggers: dict[Question, frozenset[str] | None] = {}
        try:
            self._manager = self._managed()
        except pluggy.PluginValidationError as error:
            raise PluginError(" ".join(str(error).split())) from error

    @cached_property
    def top(self) -> Procedure:
        """The procedure this stack stands for: that of its uppermost layer."""
        return self.procedures[-1]

    @property
    def latest(self) -> "PolicyStack":
        """The stack of the versions that came into force last: this one, where it has one."""
        return self

    def in_force(self, day: date) -> "PolicyStack":  # noqa: ARG002 - one with versions needs it
        """The stack by which a clock that starts on a day is judged: this one at all times."""
        return self

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The common words and those of all layers; the upper layer's count first."""
        words = NO_WORDS
        for procedure in reversed(self.procedures):
            words = words.merged(procedure.vocabulary)
        return self.common.merged(words)

    def _managed(self) -> pluggy.PluginManager:
        manager = _Manager(hookspecs.PROJECT)
        manager.add_hookspecs(hookspecs)
        declared = self._declared_topics()
        if declared:
            manager.add_hookspecs(_specifications(declared))
        for place, layer in enumerate(self.layers):
            if declared:
                manager.register(look_ups(layer.procedure, declared))
            manager.register(layer, name=f"{layer.procedure.slug}, layer {place + 1}")
        manager.check_pending()
        return manager

    def _declared_topics(self) -> dict[str, Topic]:
        """Topics that procedures declare beyond those of the core."""
        topics = self.vocabulary.topics
        return {name: topics[name] for name in topics if name not in hookspecs.TOPICS}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions a case brings up; those about the work as a whole are left out.

        Raises ``PluginError`` where a plugin lists something else.
        """
        topics = self.vocabulary.topics
        return tuple(question for question in self.every_question if topics[question.topic].in_case)

    @cached_property
    def every_question(self) -> tuple[Question, ...]:
        """Every question worth asking: each topic's own, and those the plugins list.

        Raises ``PluginError`` where a plugin lists something else.
        """
        own = (Question(t.name, t.does) for t in self.vocabulary.topics.values() if t.does)
        known = dict.fromkeys((*own, *self._listed()))
        order = {name: place for place, name in enumerate(self.vocabulary.topics)}
        return tuple(sorted(known, key=lambda question: order[question.topic]))

    def _listed(self) -> list[Question]:
        try:
            asked = self._manager.hook.questions()
            listed = [question for plugin in reversed(asked) for question in plugin]
        except (Exception, SystemExit) as error:
            raise PluginError(f"questions: {type(error).__name__}: {error}") from error
        for one in listed:
            if not isinstance(one, Question):
                raise PluginError(f"questions: must list Questions (got {type(one).__name__})")
            if one.topic not in self.vocabulary.topics:
                raise PluginError(f"questions: no topic {one.topic}")
        return listed

    def reads(self, question: Question) -> tuple[str, ...]:
        """The facts an answer can turn on: those of its conditions, or all of them.

        A layer that implements the hook itself may look at any fact, so that all count.
        """
        if question not in self._reads:
            self._reads[question] = tuple(sorted(self._facts_read(question)))
        return self._reads[question]

    def triggers(self, question: Question) -> frozenset[str] | None:
        """Every event that can start a clock of the question; None where that is open."""
        if question not in self._triggers:
            self._triggers[question] = self._triggers_of(question)
        return self._triggers[question]

    def _triggers_of(self, question: Question) -> frozenset[str] | None:
        if question.topic in self.written_in_python:
            return None
        timings = [
            provision.timing
            for procedure in self.procedures
            for provision in procedure.by_question.get(question, ())
            if provision.timing
        ]
        return frozenset(event for t in timings for event in (*t.after, t.before))

    def _facts_read(self, question: Question) -> set[str]:
        if question.topic in self.written_in_python:
            return set(self.vocabulary.facts)
        return {fact for p in self.procedures for fact in p.facts_read(question)}

    def ask(self, question: Question, facts: Facts) -> Answer:
        """What the stack says; a silence of the kind *not stated* where no layer answers.

        Raises ``PluginError`` where a plugin fails or returns something else.
        """
        question = self._known_or_bare(question)
        key = (question, tuple(facts[name] for name in self.reads(question)))
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._ask(question, facts)
        return answer

    def _known_or_bare(self, question: Question) -> Question:
        """The question, or its topic alone where no provision could answer it.

        Where every layer looks its provisions up and none is about the question, what is
        said is said about the topic as a whole, and need not be asked again for each
        subject another authority knows.
        """
        return question if self.speaks_of(question) else Question(question.topic, "")

    def speaks_of(self, question: Question) -> bool:
        """Whether a provision of some layer could answer, or Python of one."""
        return question in self._spoken_of or question.topic in self.written_in_python

    @cached_property
    def _spoken_of(self) -> frozenset[Question]:
        """The questions some declared provision is about."""
        return frozenset(q for procedure in self.procedures for q in procedure.by_question)

    @cached_property
    def written_in_python(self) -> frozenset[str]:
        """The topics on which some layer's hook is not the shared look-up."""
        return frozenset(
            topic
            for topic in self.vocabulary.topics
            if not all(_looks_up(layer, topic) for layer in self.layers)
        )

    def read_as(self, chosen: Mapping[str, str]) -> "PolicyStack":
        """The stack with one reading of its upper layer's text (see ``Procedure.read_as``).

        It is this very one where the text has no readings, as that of a plugin in Python.
        """
        if not self.top.choices:
            return self
        *below, top = self.layers
        read = copy(top)
        read.procedure = top.procedure.read_as(chosen)  # type: ignore[misc]
        return PolicyStack(*below, read, words=self.common)

    def is_read_otherwise(self, question: Question) -> bool:
        """Whether the upper layer's text on a question has more than one reading."""
        return question in self.top.read_otherwise

    def other_readings(self, question: Question, facts: Facts) -> tuple[tuple[str, Answer], ...]:
        """What the stack would say under each other reading of its upper layer's text.

        Only readings that change the answer are given, by name.
        """
        if not self.is_read_otherwise(question):
            return ()
        key = (question, tuple(facts[name] for name in self.reads(question)))
        if key not in self._readings:
            self._readings[key] = tuple(
                (name, answer or Answer(says=NOT_STATED, by=self.top.slug))
                for name, answer in self.top.other_readings(question, facts)
            )
        return self._readings[key]

    def _ask(self, question: Question, facts: Facts) -> Answer:
        hook = getattr(self._manager.hook, question.topic, None)
        if hook is None:  # a topic that only another authority declares
            return Answer(says=NOT_STATED, by=self.top.slug)
        try:
            answer = hook(question=question, facts=_unchangeable(facts))
        except ConflictError as error:
            raise PluginError(str(error)) from error
        except (Exception, SystemExit) as error:
            raise PluginError(f"{question.topic}: {type(error).__name__}: {error}") from error
        if answer is None:
            return Answer(says=NOT_STATED, by=self.top.slug)
        return self._checked(answer, question.topic)

    def _checked(self, answer: object, topic: str) -> Answer:
        """What a hook returned. Raises ``PluginError`` where it is no answer to its topic.

        What was looked up in data was checked when the data was read.
        """
        looked_up = topic not in self.written_in_python
        if not looked_up and (wrong := unfit(answer, self.vocabulary.topics[topic])):
            raise PluginError(f"{topic}: {wrong}")
        assert isinstance(answer, Answer)
        return answer


def _unchangeable(facts: Facts) -> Facts:
    """The facts as a plugin gets them, so that it cannot change them for others."""
    return MappingProxyType(facts) if isinstance(facts, dict) else facts


def _says_nothing(plugin: object, name: str) -> bool:
    """Whether a hook would only look up that a declared procedure says nothing."""
    if name not in hookspecs.TOPICS or not isinstance(plugin, DeclaredAuthority):
        return False
    return _looks_up(plugin, name) and name not in plugin.procedure.spoken_topics


def _looks_up(layer: object, topic: str) -> bool:
    """Whether a layer's hook is the look-up that declared procedures share."""
    own = getattr(type(layer), topic, None)
    return (
        isinstance(layer, DeclaredAuthority)
        and own is getattr(DeclaredAuthority, topic, None)
        and type(layer).answer is DeclaredAuthority.answer
        and topic not in vars(layer)
    )


def _specifications(topics: Mapping[str, Topic]) -> type:
    """Hook specifications for topics declared in data."""

    def specification(topic: Topic) -> hookspecs.Hook:
        def hook(question: Question, facts: Facts) -> Answer | None:  # noqa: ARG001
            return None

        hook.__name__, hook.__doc__ = topic.name, topic.question
        return hookspecs.hookspec(firstresult=True)(hook)

    return type("DeclaredTopics", (), {name: specification(t) for name, t in topics.items()})
