"""A page of suggested topics."""

from communities.models import Community, Topic
from foundation.accounts.actors import Actor
from foundation.workflow.cursors import Position

# Topics on a page.
PAGE = 25


def page_for(
    actor: Actor, community: Community, place: Position | None
) -> tuple[list[Topic], bool]:
    """Return a page of topics the actor reads, the latest first, and whether there are older ones.

    Arguments:
        place: the topic after which the page begins; None for the latest.
    """
    found = Topic.objects.visible_to(actor).of_community(community.pk)
    rows = list((found.after(*place) if place else found)[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE
