"""What of the library needs people, in words: resources that their owner has to review."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet, TextField, Value

from foundation.accounts.actors import Actor
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Cause, Declaration, Within, declare
from foundation.workflow.declarations import address_of
from library.enums import ProposalState
from library.models import Proposal, Resource
from library.policies import can_decide

# How long before its review date a resource waits for its owner, as its first reminder does.
AHEAD = timedelta(days=30)


def _resources(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find what the actor owns and has to review soon: the program's resources, then those of sites."""
    if within.thing or actor.user_id is None:
        return
    own = Resource.objects.visible_to(actor).owned_by(actor.user_id).current()
    known = own.annotate(zone=Value(OFFICIAL_ZONE, TextField())).order_by("review_by", "pk")
    due = known.filter(review_by__lte=day_at(now + AHEAD, zone="zone"))
    of_sites = due.filter(site__isnull=False)
    if within.site_id is not None:
        of_sites = of_sites.filter(site_id=within.site_id)
    else:
        yield _waiting(due.filter(site=None), site=None)
    yield _waiting(of_sites, site="site")


def _waiting(rows: QuerySet[Any, Any], *, site: str | None) -> QuerySet[Any, Any]:
    return needing(
        rows[:MAX_ROWS],
        cause="review-resource",
        site=site,
        title=F("title"),
        since=F("added_at"),
        due_at=end_of(F("review_by"), zone="zone"),
        slug=F("slug"),
    )


def _proposals(actor: Actor, _now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find what was proposed for the library, for those who decide."""
    if within.thing or within.site_id is not None or not can_decide(actor):
        return
    yield needing(
        Proposal.objects.visible_to(actor).waiting().order_by("proposed_at", "pk")[:MAX_ROWS],
        cause=Value("proposal"),
        site=None,
        title=F("title"),
        since=F("proposed_at"),
        pk=F("pk"),
    )


declare(
    Declaration(
        name="resources",
        rows=_resources,
        causes=(
            Cause(
                slug="review-resource",
                verb="Review resource",
                why="You own this resource. Check that it's still right.",
                href=address_of("library:detail", "slug"),
                action=address_of("library:review", "slug"),
            ),
        ),
    )
)
declare(
    Declaration(
        name="proposals",
        states=ProposalState,
        rows=_proposals,
        causes=(
            Cause(
                slug="proposal",
                states=(ProposalState.PROPOSED,),
                verb="Decide on proposal",
                why="A member of a community proposed it. Add it to the library, or decline with a reason.",
                href=address_of("library:proposals"),
                action=address_of("library:accept-proposal", "pk"),
            ),
        ),
        nobody={ProposalState.ADDED: "It was added.", ProposalState.DECLINED: "It was declined."},
    )
)
