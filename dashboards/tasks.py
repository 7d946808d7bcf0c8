"""Celery tasks of dashboards: the daily removal of previews' PDFs."""

from celery import shared_task

from dashboards.actions import report_pdfs
from foundation.tenancy.context import acting_atomic


@shared_task(name="dashboards.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Remove the PDFs of previews that are older than three days."""
    with acting_atomic("system:outbox"):
        report_pdfs.tidy()
