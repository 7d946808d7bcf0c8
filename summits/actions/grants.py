"""Give a person a role at one summit, and end it."""

from datetime import date

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import end_of
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from summits.actions.steps import held_for_work, record, require_manager
from summits.actions.summits import FAR_YEAR, YEARS
from summits.enums import GrantRole, StepKind
from summits.errors import AlreadyGranted, ManagersOnly, NotAPerson, UnlikelyDays
from summits.models import Grant, Summit

PAST = "Enter today or a later day."


@atomic_savepoint
def give(
    summit: Summit, *, email: str, role: GrantRole, last_day: date | None = None, by: Actor
) -> Grant:
    """Give a person with an account a role at one summit, from now on.

    Arguments:
        last_day: the last day it counts, in the summit's zone; open if left out.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        NotAPerson: when no active account has the address.
        AlreadyGranted: when the person has that role at that time.
        UnlikelyDays: when the last day is past.
    """
    require_manager(by)
    held = held_for_work(summit, by=by)
    person = User.objects.open_at(email)
    if person is None:
        raise NotAPerson(field="email")
    if last_day and last_day < clock.today(held.time_zone):
        raise UnlikelyDays(PAST, field="last_day")
    if last_day and last_day.year not in YEARS:
        raise UnlikelyDays(FAR_YEAR, field="last_day")
    try:
        with atomic_savepoint:
            grant = Grant.objects.create(
                summit=held,
                person=person,
                role=role,
                starts_at=clock.now(),
                ends_at=end_of(last_day, held.time_zone) if last_day else None,
                given_by_id=by.user_id,
            )
    except IntegrityError as error:
        if "a_person_has_a_role_at_a_summit_once" in str(error):
            raise AlreadyGranted from error
        raise
    record(held, StepKind.GRANTED, about=str(grant.get_role_display()), by=by)
    return grant


@atomic_savepoint
def end(grant: Grant, *, by: Actor) -> Grant:
    """End a role at a summit now; one that has ended stays as it is.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
    """
    require_manager(by)
    rows = Grant.objects.select_related("summit", "person")
    held = locks.hold(rows, grant.pk, refusal=ManagersOnly)
    if held.ends_at and held.ends_at <= clock.now():
        return held
    if held.person_id == by.user_id:
        powers.give_up()
    held.ends_at = max(clock.now(), held.starts_at)
    held.save()
    record(held.summit, StepKind.REVOKED, about=str(held.get_role_display()), by=by)
    return held
