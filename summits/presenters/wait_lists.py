"""A delegation's part of a summit's wait-list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.types import Link
from summits import policies
from summits.enums import Registered
from summits.models import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitLine:
    """A person of a site who waits for a place.

    Attributes:
        number: the one that is stored, which counts across all sites.
    """

    number: int
    who: str
    seat: str
    since: str
    links: Sequence[Link]


def wait_list_of(found: Iterable[Registration], actor: Actor) -> list[WaitLine]:
    """Show the site's people who wait, by number, each with how they get the place of another delegate.

    Arguments:
        found: the site's registrations, each with the page's summit.
    """
    rows = list(found)
    has_places = any(each.has_place and each.seat_id for each in rows)
    waiting = [each for each in rows if each.state == Registered.WAIT_LISTED]
    return [
        WaitLine(
            number=each.wait_number or 0,
            who=each.name,
            seat=str(each.seat or each.get_kind_display()),
            since=dates.when(each.answered_at or each.made_at, actor.time_zone),
            links=[Link("Give a place", reverse("summits:give-place", args=[each.pk]))]
            if has_places and policies.can_get_place(actor, each)
            else [],
        )
        for each in sorted(waiting, key=lambda each: each.wait_number or 0)
    ]
