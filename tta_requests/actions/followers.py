"""Follow a request, and stop following it."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic
from tta_requests.actions.transitions import person
from tta_requests.errors import NotYours
from tta_requests.models import Follower, TTARequest
from tta_requests.policies import can_follow


@atomic
def follow(tta_request: TTARequest, *, by: Actor) -> None:
    """Notify the actor from now on of each step and shared message; following twice changes nothing.

    Raises:
        NotYours: when the actor may not follow it.
    """
    if not can_follow(by, tta_request):
        raise NotYours
    Follower.objects.get_or_create(
        site_id=tta_request.site_id,
        request=tta_request,
        person_id=person(by),
        defaults={"since": clock.now()},
    )


@atomic
def unfollow(tta_request: TTARequest, *, by: Actor) -> None:
    """Stop following; what the request asks of the actor in their own role still reaches them."""
    Follower.objects.of_request(tta_request.pk).of_person(by).delete()
