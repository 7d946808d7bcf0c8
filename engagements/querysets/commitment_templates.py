"""What a template comes to at a site: each step's owner and due date, before anything is added."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from engagements.models import CommitmentTemplate
from foundation.accounts.roles import ROLES
from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from sites.models import Membership, Site

MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Planned:
    """One commitment that a template would add.

    Attributes:
        text: what.
        owed_by: the side that owes it.
        owner_id: whose it is; None where the step's seat is vacant, or it names none.
        due_on: a day in the site's time zone.
        vacant: the title of the step's seat, where nobody holds it.
    """

    text: str
    owed_by: str
    owner_id: int | None
    due_on: date
    vacant: str = ""


def seated_at(site: Site) -> list[Membership]:
    """Load who is in a seat of a site now, longest first; people whose account is closed are left out."""
    seats = Membership.objects.at(site).live(clock.now()).filter(user__is_active=True)
    return list(seats.select_related("user").order_by("starts_at", "pk"))


def planned(
    template: CommitmentTemplate, site: Site, start: date, seats: list[Membership]
) -> list[Planned]:
    """Return what a template adds at a site when its first day is that one.

    Arguments:
        template: loaded with ``offered``.
        site: the site, whose business days count.
        start: a day in the site's time zone.
        seats: the site's, as ``seated_at`` finds them.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for seat in seats:
        holders[seat.role].append(seat.user_id)
    calendar = calendar_for(site.time_zone)
    begins = datetime.combine(start, MORNING, ZoneInfo(site.time_zone))
    return [
        Planned(
            text=step.text,
            owed_by=step.owed_by,
            owner_id=next(iter(holders[step.role]), None),
            due_on=calendar.due_day(begins, step.business_days),
            vacant=ROLES[step.role].title if step.role and not holders[step.role] else "",
        )
        for step in template.steps.all()
    ]
