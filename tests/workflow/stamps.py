"""Guards and effects of the lifecycle under test, found by name."""

from typing import Any


def can_post(actor: Any, letter: Any) -> bool | str:
    """A letter needs a stamp."""
    return True if letter.stamped else "This letter has no stamp. Buy one first."


def can_burn(actor: Any, letter: Any) -> bool:
    """Never, and it does not say why."""
    return False


def postmark(letter: Any, *, by: Any, reason: str) -> None:
    """Note who and why."""
    letter.marks.append((by.name, reason, letter.status))


not_a_function = 7
