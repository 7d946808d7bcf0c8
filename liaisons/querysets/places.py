"""The sites a person may log or view updates at, and the requests that can be linked."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission
from foundation.calendars import clock
from sites.models import Membership, Site
from tta_requests.models import TTARequest
from tta_requests.querysets import requests


def sites_where(actor: Actor, permission: Permission, *, only: int | None = None) -> QuerySet[Site]:
    """Return the sites where the actor has a permission, by name; ``only`` limits them to one."""
    ids = actor.sites_for(permission)
    sites = Site.objects.order_by("name", "pk")
    sites = sites if only is None else sites.filter(pk=only)
    return sites if ids is None else sites.filter(pk__in=ids)


def members_of(
    actor: Actor, sites: QuerySet[Site], *, also: Iterable[UUID] = ()
) -> QuerySet[Membership]:
    """Return the people in a seat of the sites now, and those already named, by site and name."""
    seated = (
        Membership.objects.visible_to(actor).live(clock.now()).filter(site__in=sites.order_by())
    )
    named = Q(pk__in=seated.order_by().values("pk")) | Q(pk__in=list(also))
    found = Membership.objects.visible_to(actor).filter(named).exclude(user_id=actor.user_id or 0)
    return found.select_related("user", "site").order_by("site__name", "user__name", "pk")


def linkable_requests(
    actor: Actor, sites: QuerySet[Site], *, also: Iterable[UUID] = ()
) -> QuerySet[TTARequest]:
    """Return open requests of the sites that the actor sees, and those already linked."""
    visible = requests.visible_to(actor)
    open_ones = TTARequest.objects.open().filter(site__in=sites.order_by()).values("pk")
    found = visible.filter(Q(pk__in=open_ones) | Q(pk__in=list(also)))
    return found.select_related("site").order_by("site__name", "-number")
