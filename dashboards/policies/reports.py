"""Decide who reads, freezes, and restates reports, and when."""

from datetime import date

from dashboards.enums import Period, ReportKind
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P

LISTED = 6


def can_freeze(actor: Actor) -> bool:
    """Return whether the actor may freeze and restate reports."""
    return P.REPORT_FREEZE in actor.everywhere


def is_over(period: Period, today: date) -> bool:
    """Return whether a period has ended, so that its report can be frozen."""
    return today > period.last


def listed(kind: ReportKind, today: date) -> list[Period]:
    """Return the period of that kind that a day is in and the five before it, newest first."""
    found = [Period.holding(kind, today)]
    while len(found) < LISTED:
        found.append(found[-1].before)
    return found


def due(kind: ReportKind, today: date) -> Period:
    """Return the last period of that kind that is over."""
    return Period.holding(kind, today).before
