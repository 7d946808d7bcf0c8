"""Why nobody works on a day."""

from django.db.models import TextChoices


class ClosedDayKind(TextChoices):
    """A holiday of the statute, or a closure by order or lapse."""

    HOLIDAY = "holiday", "Federal holiday"
    CLOSURE = "closure", "Closure"
