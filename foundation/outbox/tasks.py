"""Celery's part: doorbells that carry nothing."""

from celery import shared_task

from foundation.outbox.actions import purge
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow import nonces

ROWS_A_RING = 500
SECONDS_A_RING = 20.0


@shared_task(name="foundation.outbox.tasks.ring", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def ring() -> None:
    """Handle due rows for a while; ring again when more are waiting."""
    if not drain(limit=ROWS_A_RING, seconds=SECONDS_A_RING).exhausted:
        ring.apply_async(retry=False)


@shared_task(name="foundation.outbox.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Delete what is no longer needed: old messages, jobs and form nonces."""
    with acting_atomic("system:outbox"):
        purge()
        nonces.prune()
