"""Save what a person needs at a summit."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from summits import policies
from summits.errors import NotYourRegistration
from summits.models import Needs, Registration


@atomic_savepoint
def say(registration: Registration, *, access: str = "", diet: str = "", by: Actor) -> Needs | None:
    """Save what the person of a registration needs, for the organizers alone; saying nothing deletes it.

    Raises:
        NotYourRegistration: when the actor isn't the person, or isn't registered.
    """
    if not policies.can_say_needs(by, registration):
        raise NotYourRegistration
    if not access.strip() and not diet.strip():
        Needs.objects.filter(registration=registration).delete()
        return None
    made, _ = Needs.objects.get_or_create(
        registration=registration,
        defaults={
            "site_id": registration.site_id,
            "summit_id": registration.summit_id,
            "person_id": registration.person_id,
            "saved_at": clock.now(),
        },
    )
    made.access, made.diet, made.saved_at = access.strip(), diet.strip(), clock.now()
    made.save()
    return made
