"""The demonstration's requests, each walked to its state by the people who would have taken the steps."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.actions import people
from foundation.accounts.models import Organisation, User
from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.holidays import calendar_for
from foundation.outbox.worker import drain
from sites.models import CoreArea, Site
from tta_requests.actions import (
    colleagues,
    draft,
    federal,
    offers,
    scope,
    steer,
    steps,
    talk,
    work,
)
from tta_requests.actions.submit import submit
from tta_requests.enums import (
    BranchAgency,
    CommitmentKind,
    DeliveryMode,
    Party,
    ProgramOffice,
    Side,
    Status,
)
from tta_requests.models import FederalReferral, Offer, TTARequest

LETTER = "We need two facts before we can go on. The clock stands still until you answer."
HELP = "Two agents join the first review and bring the traces of the last quarter."
QUESTION = "Do the leads of this area turn up in your cases too? Whom should the detectives call?"
SORRY = "Thank you for asking. This is outside training and assistance."


def walk_row(row: dict[str, Any]) -> None:
    """Walk one row of ``demo.json`` to the state it names, at the hours its people would have acted."""
    site = Site.objects.get(slug=row["site"])
    at = _working_hour(calendar_for(site.time_zone), site, row)
    contact = people.of(site, "point-of-contact", "law-enforcement")
    with clock.shift_to(at), people.ActingAs(contact) as by:
        request = draft.create(site=site, values=_values(row, at), by=by)
        if row["until"] == "draft":
            return
        submit(request, by=by)
    with clock.shift_to(at):
        drain(limit=100)
    for step in PATHS[row["until"]]:
        take, after = STEPS[step]
        with clock.shift_to(min(at + after, clock.now())):
            take(TTARequest.objects.get(pk=request.pk), contact)
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
    def take(request: TTARequest, contact: User) -> None:
        with people.ActingAs(contact) as by:
            steps.take(request, step, values=values, by=by)

    return take


def _by_coordinator(step: str, **values: Any) -> Callable[[TTARequest, User], None]:
    def take(request: TTARequest, contact: User) -> None:
        with people.ActingAs(people.staff("tta-coordinator")) as by:
            steps.take(request, step, values=values, by=by)

    return take


def _by_provider(step: str, **values: Any) -> Callable[[TTARequest, User], None]:
    def take(request: TTARequest, contact: User) -> None:
        assert request.provider_id is not None  # noqa: S101 -- the path leads here after a confirmation
        with people.ActingAs(people.of_provider(request.provider_id)) as by:
            steps.take(request, step, values=values, by=by)

    return take


def _greet(request: TTARequest, contact: User) -> None:
    with people.ActingAs(people.staff("tta-coordinator")) as by:
        talk.say(request, text="We have this and are looking at it today.", by=by)


def _accept(request: TTARequest, contact: User) -> None:
    offer = Offer.objects.of_request(request.pk).open().for_answer()[0]
    with people.ActingAs(people.of_provider(offer.provider_id)) as by:
        offers.accept(offer, lead_name="Lead Consultant (demo)", no_conflict=True, by=by)


def _refuse_everywhere(request: TTARequest, contact: User) -> None:
    while TTARequest.objects.get(pk=request.pk).status == Status.OFFERED:
        offer = Offer.objects.of_request(request.pk).open().for_answer()[0]
        with people.ActingAs(people.of_provider(offer.provider_id)) as by:
            offers.decline(offer, reason="We cannot start before next quarter.", by=by)
        drain(limit=50)


def _consult(request: TTARequest, contact: User) -> None:
    """A federal office with no seat at the site is asked what it knows."""
    office = Organisation.objects.offices().filter(is_demo=True)[0]
    until = clock.today(request.site.time_zone) + timedelta(days=60)
    with people.ActingAs(people.staff("tta-coordinator")) as by:
        colleagues.bring_in(request, office=office, until=until, question=QUESTION, by=by)


def _write_scope(request: TTARequest, contact: User) -> None:
    assert request.provider_id is not None  # noqa: S101 -- as above
    today = clock.today(request.site.time_zone)
    values = {
        "objectives": request.desired_change,
        "activities": "Look at today's way of working.\nAgree on the new one.\nTrain those who work with it.",
        "site_provides": "A room, and one person who decides.",
        "effort": timedelta(hours=60),
        "starts_on": today + timedelta(days=3),
        "ends_on": today + timedelta(days=45),
        "delivery_mode": DeliveryMode.ON_SITE,
    }
    with people.ActingAs(people.of_provider(request.provider_id)) as by:
        scope.write(request, values=values, over=0, by=by)


def _sign_both(request: TTARequest, contact: User) -> None:
    with people.ActingAs(contact) as by:
        scope.sign(request, number=1, side=Side.SITE, by=by)
    with people.ActingAs(people.staff("tta-coordinator")) as by:
        scope.sign(request, number=1, side=Side.DOJ, by=by)


def _bring_in_doj(request: TTARequest, contact: User) -> None:
    """A seated agency says how it helps, and the Champion points to a program office's resource."""
    asked = FederalReferral.objects.of_request(request.pk).for_page().seated().first()
    if asked is not None and asked.membership is not None:
        with people.ActingAs(asked.membership.user) as by:
            agency = BranchAgency(asked.agency)
            federal.answer(request, agency=agency, helps=True, text=HELP, by=by)
    with people.ActingAs(people.of(request.site, "program-office-champion", "champion")) as by:
        steer.point(
            request,
            office=ProgramOffice.OVC,
            title="Help for victims of shootings",
            url="https://ovc.ojp.gov/",
            note="A hospital-based program keeps victims in touch with the detectives.",
            by=by,
        )


def _work(request: TTARequest, contact: User) -> None:
    assert request.provider_id is not None  # noqa: S101 -- as above
    today = clock.today(request.site.time_zone)
    with people.ActingAs(people.of_provider(request.provider_id)) as by:
        for days, text in (
            (7, "Written findings"),
            (30, "Training day for those who work with it"),
        ):
            work.promise(
                request,
                kind=CommitmentKind.DELIVERABLE,
                text=text,
                owed_by=Party.PROVIDER,
                due_on=today + timedelta(days=days),
                by=by,
            )
        work.log_hours(
            request,
            worked_on=today,
            spent=timedelta(hours=6.5),
            what="First day at the site",
            by=by,
        )


Take = Callable[[TTARequest, User], None]
# Who takes each step, and how long after the submission.
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
        _by_coordinator("hold", reason="The new chief starts next month.", until=None),
        timedelta(minutes=95),
    ),
    "decline": (
        _by_coordinator(
            "decline",
            reasons=["outside-tta"],
            text=SORRY,
            alternatives="The state's equipment grant is open until spring.",
        ),
        timedelta(days=1),
    ),
    "consult": (_consult, timedelta(minutes=150)),
    "write-scope": (_write_scope, timedelta(days=1)),
    "sign": (_sign_both, timedelta(days=2)),
    "bring-in-doj": (_bring_in_doj, timedelta(days=3)),
    "start": (_by_provider("start-delivery"), timedelta(days=5)),
    "work": (_work, timedelta(days=5, minutes=30)),
    "deliver": (
        _by_provider("deliver", reason="Findings, a new way of working, one day of training."),
        timedelta(days=20),
    ),
    "receive": (_by_contact("confirm-delivery"), timedelta(days=22)),
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
    "in-delivery": _IN_DELIVERY,
    "delivered": (*_IN_DELIVERY, "deliver"),
    "received": (*_IN_DELIVERY, "deliver", "receive"),
}


def _working_hour(calendar: BusinessCalendar, site: Site, row: dict[str, Any]) -> datetime:
    """The given hour at the site, on the first business day so many days back or before it."""
    zone = ZoneInfo(site.time_zone)
    day = clock.today(zone) - timedelta(days=row["days_ago"])
    while not calendar.is_open(day):
        day -= timedelta(days=1)
    return min(datetime.combine(day, time(row["hour"]), tzinfo=zone), clock.now())
