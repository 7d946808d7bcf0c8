"""Liaisons' hours of a month, against their monthly hours where these are set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.months import months_after
from foundation.exports.forms import ExportOffer, export_of
from foundation.ui import dates
from foundation.ui.types import PageLinks
from liaisons.forms.filters import FIRST_YEAR
from liaisons.presenters.updates import hours_text
from liaisons.querysets.hours import SiteHours, by_liaison, sees_everyone, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonHours:
    """One liaison's month.

    Attributes:
        name: the liaison.
        rows: each site with its hours and how many updates they come from.
        total: the sum of the hours.
        against: how the sum compares with the monthly hours; empty where none are set.
    """

    name: str
    rows: Sequence[tuple[str, str, int]]
    total: str
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPage:
    """Everything the page of hours shows.

    Attributes:
        month: the month in words.
        liaisons: each liaison with hours in it, by name.
        links: the months before and after.
        is_own: whether the reader sees their own hours only.
        export: the export form; None if there is nothing to export.
    """

    month: str
    liaisons: Sequence[LiaisonHours]
    links: PageLinks
    is_own: bool
    export: ExportOffer | None


def hours_page(found: Sequence[SiteHours], month: date, actor: Actor) -> HoursPage:
    """Show a month's hours to a reader.

    Arguments:
        found: the hours by liaison and site, sorted by liaison.
        month: its first day.
        actor: the reader.
    """
    today = clock.today(actor.time_zone)
    earlier, later = months_after(month, -1), months_after(month, 1)
    return HoursPage(
        month=dates.month(month),
        liaisons=[_liaison(rows) for rows in by_liaison(found)],
        links=PageLinks(
            previous=_address(earlier) if earlier.year >= FIRST_YEAR else "",
            next=_address(later) if later <= today else "",
        ),
        is_own=not sees_everyone(actor),
        export=export_of("liaison-hours", f"month={month:%Y-%m}", actor) if found else None,
    )


def _liaison(rows: Sequence[SiteHours]) -> LiaisonHours:
    total, monthly = total_of(rows), rows[0].monthly
    return LiaisonHours(
        name=rows[0].liaison,
        rows=[(row.site, hours_text(row.hours), row.updates) for row in rows],
        total=hours_text(total),
        against=_against(total, monthly) if monthly is not None else "",
    )


def _against(total: Decimal, monthly: Decimal) -> str:
    left = monthly - total
    if left < 0:
        return f"{hours_text(-left)} over {hours_text(monthly)} a month"
    return f"{hours_text(left)} left of {hours_text(monthly)} a month"


def _address(month: date) -> str:
    return reverse("liaisons:hours", query={"month": f"{month:%Y-%m}"})
