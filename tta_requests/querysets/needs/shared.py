"""Parts that the queries of needs share: the request's details, its scope in force, and filters."""

from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from foundation.needs.registry import Within
from tta_requests.enums import (
    ClockKind,
)
from tta_requests.models import (
    RoutingException,
    Scope,
)

Rows = QuerySet[Any, Any]
NOBODY = Q(pk__in=())
# The clock that runs while each step is waited for.
CLOCKS = {
    "acknowledge": ClockKind.ACKNOWLEDGE,
    "choose-provider": ClockKind.TRIAGE,
    "confirm-provider": ClockKind.TRIAGE,
    "write-scope": ClockKind.SCOPE,
    "sign-for-site": ClockKind.SCOPE,
    "sign-for-doj": ClockKind.SCOPE,
    "start-delivery": ClockKind.CONTACT,
}


def request_detail(to: str, key: Any) -> dict[str, Any]:
    """Return the columns from which a request is described in words.

    Arguments:
        to: the lookup path to the request; empty on requests themselves.
        key: the request's key, in a subquery.
    """
    exceptions = RoutingException.objects.open().filter(request_id=key)
    return {
        "status": F(f"{to}status"),
        "urgency": F(f"{to}urgency"),
        "submitted_at": F(f"{to}submitted_at"),
        "owner_id": F(f"{to}owner_id"),
        "provider": F(f"{to}provider__organization__name"),
        "co_leads": F(f"{to}co_leads"),
        "exception": Subquery(exceptions.values("reason")[:1]),
    }


def latest_scope(key: Any) -> QuerySet[Scope]:
    """Find a request's scope in force: the version that has no later one."""
    later = Scope.objects.filter(request_id=OuterRef("request_id"), number__gt=OuterRef("number"))
    return Scope.objects.filter(~Exists(later), request_id=key)


def first_of(causes: dict[str, Q]) -> Case:
    """Return the slug of the first cause whose condition holds."""
    whens = (When(condition, then=Value(slug)) for slug, condition in causes.items())
    return Case(*whens, output_field=TextField())


def narrowed(rows: Any, within: Within, to: str = "") -> Any:
    """Limit rows to one site or one request."""
    if within.site_id is not None:
        rows = rows.filter(site_id=within.site_id)
    if within.thing:
        rows = rows.filter(**{f"{to}id" if to else "pk": within.thing})
    return rows


def clock_of(need: str) -> Case:
    """Return the kind of clock that runs for the need that a column names."""
    return Case(*(When(**{need: slug}, then=Value(kind)) for slug, kind in CLOCKS.items()))
