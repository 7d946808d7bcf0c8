"""Say that a resource is still right, and give it another owner."""

from datetime import date

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from library import policies
from library.actions.resources import check_day, lock, save, with_site
from library.errors import Archived, NotAnOwner, NotYourResource
from library.models import Resource
from library.querysets import owners_of

# The job that writes what its reader may not: the count of marks, and an owner's review of a public resource.
JOB = "system:library"


@atomic_savepoint
def review(
    resource: Resource, *, review_by: date, version: int | str | None, by: Actor
) -> Resource:
    """Say that a resource is still right, and when to look at it again.

    Arguments:
        review_by: the next last day to look at it, in Eastern time.

    Raises:
        NotYourResource: when the actor neither owns nor changes it.
        Archived: when it is archived.
        ReviewInThePast, ReviewTooFar: when the day of the review is no day in the next five years.
        StaleEdit: when someone changed it since.
    """
    check_day(review_by)
    if not policies.can_review(by, resource):
        raise NotYourResource
    held = locks.hold(with_site(), resource.pk, refusal=NotYourResource, through=JOB)
    if not policies.can_review(by, held):
        raise NotYourResource
    if held.is_archived:
        raise Archived
    check_version(held, version)
    held.review_by, held.reviewed_by_id = review_by, by.user_id
    held.reviewed_on = clock.today(OFFICIAL_ZONE)
    with powers_of(JOB):
        return save(held)


@atomic_savepoint
def give(resource: Resource, *, owner: User, version: int | str | None, by: Actor) -> Resource:
    """Give a resource another owner, who is notified.

    Raises:
        NotYourResource: when the actor doesn't manage it.
        NotAnOwner: when the person can't answer for it.
        Archived: when it is archived.
        StaleEdit: when someone changed it since.
    """
    held = lock(resource, version, by=by)
    if not policies.can_manage(by, held):
        raise NotYourResource
    if not owners_of(held, clock.now()).filter(pk=owner.pk).exists():
        raise NotAnOwner(field="owner")
    held.owner = owner
    announce(save(held))
    return held


def announce(held: Resource) -> None:
    """Have the owner of a resource notified, once for each version that made them the owner."""
    emit(
        "library.tell_owner",
        key=f"library.owner:{held.pk}:{held.version}",
        payload={"resource": str(held.pk), "owner": held.owner_id},
    )
