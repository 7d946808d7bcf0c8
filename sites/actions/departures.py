"""Seats as things that people hold, and what the end of one leaves without an owner."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Chosen, Held, Holding, Loss
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from sites import policies
from sites.actions import seats
from sites.models import Membership

NO_CHOICE: Mapping[str, int] = {}


def loss_of(membership: Membership) -> Loss:
    """Return what its person loses with a membership: the site's work only with their last seat there."""
    others = Membership.objects.of_user(membership.user_id).at(membership.site)
    others = others.live(clock.now()).exclude(pk=membership.pk)
    stays = bool(membership.user.staff_role) or others.exists()
    return Loss(
        person=membership.user,
        seats=[membership.pk],
        sites=[] if stays else [membership.site_id],
    )


@atomic_savepoint
def end(
    membership: Membership,
    *,
    on: date | None = None,
    at: datetime | None = None,
    takes: Chosen = NO_CHOICE,
    by: Actor,
) -> Membership:
    """End a membership and hand over what its person held; a planned end hands over when it comes.

    Arguments:
        membership: the membership to end, with its person.
        on: the last day, as ``seats.end`` reads it.
        at: the exact instant.
        takes: who takes what, as ``holdings.hand_over`` reads it; a planned end takes the defaults.
        by: who ends it.

    Raises:
        As ``seats.end``.
    """
    held = seats.end(membership, on=on, at=at, by=by)
    if held.has_ended(clock.now()):
        holdings.hand_over(loss_of(membership), takes, by=by)
    return held


@atomic_savepoint
def reach_end(membership: Membership, *, by: Actor) -> bool:
    """Hand over what somebody still holds when the end of a membership comes; False for an end that was moved.

    Arguments:
        membership: with its person and site.
        by: the outbox.
    """
    if not membership.has_ended(clock.now()):
        return False
    holdings.hand_over(loss_of(membership), NO_CHOICE, by=by)
    return True


def _seats_held(loss: Loss) -> Iterator[Held]:
    if not loss.closes:
        return
    for each in Membership.objects.of_user(loss.person.pk).not_ended(clock.now()).with_zone():
        name = policies.seat_words(each.role_title, each.seat_title)
        yield Held(
            kind="seat",
            key=str(each.pk),
            noun="seat",
            site=each.site.name,
            title=name,
            fate="Ends. The site's seat becomes vacant until someone is invited.",
        )


def _vacate(loss: Loss, chosen: Chosen, by: Actor) -> None:
    if loss.closes:
        seats.vacate(loss.person, by=by)


holdings.declare(Holding(slug="seat", held=_seats_held, pass_on=_vacate))
