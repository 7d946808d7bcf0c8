"""Make a person a facilitator of one community, and end it."""

from datetime import date

from django.db import IntegrityError

from communities.actions.steps import lock, record, require_manager
from communities.enums import StepKind
from communities.errors import AlreadyFacilitates, ManagersOnly, NotAPerson, UnlikelyDays
from communities.models import Community, Facilitator
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE, end_of
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

YEARS = range(2000, 2101)
PAST = "Enter today or a later day, up to the year 2100."


@atomic_savepoint
def give(
    community: Community, *, email: str, last_day: date | None = None, by: Actor
) -> Facilitator:
    """Make a person with an account a facilitator of one community, from now on.

    Arguments:
        last_day: the last day it counts, in Eastern time; open if left out.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
        Retired: when the community is retired.
        NotAPerson: when no active account has the address.
        AlreadyFacilitates: when the person facilitates it at that time.
        UnlikelyDays: when the last day is past.
    """
    require_manager(by)
    held = lock(community, by=by)
    person = User.objects.open_at(email)
    if person is None:
        raise NotAPerson(field="email")
    if last_day and (last_day < clock.today(OFFICIAL_ZONE) or last_day.year not in YEARS):
        raise UnlikelyDays(PAST, field="last_day")
    try:
        with atomic_savepoint:
            facilitator = Facilitator.objects.create(
                community=held,
                person=person,
                starts_at=clock.now(),
                ends_at=end_of(last_day, OFFICIAL_ZONE) if last_day else None,
                given_by_id=by.user_id,
            )
    except IntegrityError as error:
        if "a_person_facilitates_a_community_once" in str(error):
            raise AlreadyFacilitates from error
        raise
    record(held, StepKind.GRANTED, about=person.name, by=by)
    return facilitator


@atomic_savepoint
def end(facilitator: Facilitator, *, by: Actor) -> Facilitator:
    """End a facilitator's grant now; one that has ended stays as it is.

    Raises:
        ManagersOnly: when the actor is no Program Manager.
    """
    require_manager(by)
    rows = Facilitator.objects.select_related("community", "person")
    held = locks.hold(rows, facilitator.pk, refusal=ManagersOnly)
    if held.ends_at and held.ends_at <= clock.now():
        return held
    if held.person_id == by.user_id:
        powers.give_up()
    held.ends_at = max(clock.now(), held.starts_at)
    held.save()
    if not held.community.is_retired:
        record(held.community, StepKind.REVOKED, about=held.person.name, by=by)
    return held
