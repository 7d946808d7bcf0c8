"""Decide who may plan, manage, and organize a summit, and evaluate the guards of its steps."""

from collections.abc import Callable, Mapping
from typing import Any

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.workflow.transition import Hand, Transition
from summits.enums import LIFECYCLE, Format, GateKind, GrantRole
from summits.models import Gate, Grant, Summit

# The gates that are approvals; the others are passed by a step.
APPROVALS = (GateKind.CONCEPT, GateKind.CONFERENCE)
ORGANIZER_POWERS = frozenset({P.SUMMIT_ORGANIZE})


def hand_of(actor: Actor, summit: Summit) -> Hand:
    """Return the actor with what they may do at this summit."""
    if can_manage(actor):
        return Hand(actor, frozenset())
    held = getattr(summit, "is_organized", None)  # where the page asked for it with the summit
    if held is None:
        held = Grant.objects.held_by(actor, summit.pk, GrantRole.ORGANIZER, clock.now())
    return Hand(actor, ORGANIZER_POWERS if held else frozenset())


def can_plan(actor: Actor) -> bool:
    """Return whether the actor may plan a summit."""
    return can_manage(actor)


def can_manage(actor: Actor) -> bool:
    """Return whether the actor may manage every summit: its approvals, grants, and end."""
    return actor.may(P.SUMMIT_MANAGE, at=None)


def can_organize(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor may change this summit's details and agenda: a manager or an organizer."""
    return hand_of(actor, summit).may(P.SUMMIT_ORGANIZE, at=None)


def steps_open_to(actor: Actor, summit: Summit) -> list[tuple[Transition, str]]:
    """Return the steps the actor may take in the summit's present state, each with its refusal or ""."""
    if summit.is_imported:
        return []
    found = LIFECYCLE.choices(summit, hand_of(actor, summit), GUARDS)
    return [(row, refusal) for row, refusal in found if _is_offered(row, summit)]


def can_take(actor: Actor, summit: Summit, step: str) -> bool:
    """Return whether the step is the actor's to take at this summit."""
    hand = hand_of(actor, summit)
    return any(hand.may(row.permission, at=None) for row in LIFECYCLE.rows if row.name == step)


def has_approvals(_actor: object, summit: Summit) -> bool | str:
    """Return whether both approvals are recorded; the refusal names those that are missing."""
    gates = Gate.objects.of_summit(summit.pk)
    given = {gate.kind for gate in gates if gate.done_on}
    missing = [kind.label.lower() for kind in APPROVALS if kind not in given]
    return not missing or f"Record the {' and the '.join(missing)} first."


def has_place(_actor: object, summit: Summit) -> bool | str:
    """Return whether people know where to go."""
    is_known = summit.is_virtual or bool(summit.city and summit.venue)
    return is_known or "Enter the city and the venue first, or change the summit to virtual."


def has_begun(_actor: object, summit: Summit) -> bool | str:
    """Return whether the first day has come where the summit is."""
    first = summit.starts_on
    is_come = clock.today(summit.time_zone) >= first
    return is_come or f"The summit can start on {dates.full_day(first)}."


def is_on_its_last_day(_actor: object, summit: Summit) -> bool | str:
    """Return whether the last day has come where the summit is."""
    last = summit.ends_on or summit.starts_on
    is_come = clock.today(summit.time_zone) >= last
    return is_come or f"Wrap-up can start on the last day, {dates.full_day(last)}."


def is_in_person(_actor: object, summit: Summit) -> bool | str:
    """Return whether it can still be changed to virtual."""
    return summit.format == Format.IN_PERSON or "The summit is virtual already."


GUARDS: Mapping[str, Callable[[Any, Summit], bool | str]] = {
    guard.__name__: guard
    for guard in (has_approvals, has_place, has_begun, is_on_its_last_day, is_in_person)
}


def _is_offered(row: Transition, summit: Summit) -> bool:
    """Return whether a step concerns this summit at all."""
    return row.name != "go-virtual" or not summit.is_virtual
