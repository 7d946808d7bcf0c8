"""Ask for an exchange, set its days, allow it over the host's limit, and take its steps."""

from collections.abc import Sequence
from datetime import date

from engagements.policies import is_former
from exchanges import policies
from exchanges.actions.steps import lock, lock_for_planning, record, saved, tell
from exchanges.enums import HOSTED, LIFECYCLE, StepKind
from exchanges.errors import (
    AgendaOutside,
    HostIsFull,
    NoOneAnswers,
    NotInTheProgram,
    NotOverTheLimit,
    NotYourSite,
    SameSites,
    StaffOnly,
    UnlikelyDays,
)
from exchanges.models import AgendaItem, ExchangeGoal, HostingLimit, PeerExchange
from exchanges.models.exchanges import busiest_year
from exchanges.models.goals import goals_of
from exchanges.policies import GUARDS, hand_of
from exchanges.querysets.board import load_around
from exchanges.querysets.exchanges import ANSWERS, days_hosted, people_at
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import first_day
from foundation.outbox import emit
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.tenancy.turns import take_turn
from foundation.workflow.errors import AccessChanged, InvalidInput
from foundation.workflow.versions import check_version
from sites.models import CoreArea, Site

# The job that reads for a person what only the host's people see: who answers, and its other visits.
LOOKING = "system:exchanges"
# The turns of hosts among the database's advisory locks: this and the host's key.
HOST_TURNS = 78_000_000_000


@atomic_savepoint
def ask(
    *,
    visitor: Site,
    host: Site,
    core_area: CoreArea,
    title: str,
    goals: Sequence[str],
    outcomes: str,
    place: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: Actor,
) -> PeerExchange:
    """Ask a site to host a visit; the host's people are notified, and DOJ staff where it has reached its limit.

    Arguments:
        visitor: the site of the actor that wants to visit; its engagement isn't over.
        host: another site with someone who can answer. Alumni host too.
        goals: what the visitors want to see and learn, one after the other.
        outcomes: what is expected to come of it.
        starts_on: the first day in the host's time zone; None for a date that isn't set.
        ends_on: the last day; the first one where it is left out.

    Raises:
        NotYourSite: when the actor doesn't ask for visits of the site.
        NotInTheProgram: when the visiting site's engagement is over.
        SameSites: when both sites are one.
        NoOneAnswers: when no one at the host can answer.
        UnlikelyDays: when the days are past, or the last one is before the first.
    """
    if by.user_id is None or not policies.can_ask(by, visitor.pk):
        raise NotYourSite
    if visitor.pk == host.pk or visitor.is_demo != host.is_demo:
        raise SameSites(field="host")
    if is_former(visitor.pk):
        raise NotInTheProgram(field="visitor")
    _check_days(host, starts_on, ends_on)
    with powers_of(LOOKING):
        if not people_at([host.pk], ANSWERS, clock.now()):
            raise NoOneAnswers(field="host")
    made = PeerExchange.objects.create(
        visitor=visitor,
        host=host,
        core_area=core_area,
        title=title,
        outcomes=outcomes.strip(),
        place=place,
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        asked_by_id=by.user_id,
        asked_at=clock.now(),
    )
    ExchangeGoal.objects.bulk_create(goals_of(made, goals))
    record(made, StepKind.ASK, by=by)
    tell(made, StepKind.ASK, by=by)
    with powers_of(LOOKING):
        most, limit = load_around(made)
    if most > limit:
        emit(
            "exchanges.tell_over_limit",
            key=f"exchanges.over-limit:{made.pk}",
            payload={"exchange": str(made.pk)},
        )
    return made


@atomic_savepoint
def set_dates(
    exchange: PeerExchange,
    *,
    starts_on: date,
    ends_on: date | None = None,
    place: str = "",
    version: int | str | None,
    by: Actor,
) -> PeerExchange:
    """Set the days and the place of a visit; the other people of both sites are notified.

    Arguments:
        starts_on: the first day in the host's time zone.
        ends_on: the last day; the first one where it is left out.

    Raises:
        NotYourExchange: when the actor works on it for neither site.
        NotNow: once it was held, and when it was declined or canceled.
        StaleEdit: when someone changed it since that version.
        UnlikelyDays: when another first day is past, or the last day is before the first.
        AgendaOutside: when agenda items would be on other days.
        HostIsFull: when an accepted visit would exceed the host's limit on these days.
    """
    _take_turns(exchange)
    held = lock_for_planning(exchange, by=by)
    check_version(held, version)
    _check_days(held.host, starts_on, ends_on, before=held.starts_on)
    last, zone = ends_on or starts_on, held.host.time_zone
    for item in AgendaItem.objects.of_exchange(held.pk):
        if not starts_on <= first_day(item.starts_at, zone) <= last:
            raise AgendaOutside
    if held.status in HOSTED and not held.over_limit_reason:
        with powers_of(LOOKING):
            hosted = days_hosted(held)
        if busiest_year(hosted, starts_on) > HostingLimit.objects.current().visits:
            raise HostIsFull
    held.starts_on, held.ends_on, held.place = starts_on, last, place
    saved(held, "starts_on", "ends_on", "place")
    record(held, StepKind.SET_DATES, by=by)
    tell(held, StepKind.SET_DATES, by=by)
    return held


@atomic_savepoint
def allow(
    exchange: PeerExchange, *, reason: str, version: int | str | None, by: Actor
) -> PeerExchange:
    """Let the host take a visit although it has reached its limit; the host still answers.

    Raises:
        StaffOnly: when the actor isn't DOJ staff, or it no longer waits for the host.
        StaleEdit: when someone changed it since that version.
        NotOverTheLimit: when the host can take it anyway.
        InvalidInput: without a reason.
    """
    held = lock(exchange)
    check_version(held, version)
    if not policies.can_allow(by, held):
        raise StaffOnly
    if not reason.strip():
        raise InvalidInput("Enter a reason.", field="reason")
    most, limit = load_around(held)
    if most <= limit:
        raise NotOverTheLimit
    held.over_limit_reason, held.allowed_by_id = reason.strip(), by.user_id
    saved(held, "over_limit_reason", "allowed_by")
    record(held, StepKind.ALLOW, reason=reason, by=by)
    tell(held, StepKind.ALLOW, by=by)
    return held


@atomic_savepoint
def take(
    exchange: PeerExchange, step: str, *, version: int | str | None, reason: str = "", by: Actor
) -> PeerExchange:
    """Take a step of the table of transitions by its name; the other people of both sites are notified.

    Arguments:
        step: a name in ``LIFECYCLE``.
        version: the version the form was based on, as it was sent.

    Raises:
        StaleEdit: when someone changed it since.
        Refused: when its state or a guard does not allow the step.
        NotAllowed: when only someone else may take it.
        InvalidInput: when a reason is missing.
    """
    if step == StepKind.ACCEPT:
        _take_turns(exchange)
    held = lock(exchange)
    check_version(held, version)
    row = LIFECYCLE.check(step, held, hand_of(by, held), GUARDS, reason)
    held.status = row.target
    saved(held, "status")
    record(held, StepKind(step), reason=reason, by=by)
    tell(held, StepKind(step), by=by)
    return held


def _take_turns(exchange: PeerExchange) -> None:
    """Wait for the host's turn, so that two visits accepted at once don't both fit its limit."""
    watch = powers.begin()
    take_turn(HOST_TURNS + exchange.host_id)
    if watch.lost():
        raise AccessChanged


def _check_days(
    host: Site, starts_on: date | None, ends_on: date | None, *, before: date | None = None
) -> None:
    if starts_on is None:
        if ends_on is not None:
            raise UnlikelyDays("Enter the first day too.", field="starts_on")
        return
    # A visit that has begun keeps its first day while its last day or place changes.
    if starts_on != before and starts_on < clock.today(host.time_zone):
        raise UnlikelyDays("Enter a day from today on.", field="starts_on")
    if ends_on is not None and not starts_on <= ends_on:
        raise UnlikelyDays(field="ends_on")
