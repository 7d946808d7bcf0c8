"""Mark a post as useful, and undo it."""

from communities import policies
from communities.errors import MembersOnly, OwnPost, Retired
from communities.models import Post, UsefulMark
from communities.querysets.communities import belongs_to
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def mark(post: Post, *, by: Actor) -> None:
    """Mark a post that the actor reads as useful; a second time changes nothing.

    Arguments:
        post: with its community.

    Raises:
        Retired: when the community is retired.
        MembersOnly: when the actor is neither a member nor a facilitator.
        OwnPost: when they wrote it.
    """
    person_id = _require_member(post, by)
    if not policies.can_mark(by, post):
        raise OwnPost
    made = UsefulMark(
        community_id=post.community_id, post=post, person_id=person_id, marked_at=clock.now()
    )
    UsefulMark.objects.bulk_create([made], ignore_conflicts=True)


@atomic_savepoint
def unmark(post: Post, *, by: Actor) -> None:
    """Remove the actor's mark; a second time changes nothing.

    Raises:
        Retired, MembersOnly: as ``mark``.
    """
    person_id = _require_member(post, by)
    UsefulMark.objects.visible_to(by).on(post.pk).of_person(person_id).delete()


def _require_member(post: Post, by: Actor) -> int:
    """Return the id of the person who marks a post in their community."""
    if post.community.is_retired:
        raise Retired
    if by.user_id is None or not belongs_to(by, post.community_id, clock.now()):
        raise MembersOnly
    return by.user_id
