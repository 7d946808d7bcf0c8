"""Attach files to assessments and plans, and remove them."""

from engagements import policies
from engagements.errors import NotYours
from engagements.models import Assessment, EngagementFile, Plan
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused

GONE = "This file was already removed."
NO_REASON = "Enter a reason. It's saved with the file."


@atomic_savepoint
def attach(of: Assessment | Plan, *, file: Checked, by: Actor) -> EngagementFile:
    """Attach a file to an assessment or a plan.

    Arguments:
        file: one that ``foundation.files.intake.check`` accepted.

    Raises:
        NotYours: when the actor doesn't write it, or it was imported as the program reported it.
        NoRoom: when the disk is full.
    """
    if not policies.can_keep_files(by, of):
        raise NotYours
    named = {"plan": of} if isinstance(of, Plan) else {"assessment": of}
    return keep(EngagementFile(site_id=of.site_id, **named), file, by_user=by.user_id or 0)


@atomic_savepoint
def remove(file: EngagementFile, *, reason: str, by: Actor) -> EngagementFile:
    """Remove a file from every page; its row says who removed it and why.

    Raises:
        NotYours: when the actor doesn't write what it belongs to.
        Refused: when it was removed before.
        InvalidInput: without a reason.
    """
    found = locks.hold(EngagementFile.objects.for_page(), file.pk, refusal=NotYours)
    if not policies.can_keep_files(by, found.of):
        raise NotYours
    if found.removed_at is not None:
        raise Refused(GONE)
    if not reason.strip():
        raise InvalidInput(NO_REASON, field="reason")
    found.removed_at, found.removed_by_id = clock.now(), by.user_id
    found.removal_reason = reason.strip()
    found.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    return found
