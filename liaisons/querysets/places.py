"""The sites a person may log or view updates at, and what of theirs an update can name."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission
from foundation.calendars import clock
from sites.models import Membership, Site
from tta_requests.enums import OPEN_STATUSES
from tta_requests.models import TTARequest
from tta_requests.querysets import requests

# The form offers those due first; the others are finished from their own pages.
MAX_COMMITMENTS = 100


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


def finishable_commitments(
    actor: Actor, sites: QuerySet[Site], *, also: Iterable[str] = ()
) -> list[Commitment]:
    """Load the open commitments of the sites that the actor may finish, due first, and those already chosen.

    Arguments:
        actor: the author of an update.
        sites: where the update can be.
        also: ids that a form sent; one that was finished since is found too.
    """
    visible = Commitment.objects.visible_to(actor).filter(site__in=sites.order_by())
    kept = actor.sites_for(Permission.COMMITMENT_KEEP)
    mine = visible if kept is None else visible.filter(site_id__in=kept)
    open_ones = mine.open().filter(Q(request=None) | Q(request__status__in=OPEN_STATUSES))
    chosen = Q(pk__in=open_ones.order_by().values("pk")) | Q(pk__in=_ids(also))
    found = mine.filter(chosen).select_related("site", "owner", "request")
    return list(found.order_by("due_on", "made_at", "pk")[:MAX_COMMITMENTS])


def _ids(texts: Iterable[str]) -> list[UUID]:
    """Return the texts that are ids; a hostile form sends others."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found[:MAX_COMMITMENTS]
