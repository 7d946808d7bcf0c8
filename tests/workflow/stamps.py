"""Guards of the lifecycle under test, found by name."""

from typing import Any


def can_post(actor: Any, letter: Any) -> bool | str:
    """Return whether the letter has a stamp, or why not."""
    return True if letter.stamped else "This letter has no stamp. Buy one first."


def can_burn(actor: Any, letter: Any) -> bool:
    """Refuse always, without a reason."""
    return False


not_a_function = 7
