"""Open a round of applications for a cohort, and extend its deadline."""

from datetime import datetime

from django.db import IntegrityError

from applications import policies
from applications.errors import ManagersOnly, RoundsOverlap, UnlikelyTimes, YearTaken
from applications.models import Round
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version


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
        UnlikelyTimes: when it would close before it opens.
        YearTaken: when the cohort has a round.
        RoundsOverlap: when another round is open in that time.
    """
    if not policies.can_manage(by):
        raise ManagersOnly
    if closes_at <= opens_at:
        raise UnlikelyTimes(field="closes")
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
        UnlikelyTimes: when the moment isn't after the present deadline, or is over.
        InvalidInput: when the reason is missing.
        RoundsOverlap: when another round is open in that time.
        StaleEdit: when someone changed the round since.
    """
    held = locks.hold(Round.objects.all(), found.pk, refusal=ManagersOnly)
    if not policies.can_manage(by):
        raise ManagersOnly
    check_version(held, version)
    if to <= max(held.deadline, clock.now()):
        raise UnlikelyTimes("Enter a time after the current deadline.", field="closes")
    if not reason.strip():
        raise InvalidInput("Enter a reason. It's shown with the new deadline.", field="reason")
    held.extended_to, held.extension_reason = to, reason.strip()
    held.version += 1
    return _save(held)


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
