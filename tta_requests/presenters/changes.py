"""Changes of a request's fields, from the history that the database records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from foundation.ui import dates
from tta_requests.enums import DeliveryMode, Kind, Status, Urgency
from tta_requests.models import TTARequest

# Only fields that people read are listed: the portal's internal keys and counters are left out.
FIELDS: Mapping[str, str] = {
    "title": "Title",
    "problem": "Problem",
    "desired_change": "Desired change",
    "core_area": "Core area",
    "kind": "Kind",
    "urgency": "Urgency",
    "urgency_reason": "Why it's critical",
    "needed_by": "Needed by",
    "delivery_mode": "Where",
    "audience": "Audience",
    "principles": "DOJ principles",
    "status": "Status",
    "provider": "Provider",
    "owner": "Owner",
    "hold_until": "Review on",
    "handling": "Handling",
    "co_leads": "Federal co-leads",
    "legal_hold_since": "Legal hold",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "status": dict(Status.choices),
    "urgency": dict(Urgency.choices),
    "kind": dict(Kind.choices),
    "delivery_mode": dict(DeliveryMode.choices),
}


@dataclass(frozen=True, slots=True)
class Change:
    """The old and the new value of one field."""

    when: str
    who: str
    field: str
    before: str
    after: str


def rows(events: Iterable[Any], *, tz: str) -> list[Change]:
    """Return the changes, newest first.

    Arguments:
        events: history rows of one request, oldest first (``events_of``).
        tz: the reader's time zone.
    """
    found: list[Change] = []
    before: Any = None
    for event in events:
        if before is not None:
            found += _between(before, event, tz)
        before = event
    return found[::-1]


def _between(before: Any, after: Any, tz: str) -> list[Change]:
    when = dates.when(after.pgh_created_at, tz)
    changed = [name for name in FIELDS if _raw(before, name) != _raw(after, name)]
    who = str(after.author or "PSP Portal")
    return [
        Change(when, who, FIELDS[name], _text(before, name, tz), _text(after, name, tz))
        for name in changed
    ]


def _raw(event: Any, name: str) -> Any:
    return getattr(event, TTARequest._meta.get_field(name).attname)  # type: ignore[union-attr]  # -- own columns only


def _text(event: Any, name: str, tz: str) -> str:
    value = getattr(event, name)
    if isinstance(value, list):
        return ", ".join(value)
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return dates.when(value, tz)
    if isinstance(value, date):
        return dates.day(value)
    return str(WORDS.get(name, {}).get(str(value), value))
