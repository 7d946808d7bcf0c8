"""Add the people who take part, and remove them."""

from exchanges import policies
from exchanges.actions.steps import lock_for_planning
from exchanges.enums import Side
from exchanges.errors import AlreadyTakesPart, NotYourExchange
from exchanges.models import Participant, PeerExchange
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def add(
    exchange: PeerExchange, *, side: Side, name: str, position: str = "", by: Actor
) -> Participant:
    """Add a person who takes part for one of the sites.

    Arguments:
        side: one for which the actor works on the exchange.

    Raises:
        NotYourExchange: when the actor doesn't work on it for that site.
        NotNow: once it was held, and when it was declined or canceled.
        AlreadyTakesPart: when the site has a participant of that name, in capitals or not.
    """
    held = lock_for_planning(exchange, by=by)
    if not policies.keeps_side(by, held, side):
        raise NotYourExchange
    if Participant.objects.filter(exchange=held, side=side, name__iexact=name).exists():
        raise AlreadyTakesPart(field="name")
    return Participant.objects.create(exchange=held, side=side, name=name, position=position)


@atomic_savepoint
def remove(participant: Participant, *, by: Actor) -> None:
    """Remove a person from the list; they stay in its history.

    Raises:
        NotYourExchange: when the actor doesn't work on it for the person's site.
        NotNow: once it was held, and when it was declined or canceled.
    """
    held = lock_for_planning(participant.exchange, by=by)
    if not policies.keeps_side(by, held, Side(participant.side)):
        raise NotYourExchange
    Participant.objects.filter(pk=participant.pk).delete()
