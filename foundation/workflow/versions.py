"""Optimistic locking: no one overwrites a change they have not read."""

from typing import Protocol

from foundation.workflow.errors import InvalidInput, StaleEdit


class Versioned(Protocol):
    """A record with a version that each change raises by one."""

    version: int


def check_version(obj: Versioned, posted: int | str | None) -> None:
    """Compare the version a form is based on with the record's, which the caller has locked.

    Raises:
        StaleEdit: when someone saved in between; it has both versions.
        InvalidInput: when the posted version is not a number.
    """
    try:
        number = int(posted) if posted is not None else None
    except ValueError:
        number = None
    if number is None:
        raise InvalidInput("This form has expired. Open the page again, then try once more.")
    if number != obj.version:
        raise StaleEdit(current=obj, posted=number)
