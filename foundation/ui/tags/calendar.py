"""Components of the calendar."""

from collections.abc import Sequence

from django.template import Library

from foundation.ui.types import CalendarDay, CalendarMonth

register = Library()

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


@register.inclusion_tag("ui/calendar_month.html")
def calendar_month(month: CalendarMonth) -> dict[str, object]:
    """Render a month as a table; on narrow screens its days with entries follow each other as a list."""
    return {"month": month, "weekdays": [(name, name[:3]) for name in WEEKDAYS]}


@register.inclusion_tag("ui/calendar_days.html")
def calendar_days(days: Sequence[CalendarDay]) -> dict[str, object]:
    """Render days with entries, one after the other, with everything known of each."""
    return {"days": days}
