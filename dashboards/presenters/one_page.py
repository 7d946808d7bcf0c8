"""The one-page summary of a site for its executive leadership, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote

from django.template.loader import render_to_string

from dashboards.presenters.handover import holders
from dashboards.querysets.one_page import Summary
from engagements.enums import Party
from engagements.presenters.journey import Journey, journey_of
from engagements.presenters.rail import rail_of
from foundation.ui import dates, wording
from foundation.ui.types import Fact, JourneyView
from outcomes.presenters import papers, trends
from outcomes.presenters.measure_charts import MeasureChart, charts_of, facts_of
from outcomes.presenters.papers import Picture, Sheet
from outcomes.presenters.trends import Panel
from sites import policies
from sites.models import Site

AN_HOUR = timedelta(hours=1)
LOOKS_BACK = timedelta(days=90)
MAX_TEXT, MAX_ASKS, MAX_MEASURES = 90, 2, 2  # more would not leave room on one page
MORE = "There are more in the portal."


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what, who or where it is, and by when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the page: its heading and columns, its rows, and what it says without any."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Line]
    empty: str
    rest: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture inside the document, and the same in words."""

    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage:
    """The page.

    Attributes:
        day: the day it was made, in the site's calendar.
        lead: where the engagement stands, and what needs leadership.
        rail: the engagement on its time line; None without one.
        figure: the same as a picture for the PDF.
        asks: what leadership is asked for: people for vacant seats, and the next milestone.
        numbers: what was asked for and delivered.
        charts: how homicides and aggravated assaults changed; None without figures.
        pictures: the same for the PDF.
        measures: how what the site measures changed.
        measure_pictures: the same for the PDF.
        measured: the newest number of what it measures without a chart.
        parts: open requests and next steps.
        people: the six roles with their holders.
        sent: who sent the page to leadership last, and when; empty before anyone did.
    """

    day: str
    lead: Sequence[str]
    rail: JourneyView | None
    figure: Figure | None
    asks: Sequence[Fact]
    numbers: Sequence[Fact]
    charts: Panel | None
    pictures: Sheet | None
    measures: Sequence[MeasureChart]
    measure_pictures: Sequence[Picture]
    measured: Sequence[Fact]
    parts: Sequence[Part]
    people: Sequence[Fact]
    sent: str


def one_page_of(site: Site, found: Summary, *, since: date, now: datetime) -> OnePage:
    """Show the summary of a site.

    Arguments:
        site: the site.
        found: its records.
        since: the first day of the contacts that were counted.
        now: the instant.
    """
    today = now.astimezone(dates.zone_of(site.time_zone)).date()
    roles = policies.roster(site, found.members, now)
    vacant = sum(seat.vacant for role in roles for seat in role.seats)
    journey = journey_of(found.engagement, today) if found.engagement else None
    charts = trends.summary_of(found.trends)
    measures = charts_of(found.measured, most=MAX_MEASURES)
    return OnePage(
        day=dates.full_day(today),
        lead=[_stands(journey), _seats(vacant)],
        rail=rail_of(journey) if journey else None,
        figure=_figure(journey) if journey else None,
        asks=[*_people_for(roles, today)[:MAX_ASKS], *_next_stop(journey)],
        numbers=_numbers(found, since),
        charts=charts,
        pictures=papers.sheet_of(charts) if charts else None,
        measures=measures,
        measure_pictures=papers.pictures_of(measures),
        measured=facts_of(found.measured, measures, most=MAX_MEASURES - len(measures)),
        parts=[_open(found, site.time_zone), _next(found, today)],
        people=[Fact(role.role.title, holders(role, emails=False)) for role in roles],
        sent=_sent(found, site.time_zone),
    )


def _sent(found: Summary, tz: str) -> str:
    """Say when the page was last sent to leadership, and by whom."""
    if found.sent is None:
        return ""
    return (
        f"Sent to leadership on {dates.when(found.sent.sent_at, tz)} by {found.sent.sent_by.name}."
    )


def _stands(journey: Journey | None) -> str:
    if journey is None:
        return "The site has no engagement yet."
    if journey.is_over:
        return f"{journey.heading}."
    state, today = str(journey.state.label), journey.today_text.removeprefix("Today: ")
    stands = state if today == state.lower() else f"{state}: {today}"
    return f"{stands}. {journey.heading}."


def _seats(vacant: int) -> str:
    if not vacant:
        return "Every seat on the team is filled."
    return f"{wording.counted(vacant, 'seat on the team is', 'seats on the team are')} vacant."


def _people_for(roles: Sequence[policies.RoleCell], today: date) -> list[Fact]:
    """Ask for a person for each vacant seat, and say how long it has been vacant."""
    asks = []
    for role in roles:
        for cell in role.seats:
            if not cell.vacant:
                continue
            seat = cell.seat.title
            named = seat if seat == role.role.title else f"{role.role.title}: {seat}"
            since = cell.empty_since
            days = (today - since).days if since else 0
            said = f"been vacant for {wording.counted(days, 'day')}" if days else "no one now"
            asks.append(Fact(f"Name a person for {named}", f"The seat has {said}."))
    return asks


def _next_stop(journey: Journey | None) -> list[Fact]:
    stop = journey.next_stop if journey else None
    if stop is None:
        return []
    day = dates.full_day(stop.due_on)
    if stop.status == "late":
        return [Fact(f"Set a date for {stop.label}", f"It was due {day}.")]
    return [Fact(f"Prepare for {stop.label}", f"It's due {day}.")]


def _numbers(found: Summary, since: date) -> list[Fact]:
    hours = f"{found.hours / AN_HOUR:,.1f}".removesuffix(".0")
    return [
        Fact("Requests sent", str(found.asked)),
        Fact("Delivered", str(found.delivered)),
        *([Fact("People trained", f"{found.trained:,}")] if found.trained else []),
        Fact("Hours of help", hours),
        Fact(
            f"Contacts since {dates.full_day(since)}",
            f"{found.updates}, {wording.counted(found.visits, 'visit')} among them",
        ),
    ]


def _open(found: Summary, tz: str) -> Part:
    rows = [
        Line(
            wording.shortened(each.title, MAX_TEXT),
            str(each.get_status_display()),
            dates.full_day(
                (each.submitted_at or each.created_at).astimezone(dates.zone_of(tz)).date()
            ),
        )
        for each in found.open[: found.max_rows]
    ]
    rest = MORE if len(found.open) > found.max_rows else ""
    columns = ("Request", "Status", "Since")
    return Part("What is happening now", columns, rows, "No request is open.", rest)


def _next(found: Summary, today: date) -> Part:
    rows = [
        Line(
            wording.shortened(each.text, MAX_TEXT),
            each.owner.name if each.owner else str(Party(each.owed_by).label),
            f"{'Was due' if each.due_on < today else 'Due'} {dates.full_day(each.due_on)}",
        )
        for each in found.commitments[: found.max_rows]
    ]
    rest = MORE if len(found.commitments) > found.max_rows else ""
    columns = ("Next step", "Owner", "When")
    return Part("Next steps", columns, rows, "No commitment is open.", rest)


def _figure(journey: Journey) -> Figure:
    svg = render_to_string("dashboards/journey.svg", {"journey": journey})
    return Figure(f"data:image/svg+xml,{quote(svg)}", rail_of(journey).summary)
