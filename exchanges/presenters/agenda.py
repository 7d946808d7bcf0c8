"""The agenda of an exchange in words, in the host's time zone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse

from exchanges.models import AgendaItem, PeerExchange
from foundation.ui import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One item: its times, what it is, who leads it, and where to change it."""

    times: str
    title: str
    led_by: str
    change_href: str
    remove_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDay:
    """The items of one day."""

    heading: str
    lines: Sequence[AgendaLine]


def days_of(
    exchange: PeerExchange, items: Iterable[AgendaItem], *, may_change: bool
) -> list[AgendaDay]:
    """Show items day by day, in order of time."""
    zone = ZoneInfo(exchange.host.time_zone)
    found = groupby(items, key=lambda item: item.starts_at.astimezone(zone).date())
    return [
        AgendaDay(
            heading=dates.full_week_day(day),
            lines=[_line_of(item, zone, may_change=may_change) for item in group],
        )
        for day, group in found
    ]


def _line_of(item: AgendaItem, zone: ZoneInfo, *, may_change: bool) -> AgendaLine:
    starts, ends = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
    key = [item.pk]
    return AgendaLine(
        times=f"{dates.time_of_day(starts)} to {dates.time_of_day(ends)} {dates.zone_word(ends)}",
        title=item.title,
        led_by=item.led_by,
        change_href=reverse("exchanges:change-item", args=key) if may_change else "",
        remove_href=reverse("exchanges:remove-item", args=key) if may_change else "",
    )
