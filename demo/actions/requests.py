"""Create the demonstration's requests, each moved to its state by the people who would take the steps."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.actions import people
from engagements.enums import CommitmentKind, Party
from foundation.accounts.models import Organization, User
from foundation.accounts.roles import CHAMPION, COORDINATOR, LIAISON, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.holidays import calendar_for
from foundation.outbox.worker import drain
from sites.models import CoreArea, Site
from tta_requests.actions import (
    commitments,
    drafts,
    guests,
    messages,
    offers,
    referrals,
    request_steps,
    resources,
    scopes,
)
from tta_requests.enums import BranchAgency, DeliveryMode, ProgramOffice, Side, Status
from tta_requests.models import FederalReferral, HoursEntry, Offer, Scope, TTARequest

LETTER = "We need two facts before we can continue. The clock is paused until you answer."
HELP = "Two agents will join the first review with last quarter's trace results."
QUESTION = "Do leads from this area show up in your cases too? Who should the detectives call?"
SORRY = "Thank you for your request. It falls outside training and technical assistance."


def walk_row(row: dict[str, Any]) -> None:
    """Create the request of a ``demo.json`` row and move it to its state, at plausible working hours."""
    site = Site.objects.get(slug=row["site"])
    at = _working_hour(calendar_for(site.time_zone), site, row)
    contact = people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")
    with clock.shift_to(at), people.ActingAs(contact) as by:
        tta_request = drafts.create(site=site, values=_values(row, at), by=by)
        if row["until"] == "draft":
            return
        drafts.submit(tta_request, by=by)
    with clock.shift_to(at):
        drain(limit=100)
    for step in PATHS[row["until"]]:
        take, after = STEPS[step]
        with clock.shift_to(min(at + after, clock.now())):
            take(TTARequest.objects.get(pk=tta_request.pk), contact)
            drain(limit=200)


def _values(row: dict[str, Any], at: datetime) -> dict[str, Any]:
    return {
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


def _by_contact(step: str, **values: Any) -> Callable[[TTARequest, User], None]:
    def take(tta_request: TTARequest, contact: User) -> None:
        with people.ActingAs(contact) as by:
            request_steps.take(tta_request, step, values=values, by=by)

    return take


def _by_coordinator(step: str, **values: Any) -> Callable[[TTARequest, User], None]:
    def take(tta_request: TTARequest, contact: User) -> None:
        with people.ActingAs(people.staff(COORDINATOR.slug)) as by:
            request_steps.take(tta_request, step, values=values, by=by)

    return take


def _by_provider(step: str, **values: Any) -> Callable[[TTARequest, User], None]:
    def take(tta_request: TTARequest, contact: User) -> None:
        with people.ActingAs(people.of_provider(tta_request.provider_id)) as by:
            request_steps.take(tta_request, step, values=values, by=by)

    return take


def _greet(tta_request: TTARequest, contact: User) -> None:
    with people.ActingAs(people.staff(COORDINATOR.slug)) as by:
        messages.post(tta_request, text="We have your request and are reviewing it today.", by=by)


def _accept(tta_request: TTARequest, contact: User) -> None:
    offer = Offer.objects.of_request(tta_request.pk).open().for_answer()[0]
    with people.ActingAs(people.of_provider(offer.provider_id)) as by:
        offers.accept(offer, lead_name="Lead Consultant (demo)", no_conflict=True, by=by)


def _refuse_everywhere(tta_request: TTARequest, contact: User) -> None:
    while TTARequest.objects.get(pk=tta_request.pk).status == Status.OFFERED:
        offer = Offer.objects.of_request(tta_request.pk).open().for_answer()[0]
        with people.ActingAs(people.of_provider(offer.provider_id)) as by:
            offers.decline(offer, reason="We can't start before next quarter.", by=by)
        drain(limit=50)


def _consult(tta_request: TTARequest, contact: User) -> None:
    """Invite a federal office that has no seat at the site to comment on a request."""
    office = Organization.objects.offices().filter(is_demo=True)[0]
    until = clock.today(tta_request.site.time_zone) + timedelta(days=60)
    with people.ActingAs(people.staff(COORDINATOR.slug)) as by:
        guests.invite(tta_request, office=office, until=until, question=QUESTION, by=by)


def _write_scope(tta_request: TTARequest, contact: User) -> None:
    today = clock.today(tta_request.site.time_zone)
    values = {
        "objectives": tta_request.desired_change,
        "activities": "Review how the work is done today.\nAgree on a new process.\nTrain the people who will use it.",
        "site_provides": "A meeting room and one decision-maker.",
        "effort": timedelta(hours=60),
        "starts_on": today + timedelta(days=3),
        "ends_on": today + timedelta(days=45),
        "delivery_mode": DeliveryMode.ON_SITE,
    }
    with people.ActingAs(people.of_provider(tta_request.provider_id)) as by:
        scopes.write(tta_request, values=values, over=0, by=by)


def _sign_both(tta_request: TTARequest, contact: User) -> None:
    with people.ActingAs(contact) as by:
        scopes.sign(tta_request, number=1, side=Side.SITE, by=by)
    with people.ActingAs(people.staff(COORDINATOR.slug)) as by:
        scopes.sign(tta_request, number=1, side=Side.DOJ, by=by)


def _propose_change(tta_request: TTARequest, contact: User) -> None:
    """Propose a later end, which waits for both signatures."""
    signed = Scope.objects.get(request=tta_request)
    values = {field: getattr(signed, field) for field in scopes.FIELDS}
    values["ends_on"] += timedelta(days=30)
    values["effort"] += timedelta(hours=12)
    values["reason"] = "Two more detective units want to take part in the training."
    with people.ActingAs(people.of_provider(tta_request.provider_id)) as by:
        scopes.write(tta_request, values=values, over=signed.number, by=by)


def _bring_in_doj(tta_request: TTARequest, contact: User) -> None:
    """Record a seated agency's answer, and share a program office's resource on behalf of the Champion."""
    asked = FederalReferral.objects.of_request(tta_request.pk).for_page().seated().first()
    if asked is not None and asked.membership is not None:
        with people.ActingAs(asked.membership.user) as by:
            agency = BranchAgency(asked.agency)
            referrals.answer(tta_request, agency=agency, helps=True, text=HELP, by=by)
    with people.ActingAs(people.of(tta_request.site, CHAMPION.slug, "champion")) as by:
        resources.share(
            tta_request,
            office=ProgramOffice.OVC,
            title="Help for victims of shootings",
            url="https://ovc.ojp.gov/",
            note="A hospital-based program keeps victims in touch with the detectives.",
            by=by,
        )


def _work(tta_request: TTARequest, contact: User) -> None:
    today = clock.today(tta_request.site.time_zone)
    with people.ActingAs(people.of_provider(tta_request.provider_id)) as by:
        for days, text in (
            (7, "Written findings"),
            (30, "Training day for the people who will use it"),
        ):
            commitments.add(
                tta_request,
                kind=CommitmentKind.DELIVERABLE,
                text=text,
                owed_by=Party.PROVIDER,
                due_on=today + timedelta(days=days),
                by=by,
            )
        commitments.log_hours(
            tta_request,
            worked_on=today,
            spent=timedelta(hours=6.5),
            what="First day at the site",
            by=by,
        )
    _promise(tta_request)


def _correct_hours(tta_request: TTARequest, contact: User) -> None:
    """Correct what the provider logged, after the request was closed."""
    logged = HoursEntry.objects.of_request(tta_request.pk).standing()[0]
    with people.ActingAs(people.staff(COORDINATOR.slug)) as by:
        commitments.correct_hours(
            logged,
            worked_on=logged.worked_on,
            spent=timedelta(hours=7.5),
            what=logged.what,
            reason="The hour of travel was left out.",
            by=by,
        )


def _promise(tta_request: TTARequest) -> None:
    liaison = people.of(tta_request.site, LIAISON.slug, "liaison")
    with people.ActingAs(liaison) as by:
        commitments.add(
            tta_request,
            kind=CommitmentKind.COMMITMENT,
            text="Introduce the trainers to the site's analysts",
            owed_by=Party.LIAISON,
            due_on=clock.today(tta_request.site.time_zone) + timedelta(days=21),
            by=by,
        )


Take = Callable[[TTARequest, User], None]
# The person who takes each step, and how long after the submission.
STEPS: Mapping[str, tuple[Take, timedelta]] = {
    "acknowledge": (_by_coordinator("acknowledge"), timedelta(minutes=40)),
    "greet": (_greet, timedelta(minutes=45)),
    "refuse": (_refuse_everywhere, timedelta(minutes=30)),
    "match": (_by_coordinator("match"), timedelta(minutes=70)),
    "withdraw": (
        _by_contact("withdraw", reason="The state academy trains our officers."),
        timedelta(minutes=90),
    ),
    "accept": (_accept, timedelta(minutes=100)),
    "confirm": (_by_coordinator("confirm"), timedelta(minutes=130)),
    "ask": (_by_coordinator("ask", reasons=["dates-missing"], text=LETTER), timedelta(minutes=95)),
    "hold": (
        _by_coordinator("hold", reason="A new chief starts next month.", until=None),
        timedelta(minutes=95),
    ),
    "decline": (
        _by_coordinator(
            "decline",
            reasons=["outside-tta"],
            text=SORRY,
            alternatives="The state equipment grant is open until spring.",
        ),
        timedelta(days=1),
    ),
    "consult": (_consult, timedelta(minutes=150)),
    "write-scope": (_write_scope, timedelta(days=1)),
    "sign": (_sign_both, timedelta(days=2)),
    "bring-in-doj": (_bring_in_doj, timedelta(days=3)),
    "start": (_by_provider("start-delivery"), timedelta(days=5)),
    "work": (_work, timedelta(days=5, minutes=30)),
    "propose-change": (_propose_change, timedelta(days=7)),
    "deliver": (
        _by_provider(
            "deliver",
            reason="Written findings, a new process, and one day of training.",
            people_trained=22,
        ),
        timedelta(days=20),
    ),
    "receive": (_by_contact("confirm-delivery"), timedelta(days=22)),
    "correct": (_correct_hours, timedelta(days=23)),
}
_ACCEPTED = ("acknowledge", "greet", "accept")
_SCOPING = (*_ACCEPTED, "confirm")
_SCHEDULED = (*_SCOPING, "write-scope", "sign")
_IN_DELIVERY = (*_SCHEDULED, "bring-in-doj", "start", "work")
PATHS: Mapping[str, tuple[str, ...]] = {
    "submitted": (),
    "offered": (),
    "acknowledged": ("acknowledge", "greet"),
    "matching": ("acknowledge", "greet", "match"),
    "nobody": ("refuse",),
    "accepted": _ACCEPTED,
    "confirmed": (*_SCOPING, "consult"),
    "withdrawn": ("acknowledge", "greet", "withdraw"),
    "asked": ("acknowledge", "ask"),
    "held": ("acknowledge", "match", "hold"),
    "declined": ("acknowledge", "decline"),
    "scope-written": (*_SCOPING, "write-scope"),
    "scheduled": _SCHEDULED,
    "in-delivery": (*_IN_DELIVERY, "propose-change"),
    "delivered": (*_IN_DELIVERY, "deliver"),
    "received": (*_IN_DELIVERY, "deliver", "receive"),
    "corrected": (*_IN_DELIVERY, "deliver", "receive", "correct"),
}


def _working_hour(calendar: BusinessCalendar, site: Site, row: dict[str, Any]) -> datetime:
    """Return that hour at the site, on a business day: the one that many days back, or the last before it."""
    zone = ZoneInfo(site.time_zone)
    day = clock.today(zone) - timedelta(days=row["days_ago"])
    while not calendar.is_open(day):
        day -= timedelta(days=1)
    return min(datetime.combine(day, time(row["hour"]), tzinfo=zone), clock.now())
