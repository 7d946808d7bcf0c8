"""What the caseload, its export and staff's list of sites say of one site."""

from datetime import date
from functools import lru_cache

from engagements.enums import State
from engagements.models import Term
from engagements.presenters.journey import progress_of
from foundation.ui import wording
from foundation.ui.addresses import address
from foundation.ui.dates import day as day_words
from liaisons.enums import UpdateKind
from liaisons.querysets.caseload import MAX_KEPT, CaseFacts
from tta_requests.enums import Status


def seated(facts: CaseFacts) -> str:
    """Return the name of the site's liaison."""
    return liaison_names(facts) or "No liaison"


def liaison_names(facts: CaseFacts) -> str:
    """Return the names of the people in the liaison's seat; empty if it is vacant."""
    return ", ".join(each.name for each in facts.liaisons if each.covers_id is None)


def leave_words(facts: CaseFacts) -> str:
    """Return who stands in for the liaison until when; empty while the liaison isn't on leave."""
    covering = facts.stand_in
    until = covering.ends_on(facts.site.time_zone) if covering else None
    return f"{covering.name} stands in until {day_of(facts, until)}" if covering and until else ""


def ends_on(facts: CaseFacts) -> date | None:
    """Return the day the site's open engagement ends; None without one."""
    return facts.term.ends_on if facts.term and facts.is_engaged else None


def late_count(facts: CaseFacts) -> int:
    """Return how many commitments of the site are past due."""
    return len(facts.counted.late)


def late_commitments(facts: CaseFacts) -> str:
    """Return commitments past due as "2, the oldest by 12 days", or "0"."""
    late = facts.counted.late
    if not late:
        return "0"
    days = wording.counted((facts.day - late[0]).days, "day")
    count = _counted(len(late), facts)
    return f"{count}, by {days}" if len(late) == 1 else f"{count}, the oldest by {days}"


def open_requests(facts: CaseFacts) -> str:
    """Return open requests as "3 · 1 Offered, 2 Scoping", or "2 · Scoping" for one state."""
    found = facts.counted.requests
    order = [status for status in Status if status in found]
    total = request_count(facts)
    if total > facts.counted.most or not order:
        return _counted(total, facts)
    parts = [f"{found[status]} {status.label}" for status in order]
    words = ", ".join(parts) if len(parts) > 1 else order[0].label
    return f"{total} · {words}"


def request_count(facts: CaseFacts) -> int:
    """Return how many requests of the site are open."""
    return facts.counted.requests.total()


def _counted(number: int, facts: CaseFacts) -> str:
    most = facts.counted.most
    return str(number) if number <= most else f"More than {most}"


def last_contact(facts: CaseFacts) -> str:
    """Return the last contact as "Visit Tue Dec 8", or that none is logged."""
    last = facts.last
    return (
        f"{UpdateKind(last.kind).label} {day_of(facts, last.occurred_on)}"
        if last
        else "None logged"
    )


def last_contact_href(facts: CaseFacts) -> str:
    """Return the URL of the last contact; empty without one."""
    return address("liaisons:detail", facts.last.id) if facts.last else ""


def next_contact(facts: CaseFacts) -> str:
    """Return the next planned contact as "Visit Tue Dec 8", or that none is planned."""
    planned = facts.next_contact
    if planned is None:
        return "Not planned"
    kind = UpdateKind(planned.kind).label if planned.kind else ""
    return f"{kind} {day_of(facts, planned.day)}".strip()


def day_of(facts: CaseFacts, day: date | None) -> str:
    """Return a day of the site's calendar, without the year unless it is another; empty for none."""
    return day_words(day, today=facts.day) if day else ""


def phase_and_leave(facts: CaseFacts) -> str:
    """Return the engagement's phase, and who stands in for the liaison."""
    return " · ".join(filter(None, (phase(facts), leave_words(facts))))


def phase(facts: CaseFacts) -> str:
    """Return the engagement's phase, such as "Year 3, closing · 67 days left"."""
    return _phase(facts.term, facts.day) if facts.term else "No engagement on record"


@lru_cache(maxsize=MAX_KEPT)
def _phase(term: Term, day: date) -> str:
    found = progress_of(term, day)
    if found.is_over or found.state == State.PROPOSED:
        return found.state.label
    year = f"Year {(found.month - 1) // 12 + 1}"
    named = year if found.state == State.ACTIVE else f"{year}, {found.state.label.lower()}"
    return f"{named} · {found.time_left}"
