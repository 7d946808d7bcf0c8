"""Save what a person needs at a summit."""

from datetime import datetime

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from summits import policies
from summits.actions import registrations
from summits.errors import FormNotOffered, NotYourRegistration
from summits.models import Needs, Registration
from summits.querysets import notices


@atomic_savepoint
def say(registration: Registration, *, access: str = "", diet: str = "", by: Actor) -> Needs | None:
    """Save what the person of a registration needs, for the organizers alone; saying nothing deletes it.

    Raises:
        NotFound: when the actor can't see the registration.
        NotYourRegistration: when the actor isn't the person, or is no longer registered.
        FormNotOffered: when the form has no valid OMB control number.
    """
    _, held = registrations.reread(registration)
    if not policies.can_say_needs(by, held):
        raise NotYourRegistration
    if notices.notice_of(notices.NEEDS) is None:
        raise FormNotOffered
    return keep(held, access=access, diet=diet, at=clock.now())


def keep(registration: Registration, *, access: str, diet: str, at: datetime) -> Needs | None:
    """Save needs whose person was asked for by the caller; nothing said deletes them."""
    if not access.strip() and not diet.strip():
        Needs.objects.filter(registration=registration).delete()
        return None
    made, _ = Needs.objects.get_or_create(
        registration=registration,
        defaults={
            "site_id": registration.site_id,
            "summit_id": registration.summit_id,
            "person_id": registration.person_id,
            "saved_at": at,
        },
    )
    made.access, made.diet, made.saved_at = access.strip(), diet.strip(), at
    made.save()
    return made
