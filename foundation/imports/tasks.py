"""Celery's part: once a day, forget what is over its time."""

from celery import shared_task

from foundation.imports import actions
from foundation.tenancy.context import acting_atomic


@shared_task(name="foundation.imports.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Delete imports that have expired, and their files."""
    with acting_atomic("system:outbox"):
        actions.tidy()
