"""Name the reviewers of an application, and end it."""

from datetime import date, timedelta

from django.db import IntegrityError

from applications import policies, querysets
from applications.actions.reviews import hold
from applications.actions.steps import record
from applications.enums import Status
from applications.errors import (
    AlreadyReviews,
    AlreadyScored,
    DueInThePast,
    HeldASeat,
    ManagersOnly,
    NamesThemselves,
    NotAPerson,
    NotUnderReview,
)
from applications.models import Application, Reviewer
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

# Reviews are for one round, which is a year at most.
FARTHEST = timedelta(days=366)


@atomic_savepoint
def name(application: Application, *, email: str, due_on: date, by: Actor) -> Reviewer:
    """Name a person with an account a reviewer of one application, from now until it is decided; they are notified.

    Arguments:
        due_on: the day by which their scores are due, in Eastern time.

    Raises:
        ManagersOnly: when the actor is no Program Manager, or holds or held a seat at the agency's site.
        NotUnderReview: when its review hasn't started, or is over.
        NotAPerson: when no active account has the address.
        NamesThemselves: when it is the actor's own.
        HeldASeat: when the person holds or held a seat at the agency's site.
        AlreadyReviews: when the person reviews it already.
        DueInThePast: unless the day is within the next year.
    """
    held = hold(application, by)
    if by.user_id is None:  # a job names no one
        raise ManagersOnly
    if held.status != Status.UNDER_REVIEW:
        raise NotUnderReview
    person = _person(held, email, by)
    if not timedelta() < due_on - clock.today(OFFICIAL_ZONE) <= FARTHEST:
        raise DueInThePast(field="due_on")
    try:
        with atomic_savepoint:
            reviewer = Reviewer.objects.create(
                application=held,
                round=held.round,
                person=person,
                starts_at=clock.now(),
                due_on=due_on,
                given_by_id=by.user_id,
            )
    except IntegrityError as error:
        if "a_person_reviews_an_application_once" in str(error):
            raise AlreadyReviews(field="email") from error
        raise
    record(held, "name-reviewer", reason=person.name, by=by)
    emit(
        "applications.tell_reviewer",
        key=f"applications.reviewer:{reviewer.pk}",
        payload={"reviewer": str(reviewer.pk)},
    )
    return reviewer


@atomic_savepoint
def remove(reviewer: Reviewer, *, by: Actor) -> Reviewer:
    """End a person's review before they have submitted scores; one that has ended stays as it is.

    Raises:
        ManagersOnly: as ``name``, and when it is the actor's own: a colleague ends it.
        AlreadyScored: when they have submitted scores.
    """
    application = hold(reviewer.application, by)
    rows = Reviewer.objects.visible_to(by).select_related("person")
    held = locks.hold(rows, reviewer.pk, refusal=ManagersOnly)
    if not policies.can_remove(by, held):
        raise ManagersOnly
    if querysets.has_scored(held):
        raise AlreadyScored
    if held.ends_at is None:
        held.ends_at = max(clock.now(), held.starts_at)
        held.save(update_fields=["ends_at"])
        record(application, "remove-reviewer", reason=held.person.name, by=by)
        notify.changed(str(application.round), key=f"reviewer:{held.pk}:removed")
    return held


def _person(held: Application, email: str, by: Actor) -> User:
    person = User.objects.open_at(email)
    if person is None:
        raise NotAPerson(field="email")
    if person.pk == by.user_id:
        raise NamesThemselves(field="email")
    if querysets.held_seat(person.pk, held.ori):
        raise HeldASeat(field="email")
    return person
