"""Record a provider's time away and how much work it can take on."""

from datetime import date

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from tta_requests.errors import NotYours
from tta_requests.models import Absence, Provider
from tta_requests.policies import can_keep_availability


@atomic
def add_absence(
    provider: Provider, *, starts_on: date, ends_on: date, reason: str, by: Actor
) -> Absence:
    """Add a provider's time away: it gets no new offers; accepted work continues.

    Arguments:
        provider: the actor's own.
        starts_on: the first day away, in the time zone of each site whose request is ranked.
        ends_on: the last day away, likewise.
        reason: in one line; coordinators read it in the ranking.
        by: someone from the provider.

    Raises:
        NotYours: when it is another organization.
        Refused: when the same days are already on its list.
    """
    if not can_keep_availability(by, provider.pk):
        raise NotYours
    made, fresh = Absence.objects.get_or_create(
        provider=provider, starts_on=starts_on, ends_on=ends_on, defaults={"reason": reason}
    )
    if not fresh:
        raise Refused("This time away is already on your list.")
    return made


@atomic
def end_absence(absence: Absence, *, by: Actor) -> None:
    """Remove a provider's time away.

    Raises:
        NotYours: when it is another organization's.
    """
    if not can_keep_availability(by, absence.provider_id):
        raise NotYours
    absence.delete()


@atomic
def set_capacity(provider: Provider, *, places: int, hours_a_month: int, by: Actor) -> Provider:
    """Set how many requests a provider can take on at once, and how many hours it has.

    Raises:
        NotYours: when it is another organization.
        InvalidInput: when it already has more requests than that.
    """
    if not can_keep_availability(by, provider.pk):
        raise NotYours
    kept = locks.hold(Provider.objects.all(), provider.pk, refusal=NotYours)
    if places < kept.places_held:
        raise InvalidInput(
            f"You have {kept.places_held} requests now. Enter at least that many.",
            field="places",
        )
    kept.places, kept.hours_a_month = places, hours_a_month
    kept.save(update_fields=["places", "hours_a_month"])
    return kept
