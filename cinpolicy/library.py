"""The installed authorities, loaded as they are needed, and stacks made of them."""

from collections.abc import Iterable
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
from cinpolicy.vocabulary import Vocabulary, nearest

if TYPE_CHECKING:
    from cinpolicy.quoting import Quotes
    from cinpolicy.register import Register
    from cinpolicy.tracing import Tracing

NATIONAL = "national"


class UnknownAuthorityError(LookupError):
    """No authority of that name is installed."""


class NoRegisterError(LookupError):
    """An authority has no source register."""


@frozen(repr=False)
class Loaded(Value):
    """An authority that could be loaded, and the package it came from.

    ``declared`` is the slug by which its procedure calls itself, which is not that of a
    draft that stands beside an installed authority.
    """

    authority: Authority
    point: EntryPoint | None = None
    declared: str = ""

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

    def __init__(self, files: Iterable[Path] = ()) -> None:
        self.loaded: dict[str, Loaded] = {}
        self.broken: dict[str, Column] = {}
        for slug, point in installed().items():
            self._load(slug, point)
        self.file_slugs: dict[Path, str] = {}
        for path in files:
            authority = DeclaredAuthority(path)
            declared = authority.procedure.slug
            slug = self._free_slug(declared)
            authority.procedure = evolve(authority.procedure, slug=slug)
            self.file_slugs[path] = slug
            self.loaded[slug] = Loaded(authority, declared=declared)

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
            raise UnknownAuthorityError(f"{slug} could not be loaded: {self.broken[slug].failure}")
        return self.loaded[slug].procedure

    def check(self, slug: str) -> None:
        """Raise ``UnknownAuthorityError`` with the nearest name where there is none such."""
        known = [*self.loaded, *self.broken]
        if slug not in known:
            close = nearest(slug, known)
            hint = f"did you mean {close}?" if close else f"there are {', '.join(sorted(known))}"
            raise UnknownAuthorityError(f"no authority {slug!r} is installed ({hint})")

    def register_path(self, slug: str) -> Path:
        """Where an authority's source register stands, or would. Raises ``NoRegisterError``."""
        self.procedure(slug)
        path: Path | None = getattr(self.loaded[slug].authority, "register_path", None)
        if path is None:
            raise NoRegisterError(f"{slug} has no procedure file, and so no source register")
        return path

    def register(self, slug: str) -> "Register":
        """An authority's source register. Raises ``NoRegisterError`` or ``InputError``."""
        from cinpolicy.loading import load_register

        path = self.register_path(slug)
        if not path.is_file():
            raise NoRegisterError(
                f"{slug} has no source register: there is no {path.name} beside its procedure "
                "(docs/sources.md says how to make one)"
            )
        return load_register(path, self.procedure(slug), self.loaded[slug].declared)

    def quotes(self, folder: Path) -> "Quotes":
        """The paragraphs of every authority of which the folder holds a text, ``<slug>.txt``.

        Raises ``InputError``, once it is asked for one, where a text or its register has
        faults.
        """
        from cinpolicy.quoting import Quotes

        return Quotes(lambda slug: self._traced_in(folder, slug), str(folder))

    def _traced_in(self, folder: Path, slug: str) -> "Tracing | None":
        from cinpolicy.loading.texts import load_text
        from cinpolicy.register import Register
        from cinpolicy.tracing import trace

        path = folder / f"{self.loaded[slug].declared}.txt"
        if not path.is_file():
            return None
        try:
            register = self.register(slug)
        except NoRegisterError:
            register = Register(procedure=self.procedure(slug))
        return trace(register, load_text(path))

    def stack(self, slug: str) -> PolicyStack:
        """The stack of an authority: the national layer below it, if one is installed."""
        self.procedure(slug)
        return self.stack_of(self.loaded[slug].authority)

    def stack_of(self, top: Authority) -> PolicyStack:
        """A stack with an authority on top, which need not be among those loaded."""
        below = [
            one.authority
            for _, one in sorted(self.loaded.items())
            if one.procedure.layer == NATIONAL and one.authority is not top
        ]
        return PolicyStack(*below, top, words=common_vocabulary())

    def words(self) -> Vocabulary:
        """The common vocabulary and that of every loaded authority."""
        words = common_vocabulary()
        for _, one in sorted(self.loaded.items()):
            words = words.merged(one.procedure.vocabulary)
        return words


def _said(error: BaseException) -> str:
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
