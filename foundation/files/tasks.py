"""Celery tasks of files: the daily cleanup."""

from celery import shared_task

from foundation.files.cleanup import sweep
from foundation.tenancy.context import acting_atomic


@shared_task(name="foundation.files.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Remove content that no row refers to."""
    with acting_atomic("system:outbox"):
        sweep()
