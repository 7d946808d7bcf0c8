"""What the caseload, its export and staff's list of sites say of one site."""

from datetime import date

from engagements.enums import State
from engagements.presenters.journey import journey_of
from foundation.ui import wording
from foundation.ui.dates import day as day_words
from liaisons.policies.caseload import state_of
from liaisons.querysets.caseload import CaseFacts
from tta_requests.enums import Status


def seated(facts: CaseFacts) -> str:
    """Return the name of the site's liaison."""
    return liaison_names(facts) or "No liaison"


def liaison_names(facts: CaseFacts) -> str:
    """Return the names of the people in the liaison's seat; empty if it is vacant."""
    return ", ".join(holder.user.name for holder in facts.seated if holder.covers_id is None)


def leave_words(facts: CaseFacts) -> str:
    """Return who stands in for the liaison until when; empty while the liaison isn't on leave."""
    covering = facts.stand_in
    if covering is None or covering.ends_on is None:
        return ""
    return f"{covering.user.name} stands in until {day_of(facts, covering.ends_on)}"


def ends_on(facts: CaseFacts) -> date | None:
    """Return the day the site's open engagement ends; None without one."""
    engagement = facts.engagement
    if engagement is None or not engagement.is_open_on(facts.day):
        return None
    return journey_of(engagement, facts.day, with_stops=False).ends_on


def late_count(facts: CaseFacts) -> int:
    """Return how many commitments of the site are past due."""
    return len(facts.late)


def late_commitments(facts: CaseFacts) -> str:
    """Return commitments past due as "2, the oldest by 12 days", or "0"."""
    if not facts.late:
        return "0"
    days = wording.counted((facts.day - facts.late[0]).days, "day")
    count = _counted(len(facts.late), facts)
    return f"{count}, by {days}" if len(facts.late) == 1 else f"{count}, the oldest by {days}"


def open_requests(facts: CaseFacts) -> str:
    """Return open requests as "3 · 1 Offered, 2 Scoping", or "2 · Scoping" for one state."""
    order = [status for status in Status if status in facts.requests]
    total = request_count(facts)
    if total > facts.most or not order:
        return _counted(total, facts)
    parts = [f"{facts.requests[status]} {status.label}" for status in order]
    words = ", ".join(parts) if len(parts) > 1 else order[0].label
    return f"{total} · {words}"


def request_count(facts: CaseFacts) -> int:
    """Return how many requests of the site are open."""
    return sum(facts.requests.values())


def _counted(number: int, facts: CaseFacts) -> str:
    return str(number) if number <= facts.most else f"More than {facts.most}"


def next_contact(facts: CaseFacts) -> str:
    """Return the next planned contact as "Visit Tue Dec 8", or that none is planned."""
    planned = facts.next_contact
    if planned is None:
        return "Not planned"
    return f"{planned.kind} {day_of(facts, planned.day)}".strip()


def day_of(facts: CaseFacts, day: date | None) -> str:
    """Return a day of the site's calendar, without the year unless it is another; empty for none."""
    return day_words(day, today=facts.day) if day else ""


def phase_and_leave(facts: CaseFacts) -> str:
    """Return the engagement's phase, and who stands in for the liaison."""
    return " · ".join(filter(None, (phase(facts), leave_words(facts))))


def phase(facts: CaseFacts) -> str:
    """Return the engagement's phase, such as "Year 3, closing · 67 days left"."""
    if facts.engagement is None:
        return "No engagement on record"
    journey = journey_of(facts.engagement, facts.day, with_stops=False)
    state = state_of(facts)
    if journey.is_over or state in {State.PROPOSED, None}:
        return journey.state.label
    year = f"Year {(journey.month - 1) // 12 + 1}"
    named = year if state == State.ACTIVE else f"{year}, {journey.state.label.lower()}"
    return f"{named} · {journey.time_left}"
