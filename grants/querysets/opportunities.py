"""Opportunities as lists show them, and who is told of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from engagements.models import Goal, Recommendation
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import CHAMPION, LIAISON, POINT_OF_CONTACT
from grants.models import Committee, GrantApplication, Opportunity
from grants.models.opportunities import OpportunityQuerySet
from sites.enums import Handling
from sites.models import CoreArea, Membership, Site
from sites.models.places import SiteQuerySet
from tta_requests.models import TTARequest

# The roles that keep a site's grants.
KEEPERS = (POINT_OF_CONTACT.slug, LIAISON.slug, CHAMPION.slug)


def asked(actor: Actor, filters: Mapping[str, Any], now: datetime) -> OpportunityQuerySet:
    """Return the opportunities that a list's filters leave; those that closed only where they are asked for.

    Arguments:
        filters: any of ``q``, ``area`` (a core area's slug), and ``window``.
    """
    found = Opportunity.objects.visible_to(actor)
    window = filters.get("window")
    found = found.in_window(window, now) if window else found.not_closed(now)
    if words := filters.get("q"):
        found = found.with_words(words)
    if area := filters.get("area"):
        found = found.in_area(area)
    return found.latest_first()


def names_of_areas() -> dict[str, str]:
    """Return the names of all core areas by their slugs."""
    return dict(CoreArea.objects.values_list("slug", "name"))


def sites_for(actor: Actor) -> SiteQuerySet:
    """Return the sites whose grants the actor keeps; none for staff, who keep those of all sites."""
    if actor.sites_for(P.GRANT_KEEP) is None:
        return Site.objects.none()
    return Site.objects.where_allowed(actor, P.GRANT_KEEP).by_name()


def sites_to_tell(opportunity: Opportunity) -> set[int]:
    """Return the ids of the sites that may still apply: those working on it, and those with a committee that it fits."""
    listed = GrantApplication.objects.for_opportunity(opportunity)
    working = set(listed.worked_on().values_list("site_id", flat=True))
    decided = set(listed.values_list("site_id", flat=True)) - working
    meeting = Committee.objects.active()
    if opportunity.core_areas:
        meeting = meeting.filter(_works_on(opportunity.core_areas))
    return working | set(meeting.values_list("site_id", flat=True)) - decided


def _works_on(areas: Sequence[str]) -> Q:
    """Find the rows whose site ever asked for help, or has a recommendation or a plan's goal, in any of the core areas.

    Federal requests are left out: a notice about a grant must not tell of them.
    """
    here = {"site": OuterRef("site"), "core_area__slug__in": areas}
    asked = TTARequest.objects.submitted().filter(handling=Handling.SITE)
    return (
        Q(Exists(asked.filter(**here)))
        | Q(Exists(Recommendation.objects.but_withdrawn().filter(**here)))
        | Q(Exists(Goal.objects.filter(**here)))
    )


def keepers_of(site_id: int, now: datetime) -> set[int]:
    """Return the ids of the people who keep a site's grants, as a job reads them."""
    held = Membership.objects.live(now).with_role(*KEEPERS)
    return set(held.filter(site_id=site_id).values_list("user_id", flat=True))
