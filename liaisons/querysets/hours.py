"""The hours of updates in a month, by liaison and site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, Sum

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.months import months_after
from foundation.tenancy.context import powers_of
from liaisons.models import EngagementUpdate, MonthlyHours

MAX_ROWS = 2000
JOB = "system:reviews"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHours:
    """What one liaison spent on one site in a month.

    Attributes:
        hours: the sum of the hours of the updates.
        updates: how many updates have hours.
        monthly: the liaison's monthly hours, over all sites; None where none are set.
    """

    liaison_id: int
    liaison: str
    site: str
    hours: Decimal
    updates: int
    monthly: Decimal | None


def sees_everyone(actor: Actor) -> bool:
    """Return whether the actor sees the hours of every liaison: who has the caseload of every site."""
    return actor.sites_for(P.CASELOAD_VIEW) is None


def this_month(actor: Actor) -> date:
    """Return the first day of the actor's month."""
    return clock.today(actor.time_zone).replace(day=1)


def hours_of(month: date, actor: Actor) -> list[SiteHours]:
    """Load the hours of a month by liaison and site, at the sites whose updates the actor reads.

    Hours of updates about federal requests count for everyone who reads the sum: it tells nothing of the request (ADR 74).

    Arguments:
        month: its first day; an update counts on the day of the contact.
        actor: a liaison for their own hours, or someone who has the caseload of every site.
    """
    sites = actor.sites_for(P.UPDATE_VIEW)
    logged = EngagementUpdate.objects.submitted()
    found = logged.filter(
        hours__isnull=False, occurred_on__gte=month, occurred_on__lt=months_after(month, 1)
    )
    if sites is not None:
        found = found.filter(site_id__in=sites)
    if not sees_everyone(actor):
        found = found.filter(author_id=actor.user_id)
    with powers_of(JOB):
        rows = list(
            found.values("author_id", "author__name", "site__name")
            .annotate(spent=Sum("hours"), updates=Count("pk"))
            .order_by("author__name", "author_id", "site__name")[:MAX_ROWS]
        )
    monthly = MonthlyHours.objects.of([row["author_id"] for row in rows])
    return [
        SiteHours(
            liaison_id=row["author_id"],
            liaison=row["author__name"],
            site=row["site__name"],
            hours=row["spent"],
            updates=row["updates"],
            monthly=monthly.get(row["author_id"]),
        )
        for row in rows
    ]


def by_liaison(found: Sequence[SiteHours]) -> list[list[SiteHours]]:
    """Return the rows of each liaison, in the order they were loaded."""
    return [list(rows) for _, rows in groupby(found, key=lambda row: row.liaison_id)]


def total_of(rows: Sequence[SiteHours]) -> Decimal:
    """Return the sum of the hours of some rows."""
    return sum((row.hours for row in rows), Decimal())
