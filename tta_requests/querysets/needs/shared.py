"""Parts that the queries of needs share: the request's details, its scope in force, and filters."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import (
    Case,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from foundation.accounts.models import Organization
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from foundation.tenancy.functions import first_of_each
from tta_requests.models import (
    RoutingException,
    TTARequest,
    TTARequestQuerySet,
)
from tta_requests.querysets import requests

Rows = QuerySet[Any, Any]
NOBODY = Q(pk__in=())


def worker_detail(to: str) -> dict[str, Any]:
    """Return the columns that say whom a request is assigned to, and who does the work.

    Arguments:
        to: the lookup path to the request; empty on requests themselves.
    """
    # A provider has its organization's key. Joined, behind the policies, every organization is read for each row.
    providers = Organization.objects.filter(pk=OuterRef(f"{to}provider_id"))
    return {
        "owner_id": F(f"{to}owner_id"),
        "provider": Subquery(providers.order_by().values("name")),
        "co_leads": F(f"{to}co_leads"),
    }


def request_detail(to: str, key: Any) -> dict[str, Any]:
    """Return the columns from which a request is described to the people who triage.

    Arguments:
        to: the lookup path to the request; empty on requests themselves.
        key: the request's key, in a subquery.
    """
    exceptions = RoutingException.objects.open().filter(request_id=key)
    return worker_detail(to) | {
        "status": F(f"{to}status"),
        "urgency": F(f"{to}urgency"),
        "submitted_at": F(f"{to}submitted_at"),
        "exception": Subquery(exceptions.values("reason")[:1]),
    }


def first_of(causes: dict[str, Q]) -> Case:
    """Return the slug of the first cause whose condition holds."""
    whens = (When(condition, then=Value(slug)) for slug, condition in causes.items())
    return Case(*whens, output_field=TextField())


def oldest(
    rows: TTARequestQuerySet,
    states: Iterable[str],
    sites: Collection[int] | None,
    within: Within,
    *,
    most: int = MAX_ROWS,
) -> TTARequestQuerySet:
    """Keep the oldest requests of each state, of each site; all of them where a page asks for one item.

    Each state of each site is read from its index and no further: one limit over all of them would read and
    sort every request of the sites.

    Arguments:
        rows: requests.
        states: the states.
        sites: the sites; None for every one, where a state's oldest are those of all sites.
        within: what the page is about.
        most: how many of a state, of a site.
    """
    found: TTARequestQuerySet = narrowed(rows, within)
    if sites is not None:
        found = found.filter(site_id__in=sites)
    if within.is_narrow:
        return found.filter(status__in=states)

    def of_state(state: Func) -> QuerySet[Any, Any]:
        first: TTARequestQuerySet = narrowed(rows.filter(status=state), within)
        first = first.order_by("created_at", "pk")
        if sites is None:
            return first.values("pk")[:most]
        return requests.keys_by_site(first, sites, most)

    return TTARequest.objects.filter(first_of_each(of_state, states))


def narrowed(rows: Any, within: Within, to: str = "") -> Any:
    """Limit rows to one site or one request."""
    if within.site_id is not None:
        rows = rows.filter(site_id=within.site_id)
    if within.thing:
        rows = rows.filter(**{f"{to}id" if to else "pk": within.thing})
    return rows
