"""Celery's part: once a minute, fire what is due."""

from celery import shared_task

from foundation.notifications import reminders


class RemindersFailed(Exception):
    """Some kinds failed; the others did their work."""


@shared_task(name="foundation.notifications.tasks.run", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def run() -> None:
    """Fire all that is due; fail aloud when a kind did."""
    failed = [fired.slug for fired in reminders.run() if fired.error]
    if failed:
        raise RemindersFailed(", ".join(failed))
