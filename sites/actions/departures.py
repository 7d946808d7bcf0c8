"""Seats and backups as things that people hold, and what the end of one leaves without an owner."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from foundation.accounts import holdings
from foundation.accounts.actions import lose_backup
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Chosen, Held, Holding, Loss
from foundation.accounts.models import Away
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from sites import policies
from sites.actions import seats
from sites.models import Membership
from sites.querysets import BACKUP_ROLES

NO_CHOICE: Mapping[str, int] = {}


def loss_of(membership: Membership) -> Loss:
    """Return what its person loses with a membership: the site's work only with their last seat there.

    Who holds the seat from the very instant of its end is the successor.
    """
    others = Membership.objects.of_user(membership.user_id).at(membership.site)
    others = others.live(clock.now()).exclude(pk=membership.pk)
    stays = bool(membership.user.staff_role) or others.exists()
    return Loss(
        person=membership.user,
        seats=[membership.pk],
        sites=[] if stays else [membership.site_id],
        successor=Membership.objects.successor_of(membership),
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
            fate="Ends. The liaison on leave is asked to choose another stand-in."
            if each.covers_id
            else "Ends. The site's seat becomes vacant until someone is invited.",
        )


def _vacate(loss: Loss, chosen: Chosen, by: Actor) -> None:
    if loss.closes:
        seats.vacate(loss.person, by=by)


def _covered(loss: Loss) -> Iterator[Away]:
    """Find the absences that a person covers, where they no longer can."""
    if not loss.closes:
        seats_left = Membership.objects.of_user(loss.person.pk).live(clock.now())
        seats_left = seats_left.with_role(LIAISON.slug).exclude(pk__in=loss.seats)
        at_desk = loss.person.staff_role in BACKUP_ROLES and not loss.desk
        if at_desk or seats_left.exists():
            return
    yield from Away.objects.covered_by(loss.person.pk, clock.now())


def _backups_held(loss: Loss) -> Iterator[Held]:
    for each in _covered(loss):
        yield Held(
            kind="backup",
            key=str(each.pk),
            noun="colleague's backup",
            title=str(each.person),
            fate="Their time away has no backup then. They're asked to choose another.",
        )


def _pass_backups(loss: Loss, chosen: Chosen, by: Actor) -> None:
    if not any(_covered(loss)):
        return
    for person in lose_backup(loss.person.pk, at=clock.now()):
        emit(
            "sites.backup_left",
            key=f"sites.backup-left:{person}:{loss.person.pk}:{clock.now().isoformat()}",
            payload={"person": person, "left": loss.person.pk},
        )


holdings.declare(Holding(slug="backup", held=_backups_held, pass_on=_pass_backups))
holdings.declare(Holding(slug="seat", held=_seats_held, pass_on=_vacate))
