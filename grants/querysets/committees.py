"""A site's grant committee with its members and meetings."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from foundation.accounts.actors import Actor
from grants.enums import MeetingState
from grants.models import Committee, CommitteeMeeting
from sites.models import Site


def committee_of(actor: Actor, site: Site) -> Committee | None:
    """Return a site's committee: its own, or else the one that the program reported."""
    found: Committee | None = (
        Committee.objects.visible_to(actor).of_site(site.pk).for_page().latest_first().first()
    )
    return found


def next_of(committee: Committee) -> CommitteeMeeting | None:
    """Return the meeting that is scheduled."""
    found: CommitteeMeeting | None = (
        CommitteeMeeting.objects.of_committee(committee).scheduled().first()
    )
    return found


def unscheduled(rows: QuerySet[Committee, Any]) -> QuerySet[Any, Any]:
    """Return the active committees without a meeting ahead; ``idle_since`` is their last meeting, or their start."""
    meetings = CommitteeMeeting.objects.filter(committee=OuterRef("pk"))
    last = Max("meetings__starts_at", filter=Q(meetings__status=MeetingState.HELD))
    found = rows.filter(~Exists(meetings.filter(status=MeetingState.SCHEDULED)))
    return found.annotate(idle_since=Coalesce(last, "made_at"))


def idle_until(day: datetime) -> QuerySet[Any, Any]:
    """Return the active committees without a meeting ahead since that time or earlier, with their sites."""
    found = unscheduled(Committee.objects.active().for_page())
    return found.filter(idle_since__lte=day)
