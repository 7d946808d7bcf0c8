"""Attach files to a request and remove them."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from tta_requests.actions.transitions import entry
from tta_requests.enums import MessageAudience
from tta_requests.errors import NotYours
from tta_requests.models import Attachment, TTARequest
from tta_requests.policies import can_attach, can_remove_file, can_write_internal

HELD = "This request is on legal hold. You can't remove anything until the hold is lifted."


@atomic_savepoint
def attach(
    tta_request: TTARequest,
    *,
    file: Checked,
    description: str = "",
    internal: bool = False,
    works_on_it: bool = False,
    by: Actor,
) -> Attachment:
    """Attach a file to a request; notify the people concerned that there is one, never its name.

    Arguments:
        tta_request: visible to the actor.
        file: a file that ``foundation.files.intake.check`` accepted.
        description: what the file is, in one line.
        internal: for DOJ staff only.
        works_on_it: whether the actor's organization has accepted the request.
        by: the person who attaches it.

    Raises:
        NotYours: when the actor does not take part in this request.
        NoRoom: when the disk is full.
    """
    if by.user_id is None or not can_attach(by, tta_request, works_on_it=works_on_it):
        raise NotYours
    if internal and not can_write_internal(by):
        raise NotYours
    audience = MessageAudience.INTERNAL if internal else MessageAudience.SHARED
    row = Attachment(
        site_id=tta_request.site_id,
        request=tta_request,
        audience=audience,
        description=description.strip(),
    )
    kept = keep(row, file, by_user=by.user_id)
    # A draft has no readers yet, and a file removed from it leaves no name to those who come.
    if not tta_request.is_draft:
        entry(tta_request, "attach", sentence(kept, file), by=by, audience=audience)
        emit("tta_requests.announce_file", key=f"file:{kept.pk}", payload={"file": str(kept.pk)})
    return kept


def sentence(kept: Attachment, file: Checked) -> str:
    """Return what the page and the timeline say: the file's name, and what was changed in it."""
    changed = f". Changed before saving: {file.changed}." if file.changed else ""
    return f"File attached: {kept.name}{changed}"


@atomic_savepoint
def remove(file: Attachment, *, reason: str, by: Actor) -> Attachment:
    """Remove a file from every page; the timeline records who removed it and why.

    Raises:
        NotYours: when the actor neither attached it nor is a coordinator.
        Refused: when it was already removed, or a legal hold prevents it.
    """
    kept = locks.hold(Attachment.objects.for_page(), file.pk, refusal=NotYours)
    if not can_remove_file(by, kept):
        raise NotYours
    if kept.request.is_on_legal_hold:
        raise Refused(HELD)
    if kept.removed_at is not None:
        raise Refused("This file was already removed. The timeline shows who removed it.")
    kept.removed_at, kept.removed_by_id, kept.removal_reason = clock.now(), by.user_id, reason
    kept.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    audience = MessageAudience(kept.audience)
    text = f"File removed: {kept.name}"
    if not kept.request.is_draft:
        entry(kept.request, "remove-file", text, by=by, reason=reason, audience=audience)
    notify.undone(f"file:{kept.pk}")
    return kept
