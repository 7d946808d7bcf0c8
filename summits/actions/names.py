"""Names of rooms and speakers, which are unique at a summit, and titles of sessions in refusals."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import IntegrityError

from foundation.tenancy.context import atomic_savepoint
from summits.errors import NameTaken
from summits.models import Session

T = TypeVar("T")
# So many titles fit in a sentence.
MAX_TITLES = 3


def named(write: Callable[[], T]) -> T:
    """Write a room or speaker, unless the summit has another one of that name.

    Raises:
        NameTaken: when it has.
    """
    try:
        with atomic_savepoint:
            return write()
    except IntegrityError as error:
        if "has_one_name" in str(error):
            raise NameTaken(field="name") from error
        raise


def titles_of(sessions: Iterable[Session]) -> str:
    """Return the titles of sessions for a sentence: the first three, and how many more."""
    found = [f"“{each.title}”" for each in sessions]
    more = len(found) - MAX_TITLES
    if more > 0:
        return f"{', '.join(found[:MAX_TITLES])}, and {more} more"
    return ", ".join([*found[:-2], " and ".join(found[-2:])])
