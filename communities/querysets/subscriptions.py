"""What people follow, by what they chose and by where they wrote."""

from communities.models import Community, Post, Subscription
from communities.querysets.communities import people_of
from foundation.accounts.actors import Actor
from foundation.calendars import clock


def follows(actor: Actor, community: Community) -> bool:
    """Return whether the actor chose to follow all posts of a community."""
    mine = Subscription.objects.visible_to(actor).to_community(community.pk)
    return mine.filter(is_following=True).exists()


def follows_thread(actor: Actor, post: Post) -> bool:
    """Return whether the actor is notified of replies to a post: they chose to be, or wrote in it and didn't stop.

    Arguments:
        post: the first one of the thread.
    """
    chosen = Subscription.objects.visible_to(actor).to_thread(post.pk).first()
    if chosen is not None:
        return chosen.is_following
    return actor.user_id in Post.objects.visible_to(actor).authors_in(post.pk)


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
