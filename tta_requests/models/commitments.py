"""The request that a commitment was made for."""

from engagements.models import Commitment
from tta_requests.models.requests import TTARequest


def request_of(commitment: Commitment) -> TTARequest:
    """Return the request of a commitment found with ``of_requests``.

    Raises:
        LookupError: when the commitment was made without a request.
    """
    if commitment.request is None:
        raise LookupError("This commitment has no request.")
    return commitment.request
