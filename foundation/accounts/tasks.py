"""Celery's part: once a day, tidy up."""

from celery import shared_task

from foundation.accounts import actions
from foundation.tenancy.context import acting_atomic


@shared_task(name="foundation.accounts.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Forget sessions that are over and devices nobody used for long."""
    with acting_atomic("system:outbox"):
        actions.tidy()
