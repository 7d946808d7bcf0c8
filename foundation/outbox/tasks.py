"""Celery tasks of the outbox: notifications without content, and the daily cleanup."""

from celery import shared_task

from foundation.outbox.actions import purge
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow import nonces

ROWS_A_RING = 500
SECONDS_A_RING = 20.0


@shared_task(name="foundation.outbox.tasks.ring", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def ring() -> None:
    """Handle due rows for a while; notify again when more are waiting."""
    if not drain(limit=ROWS_A_RING, seconds=SECONDS_A_RING).exhausted:
        ring.apply_async(retry=False)


@shared_task(name="foundation.outbox.tasks.tidy", ignore_result=True)  # type: ignore[untyped-decorator]  # -- Celery is untyped
def tidy() -> None:
    """Delete old messages, expired jobs and old form nonces."""
    with acting_atomic("system:outbox"):
        purge()
        nonces.prune()
