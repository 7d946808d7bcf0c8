"""What is known of an engagement: its days, and who approves what in it."""

from collections.abc import Sequence
from datetime import date

from engagements.models import Engagement
from engagements.presenters.journey import Journey
from foundation.accounts.models import User
from foundation.ui import dates


def facts_of(
    engagement: Engagement, journey: Journey, plan_day: date | None
) -> list[tuple[str, str]]:
    """Return the days of an engagement with their labels, those it has."""
    assumed = " (assumed)" if engagement.start_is_assumed else ""
    found = [
        ("Status", str(journey.state.label)),
        ("First day", f"{dates.full_day(engagement.starts_on)}{assumed}"),
        ("Last day", dates.full_day(engagement.ends_on)),
    ]
    if engagement.first_end:
        found.append(("Last day before extension", dates.full_day(engagement.first_end)))
    if engagement.active_from:
        found.append(("Active from", dates.full_day(engagement.active_from)))
    found.append(("Closing phase from", dates.full_day(engagement.closing_from)))
    if engagement.suspended_from:
        found.append(("Suspended", _span(engagement.suspended_from, engagement.suspended_until)))
    for label, day in (
        ("Announced", engagement.announced_on),
        ("Sustainability plan approved", plan_day),
        ("Graduated", engagement.graduated_on),
        ("Alumni from", engagement.alumni_from),
        ("Withdrawn", engagement.withdrawn_on),
    ):
        if day:
            found.append((label, dates.full_day(day)))
    return found


def approval_of(journey: Journey, leaders: Sequence[User]) -> list[tuple[str, str]]:
    """Say who approves what in an engagement that isn't over, and when its next milestone is due."""
    if journey.is_over:
        return []
    names = ", ".join(each.name for each in leaders) or "Executive Leadership (seat vacant)"
    stop = journey.coming_stop
    due = [("Next milestone", f"{stop.label}, {dates.full_day(stop.due_on)}")] if stop else []
    return [("Plans", names), ("Steps of the engagement", "Program Managers"), *due]


def _span(first: date, last: date | None) -> str:
    if last is None:
        return f"From {dates.full_day(first)}, no last day set"
    return f"{dates.full_day(first)} to {dates.full_day(last)}"
