"""Handlers of outbox messages of the library: each reads ids from the payload and sends a notice without any text."""

from django.urls import reverse

from foundation.notifications import notify
from foundation.notifications.notices import Due
from foundation.outbox import Payload, handler
from library.actions import (
    departures,  # noqa: F401 -- importing declares what people hold
)
from library.actions.gates import OWN_PROPOSAL, OWNER, OWNS
from library.enums import ProposalState
from library.models import Proposal, Resource


@handler("library.tell_owner")
def tell_owner(payload: Payload) -> None:
    """Tell the owner of a resource that they own it now; who was followed by another owner isn't told any more."""
    found = Resource.objects.current().owned_by(int(payload["owner"]))
    resource = found.filter(pk=str(payload["resource"])).first()
    if resource is None:
        return
    notify.send(
        "resource-owner",
        Due(
            key=f"resource-owner:{resource.pk}:{resource.owner_id}",
            recipients=[resource.owner_id],
            gate=OWNS(resource.pk),
            number=resource.handle,
            action="see the resource that you own now",
            url=resource.get_absolute_url(),
            why=OWNER,
            site_id=resource.site_id,
        ),
    )


@handler("library.tell_proposal_decided")
def tell_proposal_decided(payload: Payload) -> None:
    """Tell a person what became of what they proposed; the mail has none of its text."""
    proposal = Proposal.objects.get(pk=str(payload["proposal"]))
    is_added = proposal.status == ProposalState.ADDED
    notify.send(
        "proposal-decided",
        Due(
            key=f"proposal:{proposal.pk}:decided",
            recipients={proposal.proposed_by_id} - {proposal.decided_by_id},
            gate=OWN_PROPOSAL(proposal.pk),
            number="Resource library",
            action="see the resource you proposed"
            if is_added
            else "see the answer to your proposal",
            url=reverse("library:proposals"),
            why="You proposed this for the library.",
        ),
    )
