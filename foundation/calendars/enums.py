"""Kinds of days on which business time pauses."""

from django.db.models import TextChoices


class ClosedDayKind(TextChoices):
    """A statutory holiday, or a closure by order or lapse in appropriations."""

    HOLIDAY = "holiday", "Federal holiday"
    CLOSURE = "closure", "Closure"
