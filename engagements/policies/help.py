"""Decide who may ask for new help for a site."""

from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock


def can_ask_for_help(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may ask for new help for a site now: by role, and while its engagement isn't over.

    PRODUCT section 5 names what alumni may do: read their own history, host, mentor, be guests.
    """
    return actor.may(P.REQUEST_CREATE, at=site_id) and not is_former(site_id)


def is_former(site_id: int) -> bool:
    """Return whether the engagement of a site is over; a site that never had one isn't a former site."""
    return Engagement.objects.former_sites(clock.now()).filter(site_id=site_id).exists()
