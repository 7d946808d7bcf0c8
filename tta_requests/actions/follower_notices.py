"""Tell those who follow a request what happened to it, unless it reaches them in their own role."""

from collections.abc import Set as AbstractSet

from foundation.notifications import notify
from foundation.notifications.notices import Due
from tta_requests.actions import gates
from tta_requests.actions.notifications import weight_of
from tta_requests.actions.recipients import readers
from tta_requests.enums import MessageAudience
from tta_requests.models import Entry, Follower


def announce_news(taken: Entry, *, but: AbstractSet[int]) -> None:
    """Notify the followers of a step or a shared message, except its author.

    Arguments:
        taken: the entry of the timeline.
        but: the people whom the entry reaches in their own role.
    """
    if taken.audience != MessageAudience.SHARED:
        return
    tta_request = taken.request
    followers = Follower.objects.of_request(tta_request.pk).values_list("person_id", flat=True)
    told = set(followers) - but - {taken.author_id or 0}
    if not told:
        return
    notify.send(
        "followed",
        Due(
            key=f"followed:{taken.pk}",
            recipients=readers(tta_request, told),
            gate=gates.FOLLOWED(tta_request.pk),
            number=tta_request.number,
            action="read the new message" if taken.is_message else "see what changed",
            url=tta_request.get_absolute_url(),
            why=f"You follow {tta_request.number}.",
            site_id=tta_request.site_id,
            weight=weight_of(tta_request),
        ),
    )
