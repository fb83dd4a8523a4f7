"""A procedure file with all that it rests on: a draft is read with what it changes."""

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from attrs import evolve, frozen

from cinpolicy.draft import Draft
from cinpolicy.loading import common_vocabulary
from cinpolicy.loading import written as w
from cinpolicy.loading.amending import Amended, amended
from cinpolicy.loading.compiled import compiled
from cinpolicy.loading.document import Node, parse
from cinpolicy.loading.faults import InputError
from cinpolicy.loading.files import read_bytes
from cinpolicy.loading.procedures import SLUG, procedure_of
from cinpolicy.loading.reading import Text, read_mapping
from cinpolicy.loading.structure import read_file
from cinpolicy.loading.words import Checker
from cinpolicy.procedure import Procedure
from cinpolicy.vocabulary import NO_WORDS

_STAND_IN = b"{draft: x, based_on: x, title: x, proposed_by: x, why: x, changes: []}"
_BASED_ON = re.compile(rb"^based_on\s*:", re.MULTILINE)
SUFFIXES = (".yaml", ".yml")
Named = Callable[[str], "ProcedureFile | str"]
"""Finds the procedure file of an authority or version; where there is none, says what is wrong."""


@frozen(slots=False)
class ProcedureFile:
    """A procedure file, or a draft with the file that it changes (``base``)."""

    path: Path
    content: bytes
    base: "ProcedureFile | None" = None

    @classmethod
    def read(cls, path: Path, named: Named, above: tuple[Path, ...] = ()) -> "ProcedureFile":
        """A file with what it rests on. Raises ``InputError``.

        ``above`` are the drafts that rest on this file.
        """
        content = read_bytes(path)
        if not _BASED_ON.search(content):
            return cls(path, content)
        draft = _written(path, content)
        return cls(path, content, _base(draft.based_on, path, named, (*above, path.resolve())))

    @property
    def is_draft(self) -> bool:
        """Whether it says only what it changes."""
        return self.base is not None

    @cached_property
    def root(self) -> Node:
        """The tree of the whole procedure, a draft's changes made. Raises ``InputError``."""
        if self.base is None:
            return parse(str(self.path), self.content)
        made, checker = self._amended(self.base)
        checker.finish()
        return made.root

    def procedure(self, *, strict: bool = True) -> Procedure:
        """The procedure. Raises ``InputError`` with every fault found.

        Without ``strict`` it may leave questions open and answer them twice (see
        ``procedure_of``).
        """
        make = self._strictly_made if strict else self._made
        kind = "procedure" if strict else "open-procedure"
        return compiled(kind, b"\0".join(self._contents), make)

    @property
    def _contents(self) -> tuple[bytes, ...]:
        return (self.content, *(self.base._contents if self.base else ()))

    def _strictly_made(self) -> Procedure:
        return self._made(strict=True)

    def _made(self, *, strict: bool = False) -> Procedure:
        if self.base is None:
            return procedure_of(self.root, common_vocabulary(), strict=strict).prepare()
        made, checker = self._amended(self.base)
        try:
            procedure = procedure_of(
                made.root, common_vocabulary(), strict=strict, drafted=made.drafted
            )
        except InputError as error:
            if not checker.faults:
                raise
            checker.faults += [fault for fault in error.faults if fault.path == str(self.path)]
        checker.finish()
        below = self.base.procedure(strict=False).drafts if self.base.is_draft else ()
        return _with_draft(procedure, _draft(_written(self.path, self.content), made), below)

    def _amended(self, base: "ProcedureFile") -> tuple[Amended, Checker]:
        checker = Checker(NO_WORDS)
        root = read_mapping(base.root)
        return amended(root, _written(self.path, self.content), checker), checker


def _written(path: Path, content: bytes) -> w.WrittenDraft:
    """A draft as it is written. Raises ``InputError`` with every fault of its shape."""
    checker = Checker(NO_WORDS)
    draft = read_file(parse(str(path), content), w.WrittenDraft, checker, _STAND_IN)
    if not re.fullmatch(SLUG, draft.draft):
        checker.at(draft.draft.node, "a slug: small letters, digits, - and _")
    checker.finish()
    return draft


def _base(name: Text, path: Path, named: Named, above: tuple[Path, ...]) -> ProcedureFile:
    """The file a draft is based on: by its own path from the draft's folder, or by name."""
    if not name.endswith(SUFFIXES):
        found = named(name)
        if isinstance(found, str):
            raise InputError([name.node.fault(f"an authority or a file ({found})")])
        return found
    beside = path.parent / name
    if beside.resolve() in above:
        raise InputError([name.node.fault("a file that is not based on this one")])
    if not beside.is_file():
        raise InputError([name.node.fault("a file that is there, from this file's folder")])
    return ProcedureFile.read(beside, named, above)


def _draft(written: w.WrittenDraft, made: Amended) -> Draft:
    return Draft(
        name=str(written.draft),
        title=str(written.title),
        based_on=str(written.based_on),
        proposed_by=str(written.proposed_by),
        why=str(written.why),
        changes=made.changes,
        version=str(written.version or ""),
        in_force_from=written.in_force_from,
    )


def _with_draft(procedure: Procedure, draft: Draft, below: tuple[Draft, ...]) -> Procedure:
    """The changed procedure, which is called what the draft calls its text."""
    version = draft.version or f"draft: {draft.title}"
    return evolve(
        procedure,
        document=evolve(procedure.document, version=version),
        in_force_from=draft.in_force_from,
        drafts=(*below, draft),
    ).prepare()
