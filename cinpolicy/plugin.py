"""What an authority's package registers, and finding the installed ones.

A declared authority is a package with a ``procedure.yaml`` and these lines::

    from cinpolicy.plugin import DeclaredAuthority

    authority = DeclaredAuthority.beside(__file__)

named in the package's metadata as an entry point of the group ``cinpolicy.authorities``,
whose name is the authority's slug. Where data cannot say a rule, subclass
``DeclaredAuthority``, override the hook, decorate it with ``hookimpl`` and register an
instance of the subclass; ``self.answer(question, facts)`` is what the data says.
"""

from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from cinpolicy.conditions import Facts
from cinpolicy.hookspecs import TOPICS, Hook, hookimpl
from cinpolicy.procedure import Procedure
from cinpolicy.provisions import Answer, Question

GROUP = "cinpolicy.authorities"


@runtime_checkable
class Authority(Protocol):
    """The least an entry point must give: a procedure with its words, and hooks beside.

    An authority written wholly in Python gives a ``Procedure`` without provisions (its
    name, document and vocabulary) and implements the hooks itself.
    """

    @property
    def procedure(self) -> Procedure:
        """The declared part of the authority."""


def _looking_up(topic: str) -> Hook:
    def hook(self: "DeclaredAuthority", question: Question, facts: Facts) -> Answer | None:
        return self.answer(question, facts)

    hook.__name__ = topic
    hook.__doc__ = TOPICS[topic].question if topic in TOPICS else None
    return hookimpl(hook)  # type: ignore[return-value]


_DeclaredHooks: Any = type("_DeclaredHooks", (), {topic: _looking_up(topic) for topic in TOPICS})


class DeclaredAuthority(_DeclaredHooks):  # type: ignore[misc]
    """An authority whose hooks look up the provisions of a YAML file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, module_file: str) -> "DeclaredAuthority":
        """The authority declared in the ``procedure.yaml`` beside a module."""
        return cls(Path(module_file).with_name("procedure.yaml"))

    @property
    def register_path(self) -> Path:
        """Where the source register of its text stands, if it has one."""
        return self.path.with_name("sources.yaml")

    @property
    def version_paths(self) -> tuple[Path, ...]:
        """The files of other versions of its procedure (see ``cinpolicy.versions``)."""
        return tuple(sorted(self.path.with_name("versions").glob("*.yaml")))

    @cached_property
    def procedure(self) -> Procedure:
        """The procedure, read when first asked for. Raises ``InputError``."""
        from cinpolicy.loading import load_procedure

        return load_procedure(self.path)

    def answer(self, question: Question, facts: Facts) -> Answer | None:
        """What the declared provisions say to any question."""
        return self.procedure.answer(question, facts)

    @hookimpl
    def questions(self) -> tuple[Question, ...]:
        """Every question a declared provision is about."""
        return tuple(self.procedure.by_question)


def look_ups(procedure: Procedure, topics: Mapping[str, object]) -> object:
    """A plugin that looks up a procedure's provisions on topics declared in data."""
    hooks = type("_DeclaredTopics", (), {topic: _looking_up(topic) for topic in topics})()
    hooks.answer = procedure.answer
    return hooks


def installed() -> dict[str, EntryPoint]:
    """The entry points of all installed authorities and layers, by slug, in order."""
    found = {point.name: point for point in entry_points(group=GROUP)}
    return dict(sorted(found.items()))
