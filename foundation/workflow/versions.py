"""Nobody overwrites what they have not read."""

from typing import Protocol

from foundation.workflow.errors import InvalidInput, StaleEdit


class Versioned(Protocol):
    """A record with a version that each change raises by one."""

    version: int


def check_version(obj: Versioned, posted: int | str | None) -> None:
    """Compare the version a form was made from with the record's, which the caller has locked.

    Raises:
        StaleEdit: when somebody saved in between; holds both.
        InvalidInput: when the posted version is no number.
    """
    try:
        number = int(posted) if posted is not None else None
    except ValueError:
        number = None
    if number is None:
        raise InvalidInput("This form has expired. Open the page again, then try once more.")
    if number != obj.version:
        raise StaleEdit(current=obj, posted=number)
