"""Attach files to a submitted update, and remove them."""

from hashlib import file_digest

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from liaisons import policies
from liaisons.errors import NotYours
from liaisons.models import EngagementUpdate, UpdateFile


@atomic_savepoint
def attach(
    update: EngagementUpdate, *, file: Checked, description: str = "", by: Actor
) -> UpdateFile:
    """Attach a file to an update.

    Arguments:
        update: submitted by the actor.
        file: a file that ``foundation.files.intake.check`` accepted.
        description: what the file is, in one line.
        by: the author of the update, while liaison there.

    Raises:
        NotYours: when the actor did not write the update, or is no longer the site's liaison.
        NoRoom: when the disk is full.
    """
    if by.user_id is None or not policies.can_correct(by, update):
        raise NotYours
    row = UpdateFile(site_id=update.site_id, update=update, description=description.strip())
    return keep(row, file, by_user=by.user_id)


@atomic_savepoint
def attach_new(update: EngagementUpdate, *, files: list[Checked], by: Actor) -> None:
    """Attach those files whose content the update doesn't have yet: a form that is sent twice attaches once.

    Raises: as ``attach``.
    """
    if not files:
        return
    there = set(UpdateFile.objects.of_update(update.pk).values_list("sha256", flat=True))
    for file in files:
        file.file.seek(0)
        digest = file_digest(file.file, "sha256")  # type: ignore[arg-type]  # -- open files can readinto
        if digest.hexdigest() not in there:
            file.file.seek(0)
            attach(update, file=file, by=by)


@atomic_savepoint
def remove(file: UpdateFile, *, reason: str, by: Actor) -> UpdateFile:
    """Remove a file from every page; the row keeps who removed it and why.

    Raises:
        NotYours: when the actor did not write the update, or is no longer the site's liaison.
        Refused: when it was already removed.
    """
    held = locks.hold(UpdateFile.objects.for_page(), file.pk, refusal=NotYours)
    if not policies.can_correct(by, held.update):
        raise NotYours
    if held.removed_at is not None:
        raise Refused("This file was already removed.")
    held.removed_at, held.removed_by_id, held.removal_reason = clock.now(), by.user_id, reason
    held.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    return held
