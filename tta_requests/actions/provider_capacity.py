"""Hold a provider's place and its access to a request with an offer, and release both when work ends."""

from uuid import UUID

from django.db.models import F

from foundation.calendars import clock
from tta_requests.models import Provider, Share, TTARequest


def hold(provider: Provider) -> bool:
    """Take one of the provider's free places; return whether there was one."""
    free = Provider.objects.filter(pk=provider.pk, places_held__lt=F("places"))
    return bool(free.update(places_held=F("places_held") + 1))


def release(provider_id: int) -> None:
    """Release one of the provider's places."""
    Provider.objects.filter(pk=provider_id, places_held__gt=0).update(
        places_held=F("places_held") - 1
    )


def end_share(request_id: UUID, organization_id: int) -> None:
    """End an organization's access to a request."""
    Share.objects.of_request(request_id).unended_of(organization_id).update(ends_at=clock.now())


def give_back(tta_request: TTARequest) -> None:
    """Release the provider's place, because its work is over; it can see the request until that is closed."""
    if tta_request.provider_id:
        release(tta_request.provider_id)


def end_work(tta_request: TTARequest) -> None:
    """End the provider's access to a closed request."""
    if tta_request.provider_id:
        end_share(tta_request.pk, tta_request.provider_id)
