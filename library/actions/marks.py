"""Mark a resource as useful, and undo it; the resource keeps the count."""

from django.db import IntegrityError
from django.db.models import F

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint, powers_of
from library import policies
from library.actions.owners import JOB
from library.errors import AlreadyMarked, Archived, NotMarked, NotYourResource
from library.models import Resource, UsefulMark


@atomic_savepoint
def mark(resource: Resource, *, by: Actor) -> None:
    """Mark a resource as useful; one person's mark counts once.

    Raises:
        NotYourResource: when the actor only reads the resource.
        Archived: when it is archived.
        AlreadyMarked: when the actor marked it before.
    """
    if resource.is_archived:
        raise Archived
    if by.user_id is None or not policies.can_mark(by, resource):
        raise NotYourResource
    try:
        with atomic_savepoint:
            UsefulMark.objects.create(
                resource=resource, person_id=by.user_id, marked_at=clock.now()
            )
    except IntegrityError as error:
        if "a_person_marks_a_resource_once" in str(error):
            raise AlreadyMarked from error
        raise
    _count(resource, 1)


@atomic_savepoint
def unmark(resource: Resource, *, by: Actor) -> None:
    """Remove the actor's mark.

    Raises:
        NotMarked: when there is none.
    """
    removed, _ = UsefulMark.objects.visible_to(by).on(resource.pk).delete()
    if not removed:
        raise NotMarked
    _count(resource, -removed)


def _count(resource: Resource, more: int) -> None:
    """Change the count by one, in the database: marks of others at the same time count, too."""
    with powers_of(JOB):
        Resource.objects.filter(pk=resource.pk).update(useful_count=F("useful_count") + more)
