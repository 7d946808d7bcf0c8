"""Whether a person a notice was planned for still sees the exchange, and is still needed."""

from uuid import UUID

from exchanges import policies
from exchanges.enums import State
from exchanges.models import PeerExchange
from exchanges.models.exchanges import PeerExchangeQuerySet
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.notifications.gate import declare

TEAM = "You work on this peer exchange for one of its sites."
HOSTS = "You answer for the host site."
STAFF = "You manage peer exchanges for DOJ."


def _seen(actor: Actor, thing: str) -> PeerExchangeQuerySet:
    return PeerExchange.objects.visible_to(actor).for_page().filter(pk=UUID(thing))


def _is_seen(actor: Actor, thing: str) -> bool:
    return _seen(actor, thing).exists()


def _awaits_answer(actor: Actor, thing: str) -> bool:
    asked = PeerExchange.objects.hosted_where(actor, P.EXCHANGE_ANSWER).in_states(State.ASKED)
    return asked.filter(pk=UUID(thing)).exists()


def _takes_place(actor: Actor, thing: str) -> bool:
    return _seen(actor, thing).in_states(State.ACCEPTED, State.PLANNED).exists()


def _awaits_report(actor: Actor, thing: str) -> bool:
    found = _seen(actor, thing).in_states(State.PLANNED, State.HELD).first()
    return found is not None and policies.can_keep(actor, found)


def _awaits_staff(actor: Actor, thing: str) -> bool:
    found = _seen(actor, thing).first()
    return found is not None and policies.can_allow(actor, found)


SEEN = declare("exchange-is-seen", _is_seen)
ANSWER = declare("exchange-awaits-answer", _awaits_answer)
AHEAD = declare("exchange-takes-place", _takes_place)
REPORT = declare("exchange-awaits-report", _awaits_report)
OVER_LIMIT = declare("exchange-awaits-staff", _awaits_staff)
