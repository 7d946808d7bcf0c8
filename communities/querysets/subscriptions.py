"""Who follows posts, by what they chose and by where they wrote, as jobs read it."""

from communities.models import Community, Post, Subscription
from communities.querysets.communities import people_of
from foundation.calendars import clock


def followers_of(community: Community) -> set[int]:
    """Return the ids of the members and facilitators who follow all posts of a community, as a job reads them."""
    following = Subscription.objects.to_community(community.pk).people(following=True)
    return following & people_of(community.pk, clock.now())


def followers_of_thread(post: Post) -> set[int]:
    """Return the ids of those who follow a thread, or wrote in it and didn't stop, as a job reads them.

    Arguments:
        post: the first one of the thread.
    """
    chosen = Subscription.objects.to_thread(post.pk)
    stopped = chosen.people(following=False)
    found = Post.objects.authors_in(post.pk) | chosen.people(following=True)
    return (found - stopped) & people_of(post.community_id, clock.now())
