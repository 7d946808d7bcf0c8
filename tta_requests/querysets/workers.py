"""The people who worked on a request."""

from django.db.models import QuerySet

from foundation.accounts.models import User
from tta_requests.models import TTARequest


def workers_of(tta_request: TTARequest) -> QuerySet[User, User]:
    """Return the people of a request's provider by name, also those whose account was closed since."""
    return User.objects.filter(organization=tta_request.provider_id).order_by("name", "pk")
