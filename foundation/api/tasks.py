"""Celery tasks of the API: the daily cleanup."""

from celery import shared_task

from foundation.api import actions
from foundation.tenancy.context import acting_atomic


@shared_task(name="foundation.api.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Delete old stored responses and expired tokens."""
    with acting_atomic("system:outbox"):
        actions.tidy()
