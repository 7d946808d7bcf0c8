"""Guards of the lifecycle under test, found by name."""

from typing import Any


def can_post(actor: Any, letter: Any) -> bool | str:
    """A letter needs a stamp."""
    return True if letter.stamped else "This letter has no stamp. Buy one first."


def can_burn(actor: Any, letter: Any) -> bool:
    """Never, and it does not say why."""
    return False


not_a_function = 7
