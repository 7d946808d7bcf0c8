"""Celery tasks of exports: the daily removal of expired ones."""

from celery import shared_task

from foundation.exports import actions
from foundation.tenancy.context import acting_atomic


@shared_task(name="foundation.exports.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Remove expired exports and their files."""
    with acting_atomic("system:outbox"):
        actions.tidy()
