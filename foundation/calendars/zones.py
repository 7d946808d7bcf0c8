"""Names of time zones."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError


def validate_zone(name: str) -> None:
    """Check the name of a time zone; a model's validator.

    Arguments:
        name: as the IANA database has it.

    Raises:
        ValidationError: when there is no such zone, because no time at that place could be told.
    """
    if name not in available_timezones():
        raise ValidationError("Use a name such as America/Chicago.", code="zone")
