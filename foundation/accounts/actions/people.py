"""Save people, and when they were last here.

A DOJ role is only proposed here: a Program Manager other than who proposed it approves, and the
database then writes it on the person.
"""

from collections.abc import Collection
from datetime import datetime

from django.http import HttpRequest

from foundation.accounts import links
from foundation.accounts.actions.sessions import end_sessions
from foundation.accounts.actions.staff_roles import propose_role
from foundation.accounts.models import (
    LastVisit,
    User,
)
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint

# What of a person an administrator changes that ends every session of theirs.
POWERS = frozenset({"staff_role", "organization", "is_active"})


@atomic_savepoint
def keep(
    user: User,
    *,
    changed: Collection[str],
    here: HttpRequest | None = None,
    by: int | None,
) -> None:
    """Save a person; somebody new gets a link by mail to set a password, a new DOJ role waits for approval.

    So does a role that is kept while the account gets another address or is opened again: it would go to
    whoever reads that mail.

    Arguments:
        user: the person as the form left it.
        changed: names of the fields that changed.
        here: the request of an administrator who changes their own row: this session stays.
        by: the administrator's id; ``None`` when a command of the operators makes somebody.
    """
    new = user.pk is None
    wanted = user.staff_role
    user.staff_role = _held_without_approval(user, by=by)
    waits = bool(wanted) and wanted != user.staff_role
    if new:
        user.set_unusable_password()
    if user.pk == by:
        powers.give_up()
    user.save()
    if new:
        links.send_password_link(user)
    kind = Kind.ROLE_CHANGED if _powers(changed, waits=waits) else Kind.PERSON_CHANGED
    detail: Detail = {"person": user.pk, "new": new, "changed": ",".join(sorted(changed))}
    record(kind, user_id=by, detail=detail)
    if not new and _powers(changed, waits=waits):
        end_sessions(user.pk, but=here, why="powers", by=by)
    if waits:
        propose_role(user, role=wanted, by=by)


def _powers(changed: Collection[str], *, waits: bool) -> bool:
    """Whether the save itself changes what the person may do.

    A new role that waits changes nothing yet; one that was held and waits again is gone until then.
    """
    if waits and "staff_role" not in changed:
        return True
    return bool((POWERS - {"staff_role"} if waits else POWERS) & set(changed))


def _held_without_approval(user: User, *, by: int | None) -> str:
    """The DOJ role the person has once this is saved, before anybody approves another one.

    The first holder of a role is made by a command on the server (``by`` is None): there is nobody to
    approve it yet.
    """
    if not user.staff_role:
        return ""
    if by is None and not User.objects.filter(staff_role=user.staff_role, is_active=True).exists():
        return user.staff_role
    before = User.objects.filter(pk=user.pk).first()
    if before is None:
        return ""
    moved = before.email != user.email.strip().lower() and by != user.pk
    opened = user.is_active and not before.is_active
    return "" if moved or opened else before.staff_role


def note_visit(person: int) -> None:
    """Keep that a person uses the portal now. One statement; the guard asks for it once a minute."""
    LastVisit.objects.bulk_create(
        [LastVisit(person_id=person, at=clock.now())],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["at"],
    )


def last_visit(person: int) -> datetime | None:
    """When the person last used the portal; None before the first time."""
    return LastVisit.objects.filter(pk=person).values_list("at", flat=True).first()
