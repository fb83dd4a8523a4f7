"""Whole procedures side by side, with no case: the parts of a matrix."""

from collections import Counter
from collections.abc import Mapping

from attrs import frozen

from cinpolicy.cells import Column
from cinpolicy.conditions import Facts
from cinpolicy.provisions import Answer, LocalItem, Provision, SilenceKind
from cinpolicy.values import Framed

STATED = "stated"
KINDS = (
    STATED,
    SilenceKind.NO_REQUIREMENT.value,
    SilenceKind.DISCRETION.value,
    SilenceKind.DEFERRED.value,
    SilenceKind.NOT_APPLICABLE.value,
    SilenceKind.NOT_STATED.value,
)
"""What a cell can be, what says most first."""


@frozen(kw_only=True)
class MatrixCell:
    """What one text answers in one line.

    ``kind`` is ``stated`` or the kind of silence. ``answers`` are those of the provisions
    and silences behind it, ``words`` what they say together. ``answered_by`` is the layer.
    """

    authority: str
    kind: str
    words: str
    answers: tuple[Answer, ...]

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions it rests on, those that state a silence among them."""
        return tuple(a.says for a in self.answers if isinstance(a.says, Provision))

    @property
    def force(self) -> str:
        """The force of what is stated; several where several provisions speak."""
        stated = [a.provision for a in self.answers if a.provision]
        return ", ".join(dict.fromkeys(p.force.value for p in stated))

    @property
    def citation(self) -> str:
        """The paragraphs it rests on; empty where it rests on none."""
        cites = [a.says.cite for a in self.answers]
        return "; ".join(dict.fromkeys(str(cite) for cite in cites if cite))

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers below the authority that answered."""
        return tuple(dict.fromkeys(a.by for a in self.answers if a.by != self.authority))


@frozen(kw_only=True)
class ItemLine:
    """One item of a list: who lists it, in which words and paragraph, where they are its own."""

    item: str
    label: str
    listed: Mapping[str, LocalItem | None]


@frozen(kw_only=True)
class MatrixLine:
    """The answers of all texts under one condition; an empty one is the ordinary case.

    ``facts`` are those by which the case asked about differs from the ordinary one.
    ``items`` are the lists compared item by item; empty where the answers are no lists.
    """

    condition: str
    facts: Facts
    cells: tuple[MatrixCell, ...]
    items: tuple[ItemLine, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the texts do not all say the same."""
        return len({(cell.kind, cell.words, cell.force) for cell in self.cells}) > 1


@frozen(kw_only=True)
class MatrixRow:
    """One question, or several under one headline, across all texts."""

    key: str
    label: str
    section: str
    topics: tuple[str, ...]
    lines: tuple[MatrixLine, ...]

    def kind(self, authority: str) -> str:
        """What one text says at most, under whatever condition."""
        found = {c.kind for line in self.lines for c in line.cells if c.authority == authority}
        return min(found, key=KINDS.index)

    @property
    def differs(self) -> bool:
        """Whether the texts differ under some condition."""
        return any(line.differs for line in self.lines)


@frozen(kw_only=True)
class Matrix(Framed):
    """Procedures side by side."""

    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """For each authority the number of rows of each kind (see ``MatrixRow.kind``)."""
        slugs = [column.slug for column in self.columns if not column.failure]
        return {slug: Counter(row.kind(slug) for row in self.rows) for slug in slugs}

    def row(self, key: str) -> MatrixRow:
        """A row by its key. Raises ``KeyError``."""
        return next(row for row in self.rows if row.key == key)
