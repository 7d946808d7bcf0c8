"""Review a submitted update: mark it as reviewed, or return it to its author with a reason."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from liaisons.enums import REVIEW
from liaisons.errors import NotYours
from liaisons.models import EngagementUpdate

# Row security lets only authors write updates: a review is written by the portal, under the reviewer's name.
JOB = "system:reviews"


@atomic_savepoint
def accept(update: EngagementUpdate, *, version: int | str | None, by: Actor) -> EngagementUpdate:
    """Mark an update as reviewed.

    Raises: as ``_decide``.
    """
    return _decide(update, "review", version=version, reason="", by=by)


@atomic_savepoint
def send_back(
    update: EngagementUpdate, *, version: int | str | None, reason: str, by: Actor
) -> EngagementUpdate:
    """Return an update to its author with a reason; the author is notified.

    Raises: as ``_decide``, and
        InvalidInput: when no reason is given.
    """
    returned = _decide(update, "return", version=version, reason=reason.strip(), by=by)
    emit(
        "liaisons.announce_return",
        key=f"update-returned:{returned.pk}:{clock.now().isoformat()}",
        payload={"update": str(returned.pk)},
    )
    return returned


def _decide(
    update: EngagementUpdate, step: str, *, version: int | str | None, reason: str, by: Actor
) -> EngagementUpdate:
    """Take a step of the review.

    Raises:
        StaleEdit: when the text is no longer the one that was read.
        Refused: when somebody else reviewed it first, or the actor wrote it.
        NotAllowed: when the actor doesn't review updates.
    """
    REVIEW.check(step, update, by, reason=reason)
    held = locks.hold(EngagementUpdate.objects.all(), update.pk, refusal=NotYours, through=JOB)
    check_version(held, version)
    row = REVIEW.check(step, held, by, reason=reason)
    held.review = row.target
    held.reviewed_by_id, held.reviewed_at = by.user_id, clock.now()
    held.reviewed_version, held.review_reason = held.version, reason
    with powers_of(JOB):
        held.save()
    notify.changed(held.site.name, key=f"review:{held.pk}:{held.reviewed_at.isoformat()}")
    return held
