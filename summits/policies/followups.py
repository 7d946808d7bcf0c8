"""Decide who sees a summit's follow-up in numbers, and when it is reviewed."""

from datetime import date, timedelta

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from summits.models import Summit
from summits.policies.summits import can_organize


def can_compare_sites(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor reads the numbers of every site: DOJ staff of all sites, and organizers."""
    return actor.sites_for(P.SITE_VIEW) is None or can_organize(actor, summit)


def review_day(summit: Summit, after: int) -> date:
    """Return the day from which what the summit led to is reviewed."""
    return (summit.ends_on or summit.starts_on) + timedelta(days=after)
