"""The sites a person may log at or look at, and what may be linked there."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission
from sites.models import Site
from tta_requests.models import TTARequest
from tta_requests.querysets import requests


def sites_where(actor: Actor, permission: Permission, *, only: int | None = None) -> QuerySet[Site]:
    """Sites at which the actor holds the permission, by name; ``only`` narrows them to one."""
    ids = actor.sites_for(permission)
    sites = Site.objects.order_by("name", "pk")
    sites = sites if only is None else sites.filter(pk=only)
    return sites if ids is None else sites.filter(pk__in=ids)


def linkable_requests(
    actor: Actor, sites: QuerySet[Site], *, also: Iterable[UUID] = ()
) -> QuerySet[TTARequest]:
    """Open requests of the sites that the actor sees, and those that are linked already."""
    visible = requests.visible_to(actor)
    open_ones = TTARequest.objects.open().filter(site__in=sites.order_by()).values("pk")
    found = visible.filter(Q(pk__in=open_ones) | Q(pk__in=list(also)))
    return found.select_related("site").order_by("site__name", "-number")
