"""Exchanges in lists: those of the portal, and those that the program reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from exchanges.enums import State
from exchanges.models import PeerExchange, ReportedExchange
from foundation.ui import dates

GLYPHS: Mapping[str, str] = {
    State.ASKED: "submitted",
    State.ACCEPTED: "accepted",
    State.DECLINED: "declined",
    State.PLANNED: "scheduled",
    State.HELD: "delivered",
    State.FOLLOW_UP: "in-delivery",
    State.CLOSED: "closed",
    State.CANCELED: "withdrawn",
}
NO_DATE = "Date not set"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeLine:
    """An exchange in a list."""

    href: str
    title: str
    sites: str
    area: str
    when: str
    state: str
    glyph: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """An exchange that the program reported."""

    sites: str
    when: str
    topic: str
    planned: str
    source: str


def lines_of(rows: Iterable[PeerExchange]) -> list[ExchangeLine]:
    """Show exchanges."""
    return [
        ExchangeLine(
            href=row.get_absolute_url(),
            title=row.title,
            sites=row.sites_named,
            area=str(row.core_area),
            when=when_of(row),
            state=row.get_status_display(),
            glyph=GLYPHS[row.status],
        )
        for row in rows
    ]


def reported_of(rows: Iterable[ReportedExchange]) -> list[ReportedLine]:
    """Show the exchanges that the program reported, with source and date."""
    return [
        ReportedLine(
            sites=f"{row.visitor.name} visited {row.host.name}",
            when=_published_days(row),
            topic=row.topic or "Not stated",
            planned=row.planned or "Not stated",
            source=f"{row.source}, collected {dates.full_day(row.source_as_of)}",
        )
        for row in rows
    ]


def _published_days(row: ReportedExchange) -> str:
    if row.starts_on is None:
        return "Not stated"
    return span_of(row.starts_on, row.ends_on) if row.day_is_known else dates.month(row.starts_on)


def when_of(exchange: PeerExchange) -> str:
    """Return the days of a visit, or that none is set."""
    if exchange.starts_on is None:
        return NO_DATE
    return span_of(exchange.starts_on, exchange.ends_on)


def span_of(first: date, last: date | None) -> str:
    """Return days such as "Thu Nov 12, 2026" and "Wed Nov 11 to Thu Nov 12, 2026"."""
    if last is None or last == first:
        return dates.full_week_day(first)
    start = dates.week_day(first) if first.year == last.year else dates.full_week_day(first)
    return f"{start} to {dates.full_week_day(last)}"
