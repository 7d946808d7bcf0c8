"""Celery tasks of the accounts app: the daily cleanup."""

from celery import shared_task

from foundation.accounts import actions
from foundation.tenancy.context import acting_atomic


@shared_task(name="foundation.accounts.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Delete sessions that are over and devices that were not used for a long time."""
    with acting_atomic("system:outbox"):
        actions.tidy()
