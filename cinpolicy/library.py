"""The installed authorities, loaded as they are needed, and stacks made of them."""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import EntryPoint
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from cinpolicy.answers import unfit_procedure
from cinpolicy.cells import Column
from cinpolicy.loading import InputError, common_vocabulary
from cinpolicy.plugin import Authority, DeclaredAuthority, installed
from cinpolicy.procedure import Procedure
from cinpolicy.stack import PolicyStack
from cinpolicy.values import Value
from cinpolicy.versions import (
    NoVersionError,
    Version,
    in_force,
    in_words,
    version_named,
    versions_of,
    with_procedure,
)
from cinpolicy.vocabulary import Vocabulary, nearest

if TYPE_CHECKING:
    from cinpolicy.loading.procedure_files import ProcedureFile

NATIONAL = "national"


class UnknownAuthorityError(LookupError):
    """No authority of that name is installed."""


class UnknownTopicError(LookupError):
    """No text and no common word knows a topic of that name."""


@frozen(repr=False)
class Loaded(Value):
    """An authority that could be loaded, and the package it came from.

    ``declared`` is the slug by which its procedure calls itself, which is not that of a
    draft that stands beside an installed authority. ``file`` is the procedure file or draft
    it was read from, where it was named as one. A draft, or a version that was named, is
    ``alone``: that one text is taken to be in force at all times.
    """

    authority: Authority
    point: EntryPoint | None = None
    declared: str = ""
    file: "ProcedureFile | None" = None
    alone: bool = False

    @property
    def package(self) -> str:
        """The name and version of the package; empty for a procedure read from a file."""
        package = self.point.dist if self.point else None
        return f"{package.name} {package.version}" if package else ""

    @property
    def procedure(self) -> Procedure:
        """Its declared part."""
        return self.authority.procedure


class Library:
    """Every installed authority and layer.

    One that cannot be loaded is kept in ``broken`` with the reason and takes none of the
    others down. ``files`` are further procedures, read from YAML files.
    """

    def __init__(self, files: Iterable[Path] = (), as_at: date | None = None) -> None:
        self.as_at = as_at
        self.loaded: dict[str, Loaded] = {}
        self.broken: dict[str, Column] = {}
        self._slugs: dict[str, str] = {}
        self._versions: dict[str, tuple[Version, ...]] = {}
        for slug, point in installed().items():
            self._load(slug, point)
        for path in files:
            self.add(path)

    # --- names -------------------------------------------------------------------------

    def add(self, name: str | Path) -> str:
        """The slug under which what is named can be asked for from now on.

        ``name`` is the slug of an installed authority, one version of it (``kent@2024-09``),
        or a file: a procedure, or a draft. Raises ``UnknownAuthorityError``,
        ``NoVersionError`` or ``InputError``.
        """
        key = str(name)
        if key not in self._slugs:
            self._slugs[key] = self._added(name)
        return self._slugs[key]

    def _added(self, name: str | Path) -> str:
        if is_file(name):
            return self._add_file(Path(name))
        slug, _, version = str(name).partition("@")
        self.check(slug)
        if not version:
            return slug
        self.procedure(slug)
        found = version_named(self.versions(slug), version)
        return self._keep(str(name), Loaded(found.authority, None, slug, found.file, alone=True))

    def _add_file(self, path: Path) -> str:
        """Read a file; a draft has all that the authority it is based on has in Python."""
        from cinpolicy.loading.procedure_files import ProcedureFile

        file = ProcedureFile.read(path, self.file_named)
        authority = self.authority_of(file, file.procedure())
        slug = authority.procedure.slug
        loaded = Loaded(authority, None, slug, file, alone=file.is_draft)
        return self._keep(name_of(authority.procedure), loaded)

    def authority_of(self, file: "ProcedureFile", procedure: Procedure) -> Authority:
        """The authority that a file's procedure makes, with all that its base has in Python."""
        lowest = file
        while lowest.base is not None:
            lowest = lowest.base
        known = (one.authority for one in self.loaded.values() if one.point and file.is_draft)
        alike = (one for one in known if lowest.path in _paths(one))
        return with_procedure(next(alike, DeclaredAuthority(lowest.path)), procedure)

    def _keep(self, slug: str, one: Loaded) -> str:
        """Keep what was loaded under a slug of its own."""
        slug = self._free_slug(slug)
        named = with_procedure(one.authority, evolve(one.procedure, slug=slug))
        self.loaded[slug] = evolve(one, authority=named)
        return slug

    def file_named(self, name: str) -> "ProcedureFile | str":
        """The file that a draft is based on by name; what is wrong where there is none."""
        slug, _, version = name.partition("@")
        try:
            self.check(slug)
            found = self.versions(slug)
            chosen = version_named(found, version) if version else found[-1]
        except (UnknownAuthorityError, NoVersionError) as error:
            return str(error)
        return chosen.file or self._file_of(chosen.authority, slug)

    def _file_of(self, authority: Authority, slug: str) -> "ProcedureFile | str":
        from cinpolicy.loading.files import read_bytes
        from cinpolicy.loading.procedure_files import ProcedureFile

        path: Path | None = getattr(authority, "path", None)
        if path is None:
            return f"{slug} has no procedure file that a draft could change"
        return ProcedureFile(path, read_bytes(path))

    def versions(self, slug: str) -> tuple[Version, ...]:
        """The versions of an authority's procedure, the earliest first.

        Raises ``UnknownAuthorityError``, or ``InputError`` where one cannot be read.
        """
        if slug not in self._versions:
            self.procedure(slug)
            one = self.loaded[slug]
            self._versions[slug] = (
                (Version(one.authority, always=True),)
                if one.alone
                else versions_of(one.authority, one.declared, self.file_named)
            )
        return self._versions[slug]

    def _free_slug(self, slug: str) -> str:
        """The slug of a procedure file, told apart from an installed one of that name."""
        taken = (*self.loaded, *self.broken)
        names = chain((slug, f"{slug} (file)"), (f"{slug} (file {n})" for n in count(2)))
        return next(name for name in names if name not in taken)

    def _load(self, slug: str, point: EntryPoint) -> None:
        try:
            authority = point.load()
            if wrong := unfit_procedure(authority.procedure):
                raise TypeError(wrong)
            if authority.procedure.slug != slug:
                raise ValueError(f"its procedure is of {authority.procedure.slug}, not {slug}")
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the others must compare
            reason = str(error) if isinstance(error, InputError) else _said(error)
            self.broken[slug] = Column(slug=slug, name=slug, failure=reason)
        else:
            self.loaded[slug] = Loaded(authority, point, slug)

    @property
    def authorities(self) -> tuple[str, ...]:
        """The slugs of the authorities that loaded, in order of the alphabet."""
        return tuple(
            slug for slug, one in sorted(self.loaded.items()) if one.procedure.layer != NATIONAL
        )

    def procedure(self, slug: str) -> Procedure:
        """The procedure of an authority or layer. Raises ``UnknownAuthorityError``."""
        self.check(slug)
        if slug in self.broken:
            raise UnknownAuthorityError(f"{slug} could not be loaded:\n{self.broken[slug].failure}")
        return self.loaded[slug].procedure

    def check(self, slug: str) -> None:
        """Raise ``UnknownAuthorityError`` with the nearest name where there is none such."""
        known = [*self.loaded, *self.broken]
        if slug not in known:
            close = nearest(slug, known)
            hint = f"did you mean {close}?" if close else f"there are {', '.join(sorted(known))}"
            if "," in slug:
                first, _, rest = slug.partition(",")
                hint = f"one is named at a time: --authority {first} --authority {rest.strip()}"
            elif Path(slug).is_file():
                hint = "a file with a procedure or a draft has a name that ends in .yaml"
            raise UnknownAuthorityError(f"no authority {slug!r} is installed ({hint})")

    def stack(self, slug: str) -> PolicyStack:
        """The stack of an authority: the national layer below it, if one is installed.

        Where a layer has several versions, each clock is judged by those in force when it
        starts, or all by those in force on the day the library is asked ``as_at``. Raises
        ``UnknownAuthorityError``, ``NoVersionError`` or ``InputError``.
        """
        top = self.versions(slug)
        below = [
            self.versions(name)
            for name, one in sorted(self.loaded.items())
            if one.point and one.procedure.layer == NATIONAL and name != slug
        ]
        layers = (*below, top)
        if self.as_at is not None:
            return self._on(self.as_at, layers)
        days = sorted({one.begins for versions in layers for one in versions})
        if len(days) == 1:
            return self._from(days[0], layers)
        from cinpolicy.stack_in_time import StackInTime

        return StackInTime([(day, self._from(day, layers)) for day in days])

    def _on(self, day: date, layers: Iterable[tuple[Version, ...]]) -> PolicyStack:
        """The stack of the versions in force on a day. Raises ``NoVersionError``."""
        chosen = (in_force(versions, day).authority for versions in layers)
        return PolicyStack(*chosen, words=common_vocabulary())

    def _from(self, day: date, layers: Iterable[tuple[Version, ...]]) -> PolicyStack:
        """The same, with the first version of a layer that begins later."""
        chosen = (in_force(v, max(day, v[0].begins)).authority for v in layers)
        return PolicyStack(*chosen, words=common_vocabulary())

    def stack_of(self, top: Authority) -> PolicyStack:
        """A stack with an authority on top, which need not be among those loaded."""
        below = [
            one.authority
            for _, one in sorted(self.loaded.items())
            if one.procedure.layer == NATIONAL and one.authority is not top
        ]
        return PolicyStack(*below, top, words=common_vocabulary())

    def words(self) -> Vocabulary:
        """The common vocabulary and that of every loaded authority, in all its versions."""
        words = common_vocabulary()
        for slug in sorted(self.loaded):
            for procedure in self._texts(slug):
                words = words.merged(procedure.vocabulary)
        return words

    def fingerprint(self, slug: str) -> str:
        """The fingerprint of an authority's encoding (see ``cinpolicy.loading.encodings``).

        Empty where it could not be loaded, or has no file that can be read.
        """
        from cinpolicy.loading.encodings import of_authority

        one = self.loaded.get(slug)
        try:
            return of_authority(one.authority, one.file, alone=one.alone) if one else ""
        except InputError:
            return ""

    def check_topics(self, topics: Iterable[str]) -> None:
        """Raise ``UnknownTopicError`` with the nearest name where there is no such topic."""
        named = tuple(topics)
        known = self.words().topics if named else {}
        for topic in named:
            if topic not in known:
                close = nearest(topic, known)
                hint = f"did you mean {close}?" if close else f"there are {', '.join(known)}"
                raise UnknownTopicError(f"no topic {topic!r} ({hint})")

    def version_names(self, slug: str) -> tuple[str, ...]:
        """What the versions of a procedure are called, with the day from which each holds."""
        return tuple(map(in_words, self._texts(slug)[::-1]))

    def _texts(self, slug: str) -> tuple[Procedure, ...]:
        """Every version of a procedure, or the one that can be read where another cannot."""
        try:
            return tuple(one.procedure for one in reversed(self.versions(slug)))
        except InputError:
            return (self.loaded[slug].procedure,)


def name_of(procedure: Procedure) -> str:
    """What a procedure is called beside others: a draft by its own name."""
    return procedure.drafts[-1].name if procedure.drafts else procedure.slug


def _paths(authority: Authority) -> tuple[Path, ...]:
    path: Path | None = getattr(authority, "path", None)
    versions: tuple[Path, ...] = getattr(authority, "version_paths", ())
    return (path, *versions) if path else ()


def is_file(name: str | Path) -> bool:
    """Whether a name is that of a file, and not of an authority."""
    return str(name).endswith((".yaml", ".yml"))


def _said(error: BaseException) -> str:
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
