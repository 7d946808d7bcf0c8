"""Whether a person a notice was planned for still keeps the site's grants, and is still needed."""

from uuid import UUID

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications.gate import declare
from grants import policies
from grants.models import Committee, CommitteeMeeting, GrantApplication, Opportunity
from grants.querysets.committees import unscheduled

TEAM = "You manage this site's grants."


def _named(thing: str) -> tuple[int, UUID]:
    """Return the site and the row that a gate's key names."""
    site, _, row = thing.partition(":")
    return int(site), UUID(row)


def _is_open(actor: Actor, thing: str) -> bool:
    site_id, pk = _named(thing)
    listed = GrantApplication.objects.of_site(site_id).filter(opportunity_id=pk)
    may_apply = not listed.exists() or listed.worked_on().exists()
    still = Opportunity.objects.not_closed(clock.now()).filter(pk=pk).exists()
    return policies.can_keep(actor, site_id) and still and may_apply


def _is_scheduled(actor: Actor, thing: str) -> bool:
    site_id, pk = _named(thing)
    found = CommitteeMeeting.objects.visible_to(actor).scheduled().filter(pk=pk)
    return policies.can_keep(actor, site_id) and found.exists()


def _is_unscheduled(actor: Actor, thing: str) -> bool:
    site_id, pk = _named(thing)
    found = unscheduled(Committee.objects.visible_to(actor).active().filter(pk=pk))
    return policies.can_keep(actor, site_id) and found.exists()


OPEN = declare("grant-is-open", _is_open)
SCHEDULED = declare("grant-meeting-is-scheduled", _is_scheduled)
UNSCHEDULED = declare("grant-committee-is-idle", _is_unscheduled)
