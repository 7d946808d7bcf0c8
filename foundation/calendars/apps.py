"""The Django configuration of the calendars app."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.calendars"
    label = "calendars"
    verbose_name = "Calendar"
