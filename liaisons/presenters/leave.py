"""Leave of liaisons as lines: who is away, until when, who stands in, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.ui import dates
from liaisons.policies import can_manage_leave, can_plan_leave
from sites import policies
from sites.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveLine:
    """One leave of one person: the same days and the same stand-in at some sites.

    Attributes:
        pk: the key of one of its memberships, for its pages.
        days: from when until when.
        is_now: whether it has begun.
        may_change: whether the reader may change or cancel it.
    """

    pk: UUID
    liaison: str
    stand_in: str
    days: str
    sites: str
    is_now: bool
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePage:
    """What the page lists.

    Attributes:
        lines: leave that isn't over, soonest first.
        may_record: whether the reader records leave, their own or a liaison's.
        is_manager: whether the reader sees everyone's leave.
    """

    lines: Sequence[LeaveLine]
    may_record: bool
    is_manager: bool


def page_of(rows: Iterable[Membership], actor: Actor) -> LeavePage:
    """Show leave that isn't over, soonest first."""
    found = sorted(rows, key=_key)
    lines = [_line(list(together), actor) for _, together in groupby(found, key=_key)]
    return LeavePage(
        lines=lines,
        may_record=can_plan_leave(actor),
        is_manager=can_manage_leave(actor),
    )


def together_with(row: Membership, rows: Iterable[Membership]) -> list[Membership]:
    """Return the memberships of the same leave: the same people and days, at other sites too."""
    return [each for each in rows if _key(each) == _key(row)]


def days_of(row: Membership) -> dict[str, Any]:
    """Return the form's first values of a leave."""
    return {"first": row.starts_on, "last": row.ends_on, "stand_in": row.user_id}


def _key(row: Membership) -> tuple[date, date, int, int]:
    away = row.covers.user_id if row.covers else 0
    return (row.starts_on, row.ends_on or row.starts_on, away, row.user_id)


def _line(rows: list[Membership], actor: Actor) -> LeaveLine:
    row = rows[0]
    today = clock.today(row.site.time_zone)
    return LeaveLine(
        pk=row.pk,
        liaison=row.covers.user.name if row.covers else "",
        stand_in=row.user.name,
        days=f"{dates.day(row.starts_on, today=today)} to {dates.day(row.ends_on or today, today=today)}",
        sites=", ".join(sorted(each.site.name for each in rows)),
        is_now=row.starts_at <= clock.now(),
        may_change=row.covers is not None and policies.can_cover(actor, row.covers),
    )
