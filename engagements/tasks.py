"""Celery tasks of engagements: each night, count what comparable sites had reached."""

from celery import shared_task

from engagements.actions import comparisons
from foundation.tenancy.context import acting_atomic


@shared_task(name="engagements.tasks.compare", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def compare() -> None:
    """Count for every open engagement what comparable sites had reached by its month."""
    with acting_atomic("system:outbox"):
        comparisons.count()
