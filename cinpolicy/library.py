"""The installed authorities, loaded as they are needed, and stacks made of them."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint
from itertools import chain, count
from pathlib import Path

from attrs import evolve, frozen

from cinpolicy.answers import unfit_procedure
from cinpolicy.cells import Column
from cinpolicy.loading import InputError, common_vocabulary
from cinpolicy.plugin import Authority, DeclaredAuthority, installed
from cinpolicy.procedure import Procedure
from cinpolicy.stack import PolicyStack
from cinpolicy.vocabulary import Vocabulary, nearest

NATIONAL = "national"


class UnknownAuthorityError(LookupError):
    """No authority of that name is installed."""


@frozen
class Loaded:
    """An authority that could be loaded, and the package it came from."""

    authority: Authority
    point: EntryPoint | None = None

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
            slug = self._free_slug(authority.procedure.slug)
            authority.procedure = evolve(authority.procedure, slug=slug)
            self.file_slugs[path] = slug
            self.loaded[slug] = Loaded(authority)

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
            self.loaded[slug] = Loaded(authority, point)

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
