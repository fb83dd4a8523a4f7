"""The order of roles in a vocabulary, in which nobody may stand below themselves."""

from cinpolicy.loading import written as w
from cinpolicy.loading.circles import reached
from cinpolicy.loading.words import Checker
from cinpolicy.ranks import superiors


def check_ranks(block: w.WrittenVocabulary, checker: Checker) -> None:
    """Note a fault for an unknown role in the order, and for every circle in it."""
    roles = checker.words.roles
    for role in block.roles.values():
        for other in (*role.below, *role.above):
            checker.known(other, "a known role", roles)
    follows = superiors(roles)
    for name, role in block.roles.items():
        if (role.below or role.above) and name in reached(str(name), follows):
            key = "below" if role.below else "above"
            place = role.node.values[key]
            wanted = f"an order in which {name!s} does not come round to itself"
            checker.at(place, wanted, "a circle")
