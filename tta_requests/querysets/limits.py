"""Read how long until the portal acts by itself."""

from django.db.models import Case, Subquery, When
from django.db.models.functions import JSONObject

from tta_requests.enums import LimitKind, Status
from tta_requests.models import TimeLimit


def limit_of_status() -> Case:
    """Return the limit after which the portal acts by itself in a request's status, as a column."""
    kinds = {
        Status.NEEDS_INFORMATION: LimitKind.INFORMATION,
        Status.DELIVERED: LimitKind.CONFIRMATION,
    }
    limits = TimeLimit.objects.values(told=JSONObject(amount="amount", unit="unit"))
    return Case(
        *(
            When(status=state, then=Subquery(limits.filter(kind=kind)[:1]))
            for state, kind in kinds.items()
        )
    )
