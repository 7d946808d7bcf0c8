"""Propose something for the library; who shares resources with everyone adds it, or declines it."""

from typing import Any

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from library import policies
from library.actions.resources import add, check_link
from library.enums import Audience, ProposalState
from library.errors import AlreadyDecided, AlreadyProposed, NotForEveryone, NotYourProposal
from library.models import Proposal

DECIDED = ["status", "resource", "reason", "decided_at", "decided_by"]


@atomic_savepoint
def propose(
    *, title: str, summary: str, url: str = "", origin: str, origin_path: str, by: Actor
) -> Proposal:
    """Propose a resource to the staff who share resources with everyone.

    Arguments:
        title: in words that everyone may read, like ``summary``.
        url: a full address that begins with https; empty for what isn't a link.
        origin: where it is from, such as a community's name.
        origin_path: its address in the portal.

    Raises:
        NotYourProposal: when the actor is no person.
        InsecureLink: when the address doesn't begin with https.
        AlreadyProposed: when it waits for a decision already.
    """
    if by.user_id is None:
        raise NotYourProposal
    check_link(url)
    try:
        with atomic_savepoint:
            return Proposal.objects.create(
                title=title,
                summary=summary,
                url=url,
                origin=origin,
                origin_path=origin_path,
                proposed_by_id=by.user_id,
                proposed_at=clock.now(),
            )
    except IntegrityError as error:
        if "an_origin_is_proposed_once_at_a_time" in str(error):
            raise AlreadyProposed from error
        raise


@atomic_savepoint
def accept(proposal: Proposal, *, audience: str, by: Actor, **resource: Any) -> Proposal:
    """Add what was proposed as a resource that the actor owns; who proposed it is notified.

    Arguments:
        audience: everyone who signs in, or the public.
        resource: the other values of ``resources.add``.

    Raises:
        NotYourProposal: when the actor doesn't share resources with everyone.
        AlreadyDecided: when someone decided before.
        NotForEveryone: when the audience is one site.
        DomainError: as ``resources.add``.
    """
    held = _lock(proposal, by=by)
    if audience == Audience.SITE:
        raise NotForEveryone(field="audience")
    held.resource = add(audience=audience, **resource, by=by)
    return _decide(held, ProposalState.ADDED, by=by)


@atomic_savepoint
def decline(proposal: Proposal, *, reason: str, by: Actor) -> Proposal:
    """Decline what was proposed; who proposed it is notified, and reads the reason.

    Raises:
        NotYourProposal, AlreadyDecided: as ``accept``.
    """
    held = _lock(proposal, by=by)
    held.reason = reason.strip()
    return _decide(held, ProposalState.DECLINED, by=by)


def _lock(proposal: Proposal, *, by: Actor) -> Proposal:
    held = locks.hold(Proposal.objects.visible_to(by), proposal.pk, refusal=NotYourProposal)
    if not policies.can_decide(by):
        raise NotYourProposal
    if held.status != ProposalState.PROPOSED:
        raise AlreadyDecided
    return held


def _decide(held: Proposal, status: ProposalState, *, by: Actor) -> Proposal:
    held.status, held.decided_at, held.decided_by_id = status, clock.now(), by.user_id
    held.save(update_fields=DECIDED)
    emit(
        "library.tell_proposal_decided",
        key=f"library.proposal-decided:{held.pk}",
        payload={"proposal": str(held.pk)},
    )
    return held
