"""What a draft adds to a list and takes out of it, without the list itself."""

from cinpolicy import wording
from cinpolicy.provisions import Provision
from cinpolicy.vocabulary import Vocabulary


def moved(before: Provision | None, after: Provision | None, words: Vocabulary) -> str:
    """The items that are new and those that are gone; empty where these are not two lists."""
    if before is None or after is None or before.silence or after.silence:
        return ""
    if not (before.items and after.items):
        return ""
    new = [item for item in after.items if item not in before.items]
    gone = [item for item in before.items if item not in after.items]
    told = [(new, "added"), (gone, "taken out")]
    return "; ".join(f"{wording.names(some, words, 'and')} {what}" for some, what in told if some)
