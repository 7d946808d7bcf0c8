"""Whether a person a notice was planned for still owns the resource, and it still needs them."""

from foundation.accounts.actors import Actor
from foundation.notifications.gate import declare
from library.models import Proposal, Resource

OWNER = "You own this resource."


def _is_owned(actor: Actor, thing: str) -> bool:
    """Return whether the actor owns the resource, as they see it."""
    found = Resource.objects.visible_to(actor).current().owned_by(actor.user_id)
    return found.filter(pk=thing).exists()


def _is_to_review(actor: Actor, thing: str) -> bool:
    """Return whether the actor owns the resource, and it wasn't reviewed since."""
    pk, _, review_by = thing.partition("|")
    found = Resource.objects.visible_to(actor).current().owned_by(actor.user_id)
    return found.filter(pk=pk, review_by=review_by).exists()


def _is_own_proposal(actor: Actor, thing: str) -> bool:
    return Proposal.objects.of_person(actor.user_id).filter(pk=thing).exists()


OWN_PROPOSAL = declare("proposal-is-ones-own", _is_own_proposal)
OWNS = declare("resource-is-owned", _is_owned)
TO_REVIEW = declare("resource-is-to-be-reviewed", _is_to_review)
