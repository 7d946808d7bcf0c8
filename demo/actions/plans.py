"""The demonstration's plans: written by liaisons and points of contact, approved by executive leadership."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from demo.actions import people
from engagements.actions import files, goals, measurements, plans
from engagements.enums import PlanKind
from engagements.models import Engagement, Goal, Plan
from foundation.accounts.actors import Actor
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP, LIAISON, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.calendars.months import months_after
from foundation.files.intake import check
from sites.models import CoreArea, Principle, Site


def write_row(row: dict[str, Any]) -> Plan:
    """Write one row of ``demo.json`` and walk it to its state, each step on the day it names."""
    site = Site.objects.get(slug=row["site"])
    engagement = Engagement.objects.of_site(site.pk).select_related("site")[0]
    leader = people.of(site, EXECUTIVE_LEADERSHIP.slug, "executive")
    contact = people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")
    liaison = people.of(site, LIAISON.slug, "liaison")
    with clock.frozen(_at(site, row["days_ago"])), people.ActingAs(liaison) as by:
        plan = plans.start(engagement, PlanKind(row["kind"]), by=by)
        for goal in row["goals"]:
            _goal(plan, goal, by=by)
    for step in row["steps"]:
        who = {"approve": leader, "return": leader, "submit": contact}.get(step["step"], liaison)
        with clock.frozen(_at(site, step["days_ago"])), people.ActingAs(who) as by:
            _take(plan, step, by=by)
    if "file" in row:
        with people.ActingAs(contact) as by:
            signed = BytesIO(f"A made-up plan, signed by {leader.name}.".encode())
            files.attach(plan, file=check(signed, row["file"]), by=by)
    for figure in row.get("figures", ()):
        with clock.frozen(_at(site, figure["days_ago"])), people.ActingAs(liaison) as by:
            _measure(plan, figure, by=by)
    return plan


def approve(engagement: Engagement, *, days_ago: int, by: Actor) -> Plan:
    """Approve the sustainability plan of an engagement that has graduated since."""
    with clock.frozen(_at(engagement.site, days_ago)):
        plan = plans.start(engagement, PlanKind.SUSTAINABILITY, by=by)
        goals.write(
            plan,
            core_area=CoreArea.objects.order_by("slug")[0],
            text="Keep the weekly shooting review going",
            unit="reviews a year",
            direction="up",
            baseline=Decimal(40),
            baseline_on=engagement.starts_on,
            target=Decimal(50),
            due_on=months_after(engagement.starts_on, 48),
            version=plan.version,
            by=by,
        )
        for act in (plans.submit, plans.approve):
            act(plan, version=_version(plan), by=by)
    return plan


def _goal(plan: Plan, row: dict[str, Any], *, by: Actor) -> None:
    engagement, today = plan.engagement, clock.today(plan.site.time_zone)
    baseline = row.get("baseline")
    goal = goals.write(
        plan,
        core_area=CoreArea.objects.get(slug=row["area"]),
        principle=Principle.objects.filter(slug=row.get("principle", "")).first(),
        text=row["text"],
        unit=row["unit"],
        direction=row.get("direction", "up"),
        baseline=None if baseline is None else Decimal(baseline),
        baseline_on=engagement.starts_on,
        target=Decimal(row["target"]),
        due_on=months_after(engagement.starts_on, row["months"]),
        version=_version(plan),
        by=by,
    )
    for action in row.get("actions", ()):
        goals.write_action(
            goal,
            text=action["text"],
            side=action.get("side", "site"),
            due_on=today + timedelta(days=action["in"]),
            version=_version(plan),
            by=by,
        )


def _take(plan: Plan, row: dict[str, Any], *, by: Actor) -> None:
    reason = {"reason": row["reason"]} if "reason" in row else {}
    plans.PLAN_ACTS[row["step"]](plan, **reason, version=_version(plan), by=by)
    for goal in row.get("goals", ()):
        _goal(plan, goal, by=by)


def _measure(plan: Plan, row: dict[str, Any], *, by: Actor) -> None:
    """Enter a figure, and correct one that was typed wrong."""
    goal = Goal.objects.filter(plan=plan).order_by("due_on", "pk")[row["goal"]]
    day = {"measured_on": clock.today(plan.site.time_zone), "note": row.get("note", "")}
    right = Decimal(row["value"])
    typed = Decimal(row.get("typed", right))
    entered = measurements.enter(goal, value=typed, **day, by=by)
    if typed != right:
        measurements.correct(entered, goal, value=right, **day, reason=row["reason"], by=by)


def _version(plan: Plan) -> int:
    return Plan.objects.values_list("version", flat=True).get(pk=plan.pk)


def _at(site: Site, days_ago: int) -> datetime:
    day = clock.today(site.time_zone) - timedelta(days=days_ago)
    return min(datetime.combine(day, time(11), tzinfo=ZoneInfo(site.time_zone)), clock.now())
