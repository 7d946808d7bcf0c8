"""Break glass: give an administrator access to one site, and notify those in charge."""

from datetime import timedelta

from foundation.accounts.actors import Actor
from foundation.accounts.models import User, setting
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.calendars import clock
from foundation.outbox.emit import emit_many
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites.errors import NotYours
from sites.models import BreakGlass, Site

ONES_OWN = "Only the administrator who opened this record can close it."


@atomic_savepoint
def break_glass(site: Site, *, reason: str, by: Actor) -> BreakGlass:
    """Open the site's content to an administrator for a limited time.

    Raises:
        NotYours: unless the actor is an administrator.
        InvalidInput: without a reason.
        Refused: while the same person already has an open record at this site.
    """
    if P.GLASS_BREAK not in by.everywhere or by.user_id is None:
        raise NotYours
    if not reason.strip():
        raise InvalidInput("Enter why you need to see this site's content.", field="reason")
    now = clock.now()
    if BreakGlass.objects.open_for(by.user_id, now).at(site).exists():
        raise Refused("Your break-glass record for this site is still open.")
    look = BreakGlass.objects.create(
        site=site,
        user_id=by.user_id,
        reason=reason.strip(),
        opened_at=now,
        closes_at=now + timedelta(minutes=setting("break-glass-minutes")),
    )
    _tell_managers(look)
    record(Kind.GLASS_BROKEN, user_id=by.user_id, detail={"site": site.pk, "record": str(look.pk)})
    return look


@atomic_savepoint
def close(look: BreakGlass, *, by: Actor) -> BreakGlass:
    """Close one's own break-glass record early.

    Raises:
        NotYours: for another person's record.
        Refused: when it is closed already.
    """
    row = locks.hold(BreakGlass.objects.all(), look.pk, refusal=NotYours(ONES_OWN))
    if row.user_id != by.user_id:
        raise NotYours(ONES_OWN)
    now = clock.now()
    if row.closes_at <= now:
        raise Refused("This break-glass record is already closed.")
    powers.give_up()
    row.closes_at = max(now, row.opened_at + timedelta(microseconds=1))
    row.save(update_fields=["closes_at"])
    record(
        Kind.GLASS_CLOSED, user_id=by.user_id, detail={"site": row.site_id, "record": str(row.pk)}
    )
    return row


def _tell_managers(look: BreakGlass) -> None:
    managers = User.objects.filter(staff_role=PROGRAM_MANAGER.slug, is_active=True)
    emit_many(
        "sites.tell_of_broken_glass",
        [
            (f"sites.glass:{look.pk}:{manager}", {"record": str(look.pk), "manager": manager})
            for manager in managers.values_list("pk", flat=True)
        ],
    )
