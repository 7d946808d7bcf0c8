"""Add files that both sites share, and remove them."""

from exchanges import policies
from exchanges.actions.steps import lock
from exchanges.enums import Side
from exchanges.errors import NotNow, NotYourExchange, NotYourFile
from exchanges.models import ExchangeFile, PeerExchange
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def add(
    exchange: PeerExchange, *, side: Side, file: Checked, description: str = "", by: Actor
) -> ExchangeFile:
    """Add a file for one of the sites, which both can open.

    Arguments:
        side: one for which the actor works on the exchange.
        file: a file that ``foundation.files.intake.check`` accepted.
        description: what it is, in one line.

    Raises:
        NotYourExchange: when the actor doesn't work on it for that site.
        NotNow: when it was declined, canceled, or closed.
        NoRoom: when the disk is full.
    """
    held = lock(exchange)
    if not held.is_open:
        raise NotNow
    if by.user_id is None or not policies.keeps_side(by, held, side):
        raise NotYourExchange
    row = ExchangeFile(exchange=held, side=side, description=description.strip())
    return keep(row, file, by_user=by.user_id)


@atomic_savepoint
def remove(file: ExchangeFile, *, reason: str, by: Actor) -> ExchangeFile:
    """Remove a file from the page of both sites; the row keeps who removed it and why.

    Raises:
        NotYourFile: when the actor doesn't work on the exchange for the site that added it.
        NotNow: when it was removed before, and when the exchange was declined, canceled, or closed.
    """
    exchange = lock(file.exchange)
    held = ExchangeFile.objects.standing().filter(pk=file.pk).first()
    if held is None or not exchange.is_open:
        raise NotNow
    held.exchange = exchange
    if not policies.can_remove_file(by, held):
        raise NotYourFile
    held.removed_at, held.removed_by_id, held.removal_reason = clock.now(), by.user_id, reason
    held.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    return held
