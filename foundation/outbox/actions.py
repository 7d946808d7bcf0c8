"""Writes on outbox messages other than emitting and handling them."""

from collections.abc import Collection
from datetime import timedelta

from foundation.calendars import clock
from foundation.outbox.enums import MessageState
from foundation.outbox.models import Job, Message
from foundation.tenancy.context import atomic_savepoint

KEPT = timedelta(days=30)


@atomic_savepoint
def replay(message_ids: Collection[int]) -> int:
    """Queue failed messages again, as if new; return how many. Others are left unchanged."""
    return (
        Message.objects.dead()
        .filter(pk__in=message_ids)
        .update(
            state=MessageState.QUEUED,
            attempts=0,
            due_at=clock.now(),
            sending=False,
            gives_up_at=None,
        )
    )


@atomic_savepoint
def purge(*, kept: timedelta = KEPT) -> int:
    """Delete messages done longer ago than ``kept``, and expired jobs; return how many rows.

    A key may be used again afterward: what must never happen twice keeps its own ledger.
    """
    now = clock.now()
    messages, _ = Message.objects.done_before(now - kept).delete()
    jobs, _ = Job.objects.expired(now).delete()
    return messages + jobs
