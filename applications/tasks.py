"""Celery tasks of applications: the daily removal of what wasn't submitted."""

from celery import shared_task

from applications.actions import drafts
from foundation.tenancy.context import acting_atomic


@shared_task(name="applications.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Warn agencies whose drafts end soon, and delete those that ended."""
    with acting_atomic("system:outbox"):
        drafts.tidy()
