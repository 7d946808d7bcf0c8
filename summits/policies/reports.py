"""Decide who reads a summit's report, of which sites, and from when."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from summits.enums import State
from summits.models import Summit
from summits.policies.followups import can_compare_sites

# From the first day; of a canceled summit the report says how far registration was.
REPORTED = (State.LIVE, State.WRAP_UP, State.ARCHIVED, State.CANCELED)


def is_reported(summit: Summit) -> bool:
    """Return whether there is something to report: the summit has started, or was canceled."""
    return summit.status in REPORTED


def can_read_report(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor reads the report, or their sites' part of it."""
    return can_compare_sites(actor, summit) or actor.may_anywhere(P.SITE_VIEW)


def reported_sites(actor: Actor, summit: Summit) -> frozenset[int] | None:
    """Return the ids of the sites whose part the actor reads; ``None`` is every site, and who comes for none."""
    if can_compare_sites(actor, summit):
        return None
    return actor.sites_for(P.SITE_VIEW) or frozenset()
