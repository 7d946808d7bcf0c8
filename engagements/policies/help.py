"""Decide who may ask for new help for a site."""

from typing import Any

from django.db.models import QuerySet

from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock


def can_ask_for_help(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may ask for new help for a site now: by role, and while its engagement isn't over.

    PRODUCT section 5 names what alumni may do: read their own history, host, mentor, be guests.
    """
    return actor.may(P.REQUEST_CREATE, at=site_id) and not is_former(site_id)


def can_ask_for_help_anywhere(actor: Actor) -> bool:
    """Return whether the actor may ask for new help for at least one site now; staff may for any that isn't over."""
    if (sites := actor.sites_for(P.REQUEST_CREATE)) is None:
        return True
    return bool(sites) and not sites.issubset(_former_among(actor))


@Compiled
def _former_among(actor: Actor) -> QuerySet[Any, int]:
    sites = actor.sites_for(P.REQUEST_CREATE) or ()
    return Engagement.objects.former_sites(clock.now()).filter(site_id__in=sites)


def is_former(site_id: int) -> bool:
    """Return whether the engagement of a site is over; a site that never had one isn't a former site."""
    return Engagement.objects.former_sites(clock.now()).filter(site_id=site_id).exists()
