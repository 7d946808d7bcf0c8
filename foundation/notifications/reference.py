"""Load the days of reminders that have no row yet."""

from foundation.notifications.models import ReminderDays
from foundation.notifications.schedules import schedules


def load_reminder_days() -> int:
    """Add a row for each schedule without one, with its shipped days; an administrator's changes stay."""
    known = set(ReminderDays.objects.values_list("slug", flat=True))
    missing = [each for slug, each in sorted(schedules().items()) if slug not in known]
    ReminderDays.objects.bulk_create(
        ReminderDays(slug=each.slug, days=list(each.default)) for each in missing
    )
    return len(known) + len(missing)
