"""The demonstration's grants: an application in each state, a committee with a log, and a landscape review."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.actions import people
from foundation.accounts.models import User
from foundation.accounts.roles import POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from grants.actions import applications, committees, meetings, opportunities, reviews
from grants.models import Opportunity
from sites.models import Site

# What each opportunity is called, and the days from today to its opening and its closing.
WINDOWS = (
    ("Crime gun intelligence", 20, 80),
    ("Victim services", -30, 33),
    ("Community policing", -100, -20),
)
REASON = "No match funds this year (demonstration)."
# How far each application gets, by the steps it takes.
COURSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Radio consoles", ("apply",)),
    ("Training fund", ("apply", "submit")),
    ("Evidence lockers", ("apply", "submit", "award")),
    ("Street lighting", ("apply", "submit", "not-award")),
    ("Cameras", ("withdraw",)),
)


def fill(city: Site) -> None:
    """Add three opportunities, and one site's work on grants."""
    _, listed, _ = [_announce(*row) for row in WINDOWS]
    contact = people.of(city, POINT_OF_CONTACT.slug, "law-enforcement")
    with people.ActingAs(contact) as by:
        applications.add(city, opportunity=listed, amount_requested=250_000, by=by)
    for name, steps in COURSES:
        _apply(city, contact, name, steps)
    _meet(city, contact)
    with people.ActingAs(contact) as by:
        reviews.add(
            city,
            done_on=clock.today(city.time_zone) - timedelta(days=50),
            done_by="Grant manager (demonstration)",
            findings="Two federal grants and one of the state fit the plan (demonstration).",
            by=by,
        )


def _announce(name: str, opens: int, closes: int) -> Opportunity:
    today, zone = clock.today(OFFICIAL_ZONE), ZoneInfo(OFFICIAL_ZONE)
    first, last = (today + timedelta(days=days) for days in (opens, closes))
    manager = people.staff(PROGRAM_MANAGER.slug)
    with people.ActingAs(manager) as by:
        return opportunities.add(
            name=f"{name} (demonstration)",
            funder="Demonstration Funder",
            url="https://grants.example.gov/demonstration",
            opens_at=datetime.combine(first, time(), zone),
            closes_at=datetime.combine(last, time(23, 59), zone),
            time_zone=OFFICIAL_ZONE,
            who_may_apply="State, local, and tribal law enforcement agencies (demonstration).",
            core_areas=["gun-violence"] if opens > 0 else [],
            answer_expected_on=last + timedelta(days=60),
            source="Invented for the demonstration",
            source_as_of=today,
            by=by,
        )


def _apply(city: Site, contact: User, name: str, steps: tuple[str, ...]) -> None:
    with people.ActingAs(contact) as by:
        found = applications.add(
            city,
            name=f"{name} (demonstration)",
            funder="Demonstration Funder",
            amount_requested=60_000,
            by=by,
        )
        for step in steps:
            values: dict[str, Any] = {}
            if step in {"withdraw", "not-award"}:
                values = {"reason": REASON}
            if step == "award":
                values = {"amount_awarded": 50_000, "award_number": "DEMO-1"}
            found = applications.take(found, step, version=found.version, **values, by=by)


def _meet(city: Site, contact: User) -> None:
    """Set up a committee that met a month ago and meets again in three weeks."""
    today = clock.today(city.time_zone)
    with clock.frozen(clock.now() - timedelta(days=40)), people.ActingAs(contact) as by:
        committee = committees.set_up(city, purpose="Looks for grants (demonstration).", by=by)
        for agency in ("Police Department (demo)", "District Attorney's Office (demo)"):
            committees.add_member(committee, agency=agency, by=by)
        held = meetings.schedule(
            committee, day=today - timedelta(days=30), at=time(10), place="City hall", by=by
        )
    with people.ActingAs(contact) as by:
        meetings.note(held, notes="We apply for two (demonstration).", version=1, by=by)
        meetings.schedule(committee, day=today + timedelta(days=21), at=time(10), by=by)
