"""Reminders of the engagements app."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from engagements.enums import MilestoneKind, Origin, PlanKind
from engagements.models import Engagement, Milestone
from engagements.policies import can_manage
from engagements.querysets.plans import without_approved_plan
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON, POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.calendars.business_time import closing
from foundation.calendars.months import months_after
from foundation.notifications.gate import declare
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from foundation.notifications.schedules import Schedule, before_or_after
from foundation.notifications.schedules import declare as declare_days
from foundation.ui import dates
from sites.actions.gates import is_liaison
from sites.models import Membership

MILESTONE_DAYS = declare_days(
    Schedule(
        slug="engagement-milestone",
        default=(-14, 0, 7),
        meaning="Days after a milestone is due: before it (negative), on it (0), and once it is late.",
        least=-90,
        most=29,
        steps=3,
    )
)
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

PLAN_DAYS = declare_days(
    Schedule(
        slug="sustainability-plan",
        default=(14, 60, 120),
        meaning="Days before an engagement's end, without an approved sustainability plan.",
    )
)
DAYS = {
    "month-3": "review the first three months with the site",
    "end": "close or extend the engagement, which ends",
}


def _is_pending(actor: Actor, milestone_id: str) -> bool:
    found = Milestone.objects.pending().under_way(clock.today("UTC")).filter(pk=milestone_id)
    return any(is_liaison(actor, each.site_id) for each in found)


def _is_running(actor: Actor, thing: str) -> bool:
    engagement_id, ends_on = thing.split("|")
    found = Engagement.objects.open_on(clock.today("UTC")).filter(pk=engagement_id, ends_on=ends_on)
    return any(is_liaison(actor, each.site_id) or can_manage(actor, each.site_id) for each in found)


def _has_no_plan(actor: Actor, thing: str) -> bool:
    engagement_id, ends_on = thing.split("|")
    found = Engagement.objects.open_on(clock.today("UTC")).filter(pk=engagement_id, ends_on=ends_on)
    return any(
        is_liaison(actor, each.site_id) or actor.may(P.REQUEST_SUBMIT, at=each.site_id)
        for each in without_approved_plan(found)
    )


PENDING = declare("milestone-is-pending", _is_pending)
RUNNING = declare("engagement-is-running", _is_running)
PLANLESS = declare("engagement-has-no-plan", _has_no_plan)


class MilestoneAhead(Reminder):
    """A milestone is coming up, due, or a week late: the liaison is notified."""

    slug = "engagement-milestone"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices of milestones not reached: 14 days before, on the day, a week after."""
        today = now.date()
        steps = before_or_after(ReminderDays.objects.of(MILESTONE_DAYS), ahead="soon", late="late")
        ahead = timedelta(days=max(-day for _, day in steps) + 1)
        waiting = Milestone.objects.to_remind_of(today - FORGOTTEN, today + ahead)
        liaisons = _seated(now, LIAISON.slug)
        for milestone in waiting:
            site = milestone.site
            today = now.astimezone(ZoneInfo(site.time_zone)).date()
            step = _step(milestone.due_on, today, steps)
            if step and liaisons[site.pk]:
                yield Due(
                    key=_key(milestone),
                    step=step,
                    recipients=liaisons[site.pk],
                    gate=PENDING(milestone.pk),
                    number=site.name,
                    action=ACTIONS[MilestoneKind(milestone.kind)],
                    url=reverse("engagements:record-milestone", args=[milestone.pk]),
                    # Not "you are the liaison": on leave, the stand-in gets it.
                    why=f"You work with {site.name}.",
                    due_at=closing(milestone.due_on, ZoneInfo(site.time_zone)),
                    tz=site.time_zone,
                    site_id=site.pk,
                )


class EngagementDay(Reminder):
    """An engagement is three months old, or ends: the liaison is notified, at its end managers too."""

    slug = "engagement-day"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice on each of the two days and for a month after, by the site's calendar."""
        liaisons = _seated(now, LIAISON.slug)
        managers = User.objects.open_with_role(PROGRAM_MANAGER.slug)
        for engagement in _opened(now):
            site = engagement.site
            today = now.astimezone(ZoneInfo(site.time_zone)).date()
            days = {"month-3": months_after(engagement.starts_on, 3), "end": engagement.ends_on}
            for step, day in days.items():
                if not day <= today <= day + FORGOTTEN:
                    continue
                yield Due(
                    key=f"{engagement.pk}:{day}",
                    step=step,
                    recipients=liaisons[site.pk] | (managers if step == "end" else set()),
                    gate=RUNNING(f"{engagement.pk}|{engagement.ends_on}"),
                    number=site.name,
                    action=DAYS[step],
                    url=reverse("sites:workspace", args=[site.slug]),
                    why=f"You work with {site.name}.",
                    due_at=closing(day, ZoneInfo(site.time_zone)),
                    tz=site.time_zone,
                    site_id=site.pk,
                )


class SustainabilityPlan(Reminder):
    """The sustainability plan is not approved 120, 60, or 14 days before the end: the site's people are notified."""

    slug = "sustainability-plan"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each engagement without an approved plan, for the latest step reached."""
        liaisons = _seated(now, LIAISON.slug)
        contacts = _seated(now, POINT_OF_CONTACT.slug)
        steps = ReminderDays.objects.of(PLAN_DAYS)
        for engagement in without_approved_plan(_opened(now)):
            site = engagement.site
            left = (engagement.ends_on - now.astimezone(ZoneInfo(site.time_zone)).date()).days
            step = next((str(days) for days in steps if 0 <= left <= days), "")
            if step:
                yield Due(
                    key=f"{engagement.pk}:{engagement.ends_on}",
                    step=step,
                    recipients=liaisons[site.pk] | contacts[site.pk],
                    gate=PLANLESS(f"{engagement.pk}|{engagement.ends_on}"),
                    number=site.name,
                    action="finish the sustainability plan",
                    url=reverse(
                        "engagements:plan",
                        args=[site.slug],
                        query={"kind": PlanKind.SUSTAINABILITY},
                    ),
                    why=f"The engagement of {site.name} ends {dates.day(engagement.ends_on)}.",
                    site_id=site.pk,
                )


def _opened(now: datetime) -> QuerySet[Engagement]:
    """Find open engagements made in the portal, with their sites; imported ones have no such days."""
    begun = Engagement.objects.running_on(now.date() + timedelta(days=1)).filter(
        origin=Origin.OPENED, onboarding_from__isnull=False
    )
    return begun.select_related("site").order_by("pk")


def _key(milestone: Milestone) -> str:
    """Tell a milestone, and once its day was moved that day too: it is reminded of again before that."""
    moved = milestone.first_due_on or milestone.engagement.first_end
    return f"{milestone.pk}:{milestone.due_on}" if moved else str(milestone.pk)


def _step(due_on: date, today: date, steps: list[tuple[str, int]]) -> str:
    """Return the latest step reached; empty if the milestone is still far off."""
    late = (today - due_on).days
    return next((name for name, day in steps if late >= day), "")


def _seated(now: datetime, role: str) -> dict[int, set[int]]:
    """Return the ids of each site's people in a role who aren't on leave, in one query."""
    found: dict[int, set[int]] = defaultdict(set)
    for seat in Membership.objects.with_role(role).on_duty(now):
        found[seat.site_id].add(seat.user_id)
    return found
