"""What the marks of a picture stand for, as many side by side as there is room for."""

from collections.abc import Callable, Iterable

from cinpolicy.plots.look import MARGIN, NOTE, SMALL, Page, width_of, wrapped

Key = tuple[Callable[[float, float], None], str]
"""What puts a mark at a place, and what it stands for."""
_TO_WORDS, _BETWEEN = 0.15, 0.15


def draw(page: Page, y: float, keys: Iterable[Key]) -> float:
    """Put the keys on a page; how far down they go."""
    x, after = MARGIN, y
    room = page.width - 2 * MARGIN - _TO_WORDS
    for put, said in keys:
        lines = wrapped(said, room)
        size = _TO_WORDS + max(map(width_of, lines))
        if x > MARGIN and x + size > page.width - MARGIN:
            x, y = MARGIN, after
        put(x + 0.05, y)
        for number, line in enumerate(lines):
            page.say(x + _TO_WORDS, y + NOTE * number, line, fontsize=SMALL)
        x, after = x + size + _BETWEEN, max(after, y + NOTE * len(lines))
    return after
