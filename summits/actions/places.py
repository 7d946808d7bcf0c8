"""Count a summit's places: one row, held by whoever takes or gives back a place.

Every change of a registration holds this row first, so that all of them come one after another, and the wait-list
moves once for each place that becomes free.
"""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from summits.actions.steps import held_for_work, record
from summits.enums import LEAVING, Registered, StepKind
from summits.errors import NotYourSummit, PlacesNeeded, TooFewPlaces
from summits.models import DelegationSeat, Places, Registration, SeatRule, Summit

# No site reads another's registrations: the portal itself moves the wait-list.
JOB = "system:seats"


@atomic_savepoint
def set_places(summit: Summit, *, places: int, version: int | str | None, by: Actor) -> Places:
    """Say how many people the summit has room for; more places move the wait-list.

    The first time, the seats of delegations are copied from their rules: a later change of the rules changes no
    summit that people were nominated for.

    Arguments:
        version: the version of the places the form was based on; not used the first time.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        StaleEdit: when someone changed the number since.
        TooFewPlaces: when more places are taken.
    """
    held_summit = held_for_work(summit, by=by)
    made = _opened(held_summit, places)
    held = made or hold(held_summit)
    if not made:
        check_version(held, version)
        if places < held.taken:
            raise TooFewPlaces(field="places")
        held.places = places
        held.version += 1
        move(held)
        save(held)
    record(held_summit, StepKind.PLACES, about=f"{places} places", by=by)
    return held


def hold(summit: Summit) -> Places:
    """Hold a summit's places until the transaction ends.

    Raises:
        PlacesNeeded: when nobody set how many there are.
    """
    if not Places.objects.filter(pk=summit.pk).exists():
        raise PlacesNeeded
    return locks.hold(Places.objects.all(), summit.pk, refusal=NotYourSummit, through=JOB)


def save(held: Places) -> None:
    """Save the counters of places that are held."""
    with powers_of(JOB):
        held.save()


def next_number(held: Places) -> int:
    """Return the next number of the wait-list; it isn't given again."""
    held.last_number += 1
    return held.last_number


def move(held: Places) -> None:
    """Give the free places to the first people on the wait-list, and tell each, until the summit is over.

    The caller saves the counters.
    """
    if held.free <= 0 or held.summit.status not in LEAVING:
        return
    with powers_of(JOB):
        for each in Registration.objects.of_summit(held.pk).waiting()[: held.free]:
            each.state, each.has_place = Registered.CONFIRMED, True
            each.answered_at = clock.now()
            each.version += 1
            each.save()
            held.taken += 1
            tell(each)


def tell(registration: Registration) -> None:
    """Queue the mail that says where a registration is now."""
    emit(
        "summits.tell_registration",
        key=f"summits.registration:{registration.pk}:{registration.version}",
        payload={"registration": str(registration.pk), "version": registration.version},
    )


def _opened(summit: Summit, places: int) -> Places | None:
    """Begin to count, and copy the rules of seats; None if they are counted already."""
    if Places.objects.filter(pk=summit.pk).exists():
        return None
    with powers_of(JOB):
        for rule in SeatRule.objects.all():
            DelegationSeat.objects.create(
                summit=summit, slug=rule.slug, title=rule.title, order=rule.order
            )
        return Places.objects.create(summit=summit, places=places)
