"""Open a round of applications for a cohort, extend its deadline, and change or remove one that no agency uses."""

from datetime import datetime, timedelta

from django.db import IntegrityError

from applications import policies
from applications.actions.links import STARTS
from applications.errors import ManagersOnly, RoundInUse, RoundsOverlap, UnlikelyTimes, YearTaken
from applications.models import Application, Round
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version

# A cohort is a year's, and rounds can't overlap: a closing year mistyped would keep all later rounds from opening.
LONGEST = timedelta(days=366)
TOO_LONG = "Enter a closing time within a year of the opening time."


@atomic_savepoint
def plan(
    *,
    cohort_year: int,
    opens_at: datetime,
    closes_at: datetime,
    time_zone: str,
    is_demo: bool = False,
    by: Actor,
) -> Round:
    """Plan a round of applications.

    Arguments:
        opens_at, closes_at: moments with a zone; at the second one it is closed.
        time_zone: the IANA name of the zone that the deadline is shown in.
        is_demo: whether it is made up; the Apply page then says so.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        UnlikelyTimes: when it would close before it opens, or more than a year after.
        YearTaken: when the cohort has a round.
        RoundsOverlap: when another round is open in that time.
    """
    if not policies.can_manage(by):
        raise ManagersOnly
    _check_times(opens_at, closes_at)
    made = Round(
        cohort_year=cohort_year,
        opens_at=opens_at,
        closes_at=closes_at,
        time_zone=time_zone,
        is_demo=is_demo,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    return _save(made)


@atomic_savepoint
def extend(
    found: Round, *, to: datetime, reason: str, version: int | str | None, by: Actor
) -> Round:
    """Move a round's deadline to a later moment; a round that has closed opens again.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        UnlikelyTimes: when the moment isn't after the present deadline, is over, or is more than a year after the
            opening.
        InvalidInput: when the reason is missing.
        RoundsOverlap: when another round is open in that time.
        StaleEdit: when someone changed the round since.
    """
    held = _hold(found, version, by)
    if to <= max(held.deadline, clock.now()):
        raise UnlikelyTimes("Enter a time after the current deadline.", field="closes")
    _check_times(held.opens_at, to)
    if not reason.strip():
        raise InvalidInput("Enter a reason. It's shown with the new deadline.", field="reason")
    held.extended_to, held.extension_reason = to, reason.strip()
    held.version += 1
    _save(held)
    # Drafts are hidden from staff; a job plans their reminders.
    emit(
        "applications.plan_reminders",
        key=f"applications.deadline:{held.pk}:{held.version}",
        payload={"round": str(held.pk)},
    )
    return held


@atomic_savepoint
def change(
    found: Round,
    *,
    cohort_year: int,
    opens_at: datetime,
    closes_at: datetime,
    time_zone: str,
    version: int | str | None,
    by: Actor,
) -> Round:
    """Change a round in which no agency has started an application; an extension is dropped.

    Arguments:
        cohort_year, opens_at, closes_at, time_zone: as ``plan`` takes them.

    Raises:
        RoundInUse: when an agency has started an application.
        StaleEdit: when someone changed the round since.
        DomainError: as ``plan``.
    """
    held = _hold(found, version, by)
    _refuse_used(held)
    _check_times(opens_at, closes_at)
    held.cohort_year, held.time_zone = cohort_year, time_zone
    held.opens_at, held.closes_at = opens_at, closes_at
    held.extended_to, held.extension_reason = None, ""
    held.version += 1
    return _save(held)


@atomic_savepoint
def remove(found: Round, *, version: int | str | None, by: Actor) -> None:
    """Remove a round in which no agency has started an application; its history stays.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        RoundInUse: when an agency has started an application.
        StaleEdit: when someone changed the round since.
    """
    held = _hold(found, version, by)
    _refuse_used(held)
    held.delete()


def _hold(found: Round, version: int | str | None, by: Actor) -> Round:
    held = locks.hold(Round.objects.all(), found.pk, refusal=ManagersOnly)
    if not policies.can_manage(by):
        raise ManagersOnly
    check_version(held, version)
    return held


def _refuse_used(held: Round) -> None:
    # Drafts are hidden from staff; that there is one isn't.
    with powers_of(STARTS):
        is_used = Application.objects.of_round(held).exists()
    if is_used:
        raise RoundInUse


def _check_times(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= opens_at:
        raise UnlikelyTimes(field="closes")
    if closes_at - opens_at > LONGEST:
        raise UnlikelyTimes(TOO_LONG, field="closes")


def _save(held: Round) -> Round:
    try:
        with atomic_savepoint:
            held.save()
    except IntegrityError as error:
        if "one_round_is_open_at_a_time" in str(error):
            raise RoundsOverlap(field="closes") from error
        if "cohort_year" in str(error):
            raise YearTaken(field="cohort_year") from error
        raise
    return held
