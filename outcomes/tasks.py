"""Celery tasks of outcomes: each night, compute the trends of published figures."""

from celery import shared_task

from foundation.tenancy.context import acting_atomic


@shared_task(name="outcomes.tasks.compute_trends", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def compute_trends() -> None:
    """Compute every trend again: engagements and populations change without an import."""
    from outcomes.actions import trends  # scipy, which web processes load tasks without

    with acting_atomic("system:outbox"):
        trends.compute()
