"""What visitors read of a correction or withdrawal: its day, and the words for the public if there are any."""

from dataclasses import dataclass
from datetime import date

from foundation.calendars.days import first_day
from outcomes.models import PublicNotice
from sites.models import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice. ``told_on`` is the day in the site's calendar; ``words`` is empty where the public is told the day alone."""

    site: Site
    is_withdrawal: bool
    told_on: date
    words: str


def notice_of(told: PublicNotice) -> Notice:
    """Return a notice, loaded with its site, as pages show it."""
    return Notice(
        site=told.site,
        is_withdrawal=told.is_withdrawal,
        told_on=first_day(told.told_at, told.site.time_zone),
        words=told.words,
    )
