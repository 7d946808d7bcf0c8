"""Reminders of the engagements app."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from engagements.enums import MilestoneKind
from engagements.models import Milestone
from foundation.accounts.actors import Actor
from foundation.accounts.roles import LIAISON
from foundation.calendars.business_time import closing
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from sites.actions.gates import is_liaison
from sites.models import Membership

SOON = timedelta(days=14)
LATE = timedelta(days=7)
# Older milestones are not worth a reminder: a liaison who starts later finds them on the rail.
FORGOTTEN = timedelta(days=30)

ACTIONS = {
    MilestoneKind.KICK_OFF: "hold the kick-off",
    MilestoneKind.LISTENING_SESSION: "hold the listening session",
    MilestoneKind.ASSESSMENTS: "finish the assessments",
    MilestoneKind.STRATEGIC_PLAN: "finish the strategic plan",
    MilestoneKind.MONTH_6: "review month 6 with the site",
    MilestoneKind.MONTH_12: "review month 12 with the site",
    MilestoneKind.MONTH_24: "review month 24 with the site",
    MilestoneKind.T_180: "start the closing phase, 180 days before the end",
    MilestoneKind.T_90: "check the sustainability plan, 90 days before the end",
    MilestoneKind.T_30: "prepare graduation, 30 days before the end",
}


def _is_pending(actor: Actor, milestone_id: str) -> bool:
    found = Milestone.objects.pending().of_open_engagements().filter(pk=milestone_id)
    return any(is_liaison(actor, each.site_id) for each in found)


PENDING = declare("milestone-is-pending", _is_pending)


class MilestoneAhead(Reminder):
    """A milestone is coming up, due, or a week late: the liaison is notified."""

    slug = "engagement-milestone"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of milestones not reached: 14 days before, on the day, a week after."""
        today = now.date()
        waiting = Milestone.objects.to_remind_of(
            today - FORGOTTEN, today + SOON + timedelta(days=1)
        )
        liaisons = _liaisons(now)
        for milestone in waiting:
            site = milestone.site
            step = _step(milestone.due_on, now.astimezone(ZoneInfo(site.time_zone)).date())
            if step and liaisons[site.pk]:
                yield Due(
                    key=_key(milestone),
                    step=step,
                    recipients=liaisons[site.pk],
                    gate=PENDING(milestone.pk),
                    number=site.name,
                    action=ACTIONS[MilestoneKind(milestone.kind)],
                    url=reverse("engagements:record-milestone", args=[milestone.pk]),
                    why=f"You are the liaison for {site.name}.",
                    due_at=closing(milestone.due_on, ZoneInfo(site.time_zone)),
                    tz=site.time_zone,
                    site_id=site.pk,
                )


def _key(milestone: Milestone) -> str:
    """Tell a milestone, and once its day was moved that day too: it is reminded of again before that."""
    moved = milestone.first_due_on or milestone.engagement.first_end
    return f"{milestone.pk}:{milestone.due_on}" if moved else str(milestone.pk)


def _step(due_on: date, today: date) -> str:
    """Return the step of the reminder; empty if the milestone is still far off."""
    if today >= due_on + LATE:
        return "late"
    if today >= due_on:
        return "due"
    return "soon" if today >= due_on - SOON else ""


def _liaisons(now: datetime) -> dict[int, set[int]]:
    """Return the ids of each site's liaisons, in one query."""
    found: dict[int, set[int]] = defaultdict(set)
    for seat in Membership.objects.with_role(LIAISON.slug).live(now):
        found[seat.site_id].add(seat.user_id)
    return found
