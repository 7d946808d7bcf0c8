"""Follow the posts of a community or of one thread, and stop following them."""

from communities.errors import MembersOnly, Retired
from communities.models import Community, Post, Subscription
from communities.querysets.communities import belongs_to
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint

KEY = ["person", "community", "post"]


@atomic_savepoint
def choose(
    community: Community, *, is_following: bool, post: Post | None = None, by: Actor
) -> None:
    """Follow all new posts of a community, or the replies in one thread, or stop; a second time changes nothing.

    Arguments:
        post: the first post of the thread; left out for all posts.

    Raises:
        Retired: when the community is retired: there are no posts to come.
        MembersOnly: when the actor is neither a member nor a facilitator.
    """
    if community.is_retired:
        raise Retired
    if by.user_id is None or not belongs_to(by, community.pk, clock.now()):
        raise MembersOnly
    chosen = Subscription(
        community=community,
        post=post,
        person_id=by.user_id,
        is_following=is_following,
        changed_at=clock.now(),
    )
    Subscription.objects.bulk_create(
        [chosen],
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=["is_following", "changed_at"],
    )
