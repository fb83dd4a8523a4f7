"""How text on a terminal may look: its width, its colours, the characters it may use."""

from collections.abc import Callable

from attrs import frozen

Style = Callable[[str], str]


def plain(text: str) -> str:
    """No style at all."""
    return text


@frozen(kw_only=True)
class Look:
    """How text may look: width in columns, whether colour and box characters show."""

    width: int = 100
    bold: Style = plain
    mark: Style = plain
    faint: Style = plain
    unicode: bool = True

    @property
    def dot(self) -> str:
        """What stands between small facts."""
        return " · " if self.unicode else ", "

    @property
    def assumed(self) -> str:
        """What marks a date that rests on something the text does not state."""
        return "†" if self.unicode else "+"

    @property
    def unequal(self) -> str:
        """What marks a row that differs."""
        return "≠" if self.unicode else "<>"
