"""What the caseload's columns tell, as plain tuples.

A site says the same on its reader's next page, so a text is read once in a process.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from engagements.models import Term
from foundation.calendars.days import first_day, last_day
from foundation.workflow import embedded

MAX_READ = 2048


class Contact(NamedTuple):
    """The last update of a site, by the update's own names."""

    id: str
    kind: str
    risk: str
    occurred_on: date
    next_contact_on: date | None


class Planned(NamedTuple):
    """A contact that is planned, by its own names."""

    id: str
    kind: str
    planned_on: date


class Holder(NamedTuple):
    """Who holds the liaison's seat of a site, or stands in for someone.

    Attributes:
        id: of the membership.
        covers_id: the membership of the liaison on leave; None for who holds the seat.
        covered_user_id: that liaison.
        starts_at: when it starts, as a text; so is when it ends.
    """

    id: str
    user_id: int
    name: str
    is_active: bool
    covers_id: str | None
    covered_user_id: int | None
    starts_at: str
    ends_at: str | None

    def starts_on(self, tz: str) -> date:
        """Return the first day in a time zone."""
        return first_day(datetime.fromisoformat(self.starts_at), tz)

    def ends_on(self, tz: str) -> date | None:
        """Return the last day in a time zone; None if no end is planned."""
        return last_day(datetime.fromisoformat(self.ends_at), tz) if self.ends_at else None


@dataclass(frozen=True, slots=True)
class Work:
    """The open work of a site, and when its seats were left.

    Attributes:
        requests: how many open requests are in each state.
        late: the due dates of commitments past due, the oldest first.
        left: the last instant at which each role and seat was left, as a text; also of those that are held again.
        most: how many of either are counted; one more says that there are more.
    """

    requests: Counter[str]
    late: Sequence[date]
    left: Mapping[str, str]
    most: int


@lru_cache(maxsize=MAX_READ)
def planned_of(text: str) -> Planned:
    """Return a contact that is planned."""
    key, kind, day = embedded.read(text)
    return Planned(key, kind, date.fromisoformat(day))


@lru_cache(maxsize=MAX_READ)
def contact_of(text: str) -> Contact:
    """Return an update."""
    key, kind, risk, day, following = embedded.read(text)
    return Contact(key, kind, risk, date.fromisoformat(day), _day(following))


@lru_cache(maxsize=MAX_READ)
def term_of(text: str) -> Term:
    """Return the dates of an engagement."""
    return Term(*map(_day, embedded.read(text)))  # type: ignore[arg-type]  # -- it starts, closes, and ends


@lru_cache(maxsize=MAX_READ)
def holder_of(text: str) -> Holder:
    """Return someone in the liaison's seat."""
    return Holder(*embedded.read(text))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
