"""The registrations of one person."""

from uuid import UUID

from foundation.accounts.actors import Actor
from summits.models import Registration
from summits.models.registrations import RegistrationQuerySet


def own_of(actor: Actor, summit: UUID) -> RegistrationQuerySet:
    """Return the actor's own registrations for a summit, without those that ended; none for a visitor."""
    return Registration.objects.of_summit(summit).of_person(actor.user_id).holding()
