"""Decide who may ask for, answer, and keep an exchange, and evaluate the guards of its steps."""

from collections.abc import Callable, Mapping
from typing import Any

from engagements.policies import can_keep_commitments
from exchanges.enums import LIFECYCLE, Side, State
from exchanges.models import ExchangeFile, PeerExchange
from exchanges.querysets.board import load_around
from exchanges.querysets.exchanges import commitments_of, has_agenda, teams_of
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.workflow.transition import Hand, Transition

# The states in which dates, agenda, and participants can still change.
PLANNING = (State.ASKED, State.ACCEPTED, State.PLANNED)


def hand_of(actor: Actor, exchange: PeerExchange) -> Hand:
    """Return the actor with what they may do for either site of an exchange; answering only counts at the host."""
    held = {
        P.EXCHANGE_KEEP: any(actor.may(P.EXCHANGE_KEEP, at=each) for each in exchange.site_ids),
        P.EXCHANGE_ANSWER: actor.may(P.EXCHANGE_ANSWER, at=exchange.host_id),
    }
    return Hand(actor, frozenset(permission for permission, holds in held.items() if holds))


def can_ask(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may ask for a visit of a site to another."""
    return actor.may(P.EXCHANGE_ASK, at=site_id)


def can_keep(actor: Actor, exchange: PeerExchange) -> bool:
    """Return whether the actor may plan the exchange: agenda, participants, commitments, and notes."""
    return exchange.is_open and hand_of(actor, exchange).may(P.EXCHANGE_KEEP, at=None)


def can_change_days(actor: Actor, exchange: PeerExchange) -> bool:
    """Return whether the actor may set days and place, and change agenda and participants."""
    return exchange.status in PLANNING and can_keep(actor, exchange)


def can_change_goals(actor: Actor, exchange: PeerExchange) -> bool:
    """Return whether the actor may change the goals: for the visiting site, before the visit was held."""
    return exchange.status in PLANNING and keeps_side(actor, exchange, Side.VISITOR)


def keeps_side(actor: Actor, exchange: PeerExchange, side: Side) -> bool:
    """Return whether the actor works on the exchange for the site on one side."""
    return actor.may(P.EXCHANGE_KEEP, at=exchange.site_of(side).pk)


def can_remove_file(actor: Actor, file: ExchangeFile) -> bool:
    """Return whether the actor may remove a file: for the site that added it, until the exchange is over."""
    exchange = file.exchange
    return exchange.is_open and keeps_side(actor, exchange, Side(file.side))


def sides_of(actor: Actor, exchange: PeerExchange) -> list[Side]:
    """Return the sides for which the actor works on the exchange, the visiting site first."""
    return [side for side in Side if keeps_side(actor, exchange, side)]


def sides_to_commit(actor: Actor, exchange: PeerExchange) -> list[Side]:
    """Return the sides for which the actor may add a commitment that comes from the exchange."""
    sides = sides_of(actor, exchange) if can_keep(actor, exchange) else []
    return [side for side in sides if can_keep_commitments(actor, exchange.site_of(side).pk)]


def can_allow(actor: Actor, exchange: PeerExchange) -> bool:
    """Return whether the actor may let the host take a visit over the limit, while it waits for an answer."""
    waits = exchange.status == State.ASKED and not exchange.over_limit_reason
    return waits and actor.may(P.EXCHANGE_MANAGE, at=exchange.host_id)


def can_report(actor: Actor, exchange: PeerExchange) -> bool:
    """Return whether the actor may write the report, or change it for the side that wrote it."""
    if exchange.status != State.HELD:
        return False
    sides = sides_of(actor, exchange)
    return bool(sides) and (not exchange.has_report or exchange.reported_for in sides)


def can_write_note(actor: Actor, site_id: int) -> bool:
    """Return whether the actor writes notes for a site's own people."""
    return actor.may(P.EXCHANGE_KEEP, at=site_id)


def steps_open_to(actor: Actor, exchange: PeerExchange) -> list[tuple[Transition, str]]:
    """Return the steps the actor may take in the exchange's present state, each with its refusal or ""."""
    return LIFECYCLE.choices(exchange, hand_of(actor, exchange), GUARDS)


def can_take(actor: Actor, exchange: PeerExchange, step: str) -> bool:
    """Return whether the step is the actor's to take at this exchange."""
    hand = hand_of(actor, exchange)
    return any(hand.may(row.permission, at=None) for row in LIFECYCLE.rows if row.name == step)


def host_has_room(hand: Any, exchange: PeerExchange) -> bool | str:
    """Return whether the host can take the visit, and someone other than who asked answers."""
    if hand.actor.user_id == exchange.asked_by_id:
        return "You asked for this visit, so someone else at the host site answers."
    if exchange.over_limit_reason:
        return True
    most, limit = load_around(exchange)
    if most <= limit:
        return True
    return f"{exchange.host.name} already hosts {limit} visits in 12 months. DOJ staff can allow one more."


def is_ready(_hand: object, exchange: PeerExchange) -> bool | str:
    """Return whether an exchange has days, an agenda, and participants of both teams."""
    if exchange.starts_on is None:
        return "Set the dates first."
    if not has_agenda(exchange):
        return "Add at least one agenda item first."
    teams = teams_of(exchange)
    missing = [exchange.site_of(side).name for side in Side if side not in teams]
    return f"Add at least one participant from {missing[0]} first." if missing else True


def is_over(_hand: object, exchange: PeerExchange) -> bool | str:
    """Return whether the last day has come, in the host's time zone."""
    last = exchange.ends_on
    if last is None or last <= clock.today(exchange.host.time_zone):
        return True
    return f"The visit ends on {dates.full_week_day(last)}. Mark it as held then."


def is_for_the_other_site(hand: Any, exchange: PeerExchange) -> bool | str:
    """Return whether there is a report, which someone of the other site agrees to."""
    if not exchange.has_report:
        return "Write the after-action report first."
    side = Side(exchange.reported_for).other
    if exchange.reported_by_id == hand.actor.user_id or not keeps_side(hand.actor, exchange, side):
        return f"Someone from {exchange.site_of(side).name} agrees to the report."
    return True


def follow_up_is_done(_hand: object, exchange: PeerExchange) -> bool | str:
    """Return whether each site committed to something, and nothing of it is open."""
    made = commitments_of(exchange)
    held = {each.site_id for each in made}
    missing = [
        exchange.site_of(side).name for side in Side if exchange.site_of(side).pk not in held
    ]
    if missing:
        return f"Add at least one commitment of {missing[0]} first."
    return not any(each.is_open for each in made) or "Some commitments are still open."


GUARDS: Mapping[str, Callable[[Any, PeerExchange], bool | str]] = {
    guard.__name__: guard
    for guard in (host_has_room, is_ready, is_over, is_for_the_other_site, follow_up_is_done)
}
