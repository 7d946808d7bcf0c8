"""Plan a summit, change its details, publish it, and take its steps."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from summits.actions import registrations
from summits.actions.choices import tell_changed
from summits.actions.seats import fill_seats
from summits.actions.steps import keep, lock, record, require_manager
from summits.enums import LIFECYCLE, Format, GateKind, State, StepKind
from summits.errors import AgendaInUse, ManagersOnly, PlaceNeeded, SlugTaken, UnlikelyDays
from summits.models import Gate, LeadTime, Session, Summit
from summits.policies import GUARDS, can_manage, hand_of, has_place

# What a Program Manager or an organizer may change of a summit.
DETAILS = (
    "name",
    "theme",
    "city",
    "state",
    "venue",
    "time_zone",
    "starts_on",
    "ends_on",
    "note",
)
# Where and when it is: approved with the summit, so that later only a Program Manager changes it.
APPROVED = frozenset({"city", "state", "venue", "time_zone", "starts_on", "ends_on"})
PLACELESS = (State.PLANNED, State.APPROVED)
MAX_DAYS = 10
YEARS = range(2000, 2101)
OUTSIDE = "Sessions on the agenda would be outside these days. Move them first."
FAR_YEAR = "Enter a year from 2000 to 2100."
TOO_LONG = "A summit has at most 10 days. Enter an earlier last day."
PASSED_BY = {"open-registration": GateKind.REGISTRATION, "lock-agenda": GateKind.AGENDA}


@atomic_savepoint
def plan(
    *,
    slug: str,
    name: str,
    starts_on: date,
    ends_on: date,
    time_zone: str,
    format: Format = Format.IN_PERSON,  # noqa: A002 -- the field's name
    theme: str = "",
    city: str = "",
    state: str = "",
    venue: str = "",
    is_demo: bool = False,
    by: Actor,
) -> Summit:
    """Plan a summit; its gates are due as many days before it as the lead times say.

    Arguments:
        slug: its name in addresses, such as 2027.
        time_zone: the zone of the place; for a virtual summit, the zone its times are said in.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        SlugTaken: when another summit has the slug.
        UnlikelyDays: when the last day is before the first, or too far after it, or before 2000 or after 2100.
    """
    require_manager(by)
    _require_days(starts_on, ends_on)
    planned = Summit(
        slug=slug,
        name=name,
        theme=theme,
        format=format,
        city=city,
        state=state,
        venue=venue,
        time_zone=time_zone,
        starts_on=starts_on,
        ends_on=ends_on,
        is_demo=is_demo,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    try:
        with atomic_savepoint:
            planned.save(force_insert=True)
    except IntegrityError as error:
        if "slug" in str(error):
            raise SlugTaken(field="slug") from error
        raise
    for lead in LeadTime.objects.all():
        Gate.objects.create(
            summit=planned, kind=lead.kind, due_on=starts_on - timedelta(days=lead.days_before)
        )
    record(planned, StepKind.PLANNED, by=by)
    return planned


@atomic_savepoint
def change(
    summit: Summit, *, version: int | str | None, values: Mapping[str, Any], by: Actor
) -> Summit:
    """Change details of a summit; gates that wait move with its first day.

    Arguments:
        values: new values by name, of ``DETAILS``; those left out stay.

    Raises:
        UnlikelyDays: when the last day is before the first, or too far after it.
        StaleEdit: when someone changed it since.
        ManagersOnly: when an organizer changes days or place after the approval.
        PlaceNeeded: when registration is open, and nobody would know where to go.
        AgendaInUse: when sessions on the agenda would move, or be outside the days.
    """
    held = lock(summit, version=version, by=by)
    before = held.starts_on
    changed = [name for name in DETAILS if name in values and getattr(held, name) != values[name]]
    for name in changed:
        setattr(held, name, values[name])
    _require_days(held.starts_on, held.ends_on)
    if not changed:
        return held
    if held.status != State.PLANNED and APPROVED & {*changed} and not can_manage(by):
        raise ManagersOnly
    if held.status not in PLACELESS and has_place(by, held) is not True:
        raise PlaceNeeded(field="venue")
    _require_agenda_fits(held, changed)
    _move_gates(held, held.starts_on - before)
    record(held, StepKind.CHANGED, about=", ".join(_words_of(changed)), by=by)
    return keep(held)


@atomic_savepoint
def publish(
    summit: Summit,
    *,
    is_published: bool,
    is_agenda_public: bool,
    version: int | str | None,
    by: Actor,
) -> Summit:
    """Say what of a summit visitors see: its page, and its agenda with it.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
    """
    require_manager(by)
    held = lock(summit, version=version, even_over=True, by=by)
    held.is_published, held.is_agenda_public = is_published, is_published and is_agenda_public
    parts = ["the summit"] * held.is_published + ["its agenda"] * held.is_agenda_public
    about = " and ".join(parts) if parts else "nothing is public"
    record(held, StepKind.PUBLISHED, about=about, by=by)
    return keep(held)


@atomic_savepoint
def take(
    summit: Summit, step: str, *, version: int | str | None, reason: str = "", by: Actor
) -> Summit:
    """Take a step of the table of transitions by its name.

    Arguments:
        step: a name in ``LIFECYCLE``.
        version: the version the form was based on, as it was sent.

    Raises:
        StaleEdit: when someone changed it since.
        Refused: when its state or a guard does not allow the step.
        NotAllowed: when only someone else may take it.
        InvalidInput: when a reason is missing.
    """
    held = lock(summit, version=version, by=by)
    row = LIFECYCLE.check(step, held, hand_of(by, held), GUARDS, reason)
    LIFECYCLE.advance(held, row)
    if step == "go-virtual":
        held.format = Format.VIRTUAL
    held.save()
    if step == "cancel":
        registrations.end_all(held)
    elif step == "go-virtual":
        registrations.tell_all(held)
        fill_seats(Session.objects.of_summit(held.pk).with_summit().order_by("pk"))
    if step in {"cancel", "go-virtual"}:
        tell_changed(held, version=held.version)
    if step == "wrap-up":
        emit(
            "summits.ask_feedback",
            key=f"summits.feedback:{held.pk}",
            payload={"summit": str(held.pk)},
        )
    _pass_by_step(held, step)
    record(held, StepKind(step), reason=reason, by=by)
    return held


def _pass_by_step(held: Summit, step: str) -> None:
    """Pass the gate that a step is about; unlocking the agenda opens its gate again."""
    kind = GateKind.AGENDA if step == "unlock-agenda" else PASSED_BY.get(step)
    gate = Gate.objects.filter(summit=held, kind=kind).first() if kind else None
    if gate is None:
        return
    gate.done_on = None if step == "unlock-agenda" else clock.today(held.time_zone)
    gate.save()


def _move_gates(held: Summit, by_days: timedelta) -> None:
    if not by_days:
        return
    for gate in Gate.objects.filter(summit=held, done_on=None):
        gate.due_on += by_days
        gate.save()


def _require_agenda_fits(held: Summit, changed: list[str]) -> None:
    """Refuse a change that moves sessions on the agenda, or leaves them outside the summit's days."""
    if not {"time_zone", "starts_on", "ends_on"} & {*changed}:
        return
    placed = [each.during for each in Session.objects.of_summit(held.pk).placed()]
    if placed and "time_zone" in changed:
        raise AgendaInUse(field="time_zone")
    zone, last = ZoneInfo(held.time_zone), held.ends_on or held.starts_on
    days = [during.lower.astimezone(zone).date() for during in placed]
    for field, is_out in (
        ("starts_on", any(day < held.starts_on for day in days)),
        ("ends_on", any(day > last for day in days)),
    ):
        if is_out:
            raise AgendaInUse(OUTSIDE, field=field)


def _require_days(first: date, last: date | None) -> None:
    for day, field in ((first, "starts_on"), (last, "ends_on")):
        if day is not None and day.year not in YEARS:
            raise UnlikelyDays(FAR_YEAR, field=field)
    if last is None or last < first:
        raise UnlikelyDays(field="ends_on")
    if (last - first).days >= MAX_DAYS:
        raise UnlikelyDays(TOO_LONG, field="ends_on")


def _words_of(names: list[str]) -> list[str]:
    return [str(Summit._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]  # -- plain fields
