"""Words that rest on other words, which none may do in a circle."""

from collections.abc import Iterable, Mapping


def reached(start: str, follows: Mapping[str, Iterable[str]]) -> set[str]:
    """All that follows from a word, at once or through others; itself only in a circle."""
    seen: set[str] = set()
    waiting = list(follows.get(start, ()))
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            waiting += follows.get(name, ())
    return seen
