"""Save people, and when they last used the portal.

A DOJ role is only proposed here: a Program Manager other than the proposer approves it, and the
database then writes it on the person.
"""

from collections.abc import Collection
from datetime import datetime

from django.http import HttpRequest

from foundation.accounts import holdings, links
from foundation.accounts.actions.sessions import end_sessions
from foundation.accounts.actions.staff_roles import propose_role
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.holdings import Chosen, Loss
from foundation.accounts.models import (
    LastVisit,
    User,
)
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.outbox.emit import emit
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import folds

# Fields an administrator can change whose change ends all of the person's sessions.
POWERS = frozenset({"staff_role", "organization", "is_active"})


@atomic_savepoint
def keep(
    user: User,
    *,
    changed: Collection[str],
    here: HttpRequest | None = None,
    takes: Chosen | None = None,
    by: int | None,
) -> None:
    """Save a person; mail a new one a password link, and propose a new DOJ role for approval.

    A changed email address is confirmed by mail to both addresses.

    A role the person already has needs approval again when the email address changes or the account
    is reactivated: the role would otherwise go to the reader of the new mailbox.

    Arguments:
        user: the person as the form left it.
        changed: names of the fields that changed.
        here: the HTTP request of an administrator who changes their own row: this session is not
            ended.
        takes: who takes what the person can no longer hold, as ``holdings.hand_over`` reads it.
        by: the administrator's id; ``None`` when a management command creates the person.
    """
    new = user.pk is None
    before = None if new else User.objects.select_related("organization").get(pk=user.pk)
    wanted = user.staff_role
    user.staff_role = _held_without_approval(user, by=by)
    waits = bool(wanted) and wanted != user.staff_role
    if new:
        user.set_unusable_password()
    if user.pk == by:
        powers.give_up()
    user.save(update_fields=None if before is None else _written(user, before, changed))
    if new:
        links.send_password_link(user)
    if before is not None and before.email != user.email:
        links.send_address_notices(user, before.email)
    kind = Kind.ROLE_CHANGED if _powers(changed, waits=waits) else Kind.PERSON_CHANGED
    detail: Detail = {"person": user.pk, "new": new, "changed": ",".join(sorted(changed))}
    record(kind, user_id=by, detail=detail)
    if not new and _powers(changed, waits=waits):
        end_sessions(user.pk, but=here, why="powers", by=by)
    # A role that waits for approval, here or again, takes no work away meanwhile.
    role = before.staff_role if before and waits else user.staff_role
    loss = Loss.between(before, user, role=role) if before else None
    if loss is not None:
        holdings.hand_over(loss, takes or {}, by=_actor(by))
    if "is_active" in changed and not user.is_active:
        closed = f"accounts.closed:{user.pk}:{clock.now().isoformat()}"
        emit("accounts.closed", key=closed, payload={"user": user.pk})
    if waits:
        propose_role(user, role=wanted, by=by)


def _written(user: User, before: User, changed: Collection[str]) -> set[str]:
    """Return the columns to save: others may change the rest, and Program Managers the role, at the same time."""
    role = {"staff_role"} if user.staff_role != before.staff_role else set()
    return set(changed) - {"staff_role"} | role


def _actor(by: int | None) -> Actor:
    return resolve(User.objects.get(pk=by)) if by else Actor.system("outbox")


def _powers(changed: Collection[str], *, waits: bool) -> bool:
    """Return whether the save itself changes what the person may do.

    A new role that waits for approval changes nothing yet; a role that waits again is lost until
    then.
    """
    if waits and "staff_role" not in changed:
        return True
    return bool((POWERS - {"staff_role"} if waits else POWERS) & set(changed))


def _held_without_approval(user: User, *, by: int | None) -> str:
    """Return the DOJ role the person has once this is saved, before any new role is approved.

    The first holder of a role is created by a command on the server (``by`` is None): no one could
    approve it yet.
    """
    if not user.staff_role:
        return ""
    if by is None and not User.objects.filter(staff_role=user.staff_role, is_active=True).exists():
        return user.staff_role
    before = User.objects.filter(pk=user.pk).first()
    if before is None:
        return ""
    moved = before.email != folds.address(user.email) and by != user.pk
    opened = user.is_active and not before.is_active
    return "" if moved or opened else before.staff_role


def note_visit(person: int) -> None:
    """Record that a person is using the portal now; the session guard calls it once a minute."""
    LastVisit.objects.bulk_create(
        [LastVisit(person_id=person, at=clock.now())],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["at"],
    )


def last_visit(person: int) -> datetime | None:
    """Return when the person last used the portal; None before the first visit."""
    return LastVisit.objects.filter(pk=person).values_list("at", flat=True).first()
