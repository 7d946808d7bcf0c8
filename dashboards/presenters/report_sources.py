"""The records behind a report, each with its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from dashboards.querysets.report_sources import MAX_LINES, Sources
from foundation.agenda.reading import Entry as Date
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui import dates, wording
from liaisons.models import EngagementUpdate
from sites.models import Site

MAX_TEXT = 240
MADE_UP = "demonstration site"


@dataclass(frozen=True, slots=True)
class Source:
    """One record: the day, where, what it says, and its page."""

    day: str
    where: str
    text: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one kind; ``is_cut`` if there are more."""

    heading: str
    about: str
    lines: Sequence[Source]
    empty: str
    is_cut: bool


def parts_of(found: Sources, months: str) -> list[Part]:
    """Show the records behind a report.

    Arguments:
        found: the records.
        months: the next period in words.
    """
    confirmed = (
        Source(
            dates.full_day(each.created_at.astimezone(dates.zone_of(OFFICIAL_ZONE)).date()),
            _where(each.request.site),
            each.request.title,
            each.request.number,
            each.request.get_absolute_url(),
        )
        for each in found.deliveries
    )
    verified = (
        Source(
            dates.full_day(each.on),
            _where(each.recommendation.site),
            each.recommendation.headline,
            "Recommendation",
            reverse("engagements:recommendation", args=[each.recommendation_id]),
        )
        for each in found.verified
    )
    return [
        _part("Updates and visits", "What liaisons logged.", map(_update, found.updates)),
        _part("Deliveries confirmed", "Each request counts once.", confirmed),
        _part("Recommendations verified", "Confirmed by someone else.", verified),
        _part("Coming up", f"Dates from {months}.", map(_date, found.coming)),
    ]


def _part(heading: str, about: str, lines: Iterable[Source]) -> Part:
    shown = list(islice(lines, MAX_LINES + 1))
    empty = f"No {heading[0].lower()}{heading[1:]}." if heading != "Coming up" else "No dates yet."
    return Part(heading, about, shown[:MAX_LINES], empty, len(shown) > MAX_LINES)


def _update(each: EngagementUpdate) -> Source:
    day = dates.full_day(each.occurred_on) if each.occurred_on else ""
    text = wording.shortened(each.outcome or each.summary, MAX_TEXT)
    return Source(
        day, _where(each.site), text, str(each.get_kind_display()), each.get_absolute_url()
    )


def _date(each: Date) -> Source:
    """Show a date; a summit's or an exchange's own words say what the reader has to do with it, so its name stands alone."""
    first, *others = each.days_in(OFFICIAL_ZONE)
    # What began before the period is in it until its last day.
    day = " to ".join(dates.full_day(day) for day in (first, *others[-1:]))
    return Source(day, each.row.where, each.row.number or each.what, "Details", each.href)


def _where(site: Site) -> str:
    return f"{site.name} ({MADE_UP})" if site.is_demo else site.name
