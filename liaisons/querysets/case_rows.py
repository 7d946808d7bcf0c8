"""What the caseload's columns tell, as plain tuples."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from engagements.models import Term
from foundation.calendars.days import first_day, last_day
from foundation.workflow import embedded


class CaseSite(NamedTuple):
    """A site as the caseload's statement tells of it: texts, which are read when something asks.

    Attributes:
        contact: a ``Planned``; so are ``update`` a ``Contact``, ``term`` a ``Term``, and ``standard`` its two numbers.
        seated: each ``Holder``, with commas between them.
        held: the roles and seats that are held, with commas between them.
    """

    pk: int
    slug: str
    name: str
    time_zone: str
    contact: str | None
    update: str | None
    term: str | None
    seated: str | None
    held: str | None
    standard: str | None


class CaseWork(NamedTuple):
    """The open work of a site as its statement tells of it.

    Attributes:
        pk: the site.
        requests: the states of open requests, with commas between them.
        late: the due dates of late commitments, with commas between them, the oldest first.
        left: each role and seat that was left, and when; with commas between them, the latest last.
    """

    pk: int
    requests: str
    late: str
    left: str


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


def planned_of(site: CaseSite) -> Planned | None:
    """Return the soonest contact that waits; None without one."""
    if site.contact is None:
        return None
    key, kind, day = embedded.read(site.contact)
    return Planned(key, kind, date.fromisoformat(day))


def contact_of(site: CaseSite) -> Contact | None:
    """Return the newest submitted update that the reader sees; None without one."""
    if site.update is None:
        return None
    key, kind, risk, day, following = embedded.read(site.update)
    return Contact(key, kind, risk, date.fromisoformat(day), _day(following))


def term_of(site: CaseSite) -> Term | None:
    """Return the dates that decide the state of the newest engagement that the reader sees; None without one."""
    if site.term is None:
        return None
    return Term(*map(_day, embedded.read(site.term)))  # type: ignore[arg-type]  # -- it starts, closes, and ends


def holders_of(site: CaseSite) -> list[Holder]:
    """Return who is in the liaison's seat now, stand-ins too, in the order of their starts."""
    return [Holder(*each) for each in embedded.read_all(site.seated or "")]


def work_of(told: CaseWork, most: int) -> Work:
    """Return the open work of a site; ``most`` is how much of it was counted."""
    return Work(
        requests=Counter(_parts(told.requests)),
        late=[date.fromisoformat(each) for each in _parts(told.late)],
        left=dict(embedded.read_all(told.left)),
        most=most,
    )


def held_at(site: CaseSite) -> set[str]:
    """Return the roles and seats that are held, each as one text."""
    return set(_parts(site.held or ""))


def _parts(text: str) -> list[str]:
    return text.split(",") if text else []


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
