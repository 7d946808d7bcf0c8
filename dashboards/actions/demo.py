"""A demonstration: invented sites, people, providers and work, built through the rooms' own actions.

Nothing here hangs on a real organization. Days are counted back from today, so the demonstration is
always fresh; run again, it leaves what is there alone.
"""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dashboards.actions import demo_people as people
from dashboards.actions import demo_updates
from engagements.actions import begin, milestones
from engagements.enums import MilestoneKind, Track
from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.models import Organisation, User
from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.holidays import calendar_for
from foundation.calendars.months import months_after
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from sites.models import CoreArea, Site, SiteAgency, State
from tta_requests.actions import draft, offers, submit, talk, triage
from tta_requests.enums import CapabilityLevel, Kind, Status
from tta_requests.models import Capability, Offer, Provider, TTARequest

DATA = json.loads((Path(__file__).resolve().parents[1] / "data" / "demo.json").read_text("utf-8"))
JOB = Actor.system("demo")


def seed() -> bool:
    """Build the demonstration in one transaction; returns whether there was none before."""
    with acting_atomic("system:demo"):
        if Site.objects.demo().exists():
            return False
        state, _ = State.objects.get_or_create(**DATA["state"])
        sites = [_site(row, state) for row in DATA["sites"]]
        for row in DATA["providers"]:
            _provider(row, state)
        people.seat(sites, {row["slug"]: row["empty"] for row in DATA["sites"]})
        for row, site in zip(DATA["sites"], sites, strict=True):
            _engage(row, site)
        for row in DATA["requests"]:
            _request(row)
        for row in DATA["updates"]:
            demo_updates.log_row(row)
        drain(limit=2000)
        return True


def _site(row: dict[str, Any], state: State) -> Site:
    site = Site.objects.create(
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        state=state,
        time_zone=row["time_zone"],
        lead_agency=row["lead"],
        is_demo=True,
        source="invented for the demonstration",
    )
    SiteAgency.objects.create(site=site, kind="police", name=row["lead"], is_lead=True)
    return site


def _provider(row: dict[str, Any], state: State) -> None:
    organisation = Organisation.objects.create(slug=row["slug"], name=row["name"], is_demo=True)
    provider = Provider.objects.create(
        organisation=organisation,
        kind="invented",
        is_active=True,
        home_state=state if row["home"] else None,
        places=row["places"],
        hours_a_month=row["hours"],
        federal_clearance=row["cleared"],
    )
    Capability.objects.bulk_create(
        Capability(
            provider=provider, core_area=area, kind=kind, level=CapabilityLevel(row["level"])
        )
        for area in CoreArea.objects.with_slugs(row["areas"])
        for kind in Kind.values
    )


def _engage(row: dict[str, Any], site: Site) -> None:
    starts = months_after(clock.today(site.time_zone).replace(day=1), -row["months_ago"])
    opened: Engagement = begin.engagement(
        site=site, year=starts.year, track=Track(row["track"]), starts_on=starts, by=JOB
    )
    begin.onboarding(opened, on=starts, accepted_gap="Demonstration data.", by=JOB)
    for number, kind in enumerate(row["reached"]):
        on = min(starts + timedelta(days=30 + 60 * number), clock.today(site.time_zone))
        milestones.reach(opened, MilestoneKind(kind), on=on, by=JOB)


def _request(row: dict[str, Any]) -> None:
    """Walk one request to the state its row names, at the hours its people would have acted."""
    site = Site.objects.get(slug=row["site"])
    at = _working_hour(calendar_for(site.time_zone), site, row)
    contact = people.of(site, "point-of-contact", "law-enforcement")
    with clock.shift_to(at):
        values = {
            "title": row["title"],
            "problem": row["problem"],
            "desired_change": row["change"],
            "core_area": CoreArea.objects.get(slug=row["area"]),
            "kind": row["kind"],
            "urgency": row["urgency"],
            "urgency_reason": row.get("reason", ""),
            "audience": row["audience"],
            "needed_by": at.date() + timedelta(days=90),
        }
        with people.ActingAs(contact) as by:
            request = draft.create(site=site, values=values, by=by)
            if row["until"] == "draft":
                return
            submit.submit(request, by=by)
        drain(limit=100)
    _walk(TTARequest.objects.get(pk=request.pk), row["until"], at, contact)


def _walk(request: TTARequest, until: str, at: datetime, contact: User) -> None:
    now = clock.now()
    with clock.shift_to(min(at + timedelta(minutes=40), now)):
        coordinator = people.staff("tta-coordinator")
        if until in {"acknowledged", "matching", "accepted", "confirmed", "withdrawn"}:
            with people.ActingAs(coordinator) as by:
                triage.acknowledge(request, by=by)
                talk.say(request, text="We have this and are looking at it today.", by=by)
    if until == "matching":
        with (
            clock.shift_to(min(at + timedelta(minutes=70), now)),
            people.ActingAs(coordinator) as by,
        ):
            triage.match(request, by=by)
    if until == "withdrawn":
        with clock.shift_to(min(at + timedelta(minutes=90), now)), people.ActingAs(contact) as by:
            triage.withdraw(request, reason="The state academy trains our officers.", by=by)
    if until in {"accepted", "confirmed"}:
        with clock.shift_to(min(at + timedelta(minutes=100), now)):
            _accept(request)
    if until == "confirmed":
        with (
            clock.shift_to(min(at + timedelta(minutes=130), now)),
            people.ActingAs(coordinator) as by,
        ):
            triage.confirm(request, by=by)
    if until == "nobody":
        _refuse_everywhere(request, min(at + timedelta(minutes=30), now))
    with clock.shift_to(min(at + timedelta(minutes=140), now)):
        drain(limit=200)


def _accept(request: TTARequest) -> None:
    offer = Offer.objects.of_request(request.pk).open().for_answer()[0]
    with people.ActingAs(people.of_provider(offer.provider_id)) as by:
        offers.accept(offer, lead_name="Lead Consultant (demo)", no_conflict=True, by=by)


def _refuse_everywhere(request: TTARequest, at: datetime) -> None:
    with clock.shift_to(at):
        while TTARequest.objects.get(pk=request.pk).status == Status.OFFERED:
            offer = Offer.objects.of_request(request.pk).open().for_answer()[0]
            with people.ActingAs(people.of_provider(offer.provider_id)) as by:
                offers.decline(offer, reason="We cannot start before next quarter.", by=by)
            drain(limit=50)


def _working_hour(calendar: BusinessCalendar, site: Site, row: dict[str, Any]) -> datetime:
    """The given hour at the site, on the first business day so many days back or before it."""
    zone = ZoneInfo(site.time_zone)
    day = clock.today(zone) - timedelta(days=row["days_ago"])
    while not calendar.is_open(day):
        day -= timedelta(days=1)
    return min(datetime.combine(day, time(row["hour"]), tzinfo=zone), clock.now())
