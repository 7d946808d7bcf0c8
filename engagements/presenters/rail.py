"""A journey as the journey rail draws it."""

from datetime import date, timedelta

from engagements.presenters.journey import Journey, Stop
from foundation.ui import dates
from foundation.ui.types.journey import JourneyView, Milestone, MilestoneState, Phase, YearMark

# The last part of the rail has no room for the name of a year beside the last day.
LAST_NAMED = 0.7
# The calculated milestones of an imported engagement count as past once their day is over.
STATES = {
    "done": MilestoneState.DONE,
    "passed": MilestoneState.DONE,
    "due": MilestoneState.DUE,
    "late": MilestoneState.LATE,
}


def rail_of(journey: Journey) -> JourneyView:
    """Return the journey in months to scale, with its texts."""
    return JourneyView(
        months=journey.months_total,
        now=_month(journey, journey.day),
        today=journey.today_text,
        ends=f"{'Ended' if journey.day > journey.ends_on else 'Ends'} {dates.full_day(journey.ends_on)}",
        summary=_summary(journey),
        phases=tuple(Phase(phase.label, _month(journey, phase.first)) for phase in journey.phases),
        milestones=tuple(_milestone(journey, stop) for stop in journey.stops),
        years=tuple(_years(journey)),
        suspended=_suspended(journey),
        extended_from=_month(journey, journey.first_end + timedelta(days=1))
        if journey.first_end
        else None,
    )


def _month(journey: Journey, day: date) -> float:
    """Return the months from the start to a day, to scale and within the bar."""
    whole = (journey.ends_on - journey.starts_on).days + 1
    gone = min(max((day - journey.starts_on).days, 0), whole)
    return round(gone / whole * journey.months_total, 2)


def _milestone(journey: Journey, stop: Stop) -> Milestone:
    return Milestone(
        label=stop.label,
        month=_month(journey, stop.due_on),
        state=STATES[stop.status],
        when=dates.full_day(stop.done_on or stop.due_on),
        next=stop is journey.next_stop,
    )


def _years(journey: Journey) -> list[YearMark]:
    """Return the years; one that begins near the end, as after an extension, is marked without its name."""
    found = []
    for year in range(1, (journey.months_total + 11) // 12 + 1):
        month = (year - 1) * 12
        is_named = month <= journey.months_total * LAST_NAMED
        name = f"Year {year} · {_month_name(journey.starts_on, year)}" if is_named else ""
        found.append(YearMark(name, month))
    return found


def _month_name(start: date, year: int) -> str:
    return f"{dates.name_of_month(start)} {start.year + year - 1}"


def _suspended(journey: Journey) -> tuple[tuple[float, float], ...]:
    if journey.suspended is None:
        return ()
    first, last = journey.suspended
    until = last + timedelta(days=1) if last else max(journey.day, first)
    return ((_month(journey, first), _month(journey, until)),)


def _summary(journey: Journey) -> str:
    assumed = " The start is assumed." if journey.start_is_assumed else ""
    return f"{journey.today_text}. {journey.heading}.{assumed}"
