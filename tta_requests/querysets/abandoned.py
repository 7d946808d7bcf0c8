"""Find accepted work whose provider or agency has no one left to do it."""

from datetime import datetime

from django.db.models import BooleanField, Case, Q, When

from tta_requests.enums import Status
from tta_requests.models import FederalReferral, Provider

# States in which a provider has work that someone else can be asked to do.
LEFT_ALONE = (Status.ACCEPTED, Status.SCOPING, Status.SCHEDULED, Status.IN_DELIVERY)


def left_alone(now: datetime, to: str = "") -> Q:
    """Return the filter for accepted work of a provider without an open account, or of an agency without a seat.

    Arguments:
        now: the instant.
        to: the lookup path to the request; empty on requests themselves.
    """
    # The few providers and agencies are found first, so that the requests are read by them.
    empty = Provider.objects.unstaffed().values("pk")
    left = FederalReferral.objects.left_by_all(now).leading_alone().values("request_id")
    return Q(
        Q(**{f"{to}provider_id__in": empty}) | Q(**{f"{to}pk__in": left}),
        **{f"{to}status__in": LEFT_ALONE},
    )


def is_left_alone(now: datetime) -> Case:
    """Return whether a request is such work, as a column of requests."""
    return Case(When(left_alone(now), then=True), default=False, output_field=BooleanField())
