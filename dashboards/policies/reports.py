"""Decide who reads, freezes, and restates reports, and when."""

from collections.abc import Collection
from datetime import date, timedelta

from dashboards.enums import Period, ReportKind
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P

LISTED = 6
# PRODUCT section 7: 20 days before January 30 and July 30; the 15th is 14 days after a quarter is over.
AHEAD = {ReportKind.SEMIANNUAL: timedelta(days=20), ReportKind.QUARTERLY: timedelta(days=14)}
# A report that is later than this is on the list of reports, and nobody is reminded any more.
FORGOTTEN = timedelta(days=30)
BEGINNING = date(2014, 1, 1)  # the year in which the program began


def can_freeze(actor: Actor) -> bool:
    """Return whether the actor may freeze and restate reports."""
    return P.REPORT_FREEZE in actor.everywhere


def is_over(period: Period, today: date) -> bool:
    """Return whether a period has ended, so that its report can be frozen."""
    return today > period.last


def listed(kind: ReportKind, today: date, frozen: Collection[str]) -> list[Period]:
    """Return the period of that kind that a day is in, the five before it, and every earlier frozen one, newest first."""
    found = [Period.holding(kind, today)]
    while is_reported(found[-1].before, today):
        found.append(found[-1].before)
    return [each for place, each in enumerate(found) if place < LISTED or each.slug in frozen]


def is_reported(period: Period, today: date) -> bool:
    """Return whether a period can have a report: it has begun, and the program had."""
    return period.last >= BEGINNING and period.first <= today


def reported(slug: str, today: date) -> Period | None:
    """Return the period that an address names; None for one without a report."""
    found = Period.named(slug)
    return found if found is not None and is_reported(found, today) else None


def awaited(kind: ReportKind, today: date) -> Period | None:
    """Return the period of that kind whose report should be frozen about now; None when none should."""
    period = due(kind, today)
    left = period.due_on - today
    return period if -FORGOTTEN <= left <= AHEAD[kind] else None


def due_between(kind: ReportKind, first: date, last: date) -> list[Period]:
    """Return the periods of that kind whose reports are due on one of some days, the earliest first."""
    found: list[Period] = []
    period = Period.holding(kind, last)
    while (period := period.before).due_on >= first:
        if period.due_on <= last and period.last >= BEGINNING:
            found.insert(0, period)
    return found


def due(kind: ReportKind, today: date) -> Period:
    """Return the last period of that kind that is over."""
    return Period.holding(kind, today).before
