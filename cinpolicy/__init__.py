"""Compare what English councils' Child in Need procedures require in the same case.

Names are imported when first used, so that the command line starts quickly.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cinpolicy.api import (
        authorities,
        compare,
        load_procedure,
        load_scenario,
        matrix,
        plan,
        run,
    )
    from cinpolicy.cells import Comparison
    from cinpolicy.library import Library, UnknownAuthorityError, UnknownTopicError
    from cinpolicy.loading.faults import Fault, InputError

    __version__: str

__all__ = [
    "Comparison",
    "Fault",
    "InputError",
    "Library",
    "UnknownAuthorityError",
    "UnknownTopicError",
    "__version__",
    "authorities",
    "compare",
    "load_procedure",
    "load_scenario",
    "matrix",
    "plan",
    "run",
]

_HOMES = {
    "Comparison": "cells",
    "Fault": "loading.faults",
    "InputError": "loading.faults",
    "Library": "library",
    "UnknownAuthorityError": "library",
    "UnknownTopicError": "library",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'cinpolicy' has no attribute {name!r}")
    if name == "__version__":
        from importlib.metadata import version

        return version("cinpolicy")
    from importlib import import_module

    return getattr(import_module(f"cinpolicy.{_HOMES.get(name, 'api')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
