"""Celery tasks of notifications: once a minute, send the notices that are due and archive those that are done."""

from celery import shared_task

from foundation.notifications import reminders


class RemindersFailed(Exception):
    """Some kinds of reminders failed; the others did their work."""


@shared_task(name="foundation.notifications.tasks.run", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def run() -> None:
    """Send every notice that is due, and archive a share of those that are done; fail when a kind failed."""
    reminders.settle()
    failed = [fired.slug for fired in reminders.run() if fired.error]
    if failed:
        raise RemindersFailed(", ".join(failed))
