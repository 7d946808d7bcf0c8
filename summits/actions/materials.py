"""Add files and links to a summit or a session, and remove them."""

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from summits import policies
from summits.errors import InsecureLink, NotYourMaterial
from summits.models import SECURE, MaterialFile, MaterialLink, Session, Summit


@atomic_savepoint
def add_file(
    summit: Summit,
    *,
    session: Session | None = None,
    file: Checked,
    description: str = "",
    by: Actor,
) -> MaterialFile:
    """Add a file to a summit, or to one of its sessions.

    Arguments:
        summit: whose; that of the session, if there is one.
        file: a file that ``foundation.files.intake.check`` accepted.
        description: what it is, in one line.

    Raises:
        NotYourMaterial: when the actor neither organizes the summit nor speaks in the session.
        NoRoom: when the disk is full.
    """
    user = _adding(summit, session, by)
    row = MaterialFile(summit=summit, session=session, description=description.strip())
    return keep(row, file, by_user=user)


@atomic_savepoint
def add_link(
    summit: Summit, *, session: Session | None = None, title: str, url: str, by: Actor
) -> MaterialLink:
    """Add a link to a summit, or to one of its sessions, such as to a recording.

    Arguments:
        url: a full address that begins with https.

    Raises:
        NotYourMaterial: when the actor neither organizes the summit nor speaks in the session.
        InsecureLink: when the address doesn't begin with https.
    """
    user = _adding(summit, session, by)
    if not url.startswith(SECURE):
        raise InsecureLink(field="url")
    return MaterialLink.objects.create(
        summit=summit, session=session, title=title, url=url, added_by_id=user, added_at=clock.now()
    )


@atomic_savepoint
def remove_file(file: MaterialFile, *, reason: str, by: Actor) -> MaterialFile:
    """Remove a file from every page; the row keeps who removed it and why.

    Raises:
        NotYourMaterial: when the actor may not remove it.
        Refused: when it was already removed.
    """
    rows: QuerySet[MaterialFile, MaterialFile] = MaterialFile.objects.for_page()
    held = locks.hold(rows, file.pk, refusal=NotYourMaterial)
    _remove(held, reason, by)
    return held


@atomic_savepoint
def remove_link(link: MaterialLink, *, reason: str, by: Actor) -> MaterialLink:
    """Remove a link from every page; the row keeps who removed it and why.

    Raises: as ``remove_file``.
    """
    rows: QuerySet[MaterialLink, MaterialLink] = MaterialLink.objects.for_page()
    held = locks.hold(rows, link.pk, refusal=NotYourMaterial)
    _remove(held, reason, by)
    return held


def _adding(summit: Summit, session: Session | None, by: Actor) -> int:
    """Return the id of who adds it, once they may."""
    if by.user_id is None or not policies.can_add_material(by, summit, session):
        raise NotYourMaterial
    return by.user_id


def _remove(held: MaterialFile | MaterialLink, reason: str, by: Actor) -> None:
    if not policies.can_remove_material(by, held):
        raise NotYourMaterial
    if held.removed_at is not None:
        raise Refused("This was already removed.")
    held.removed_at, held.removed_by_id, held.removal_reason = clock.now(), by.user_id, reason
    held.save(update_fields=["removed_at", "removed_by", "removal_reason"])
