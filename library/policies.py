"""Decide who adds resources, for which readers, and who changes and reviews one."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from library.enums import Audience
from library.models import Resource


def can_add(actor: Actor) -> bool:
    """Return whether the actor adds resources for any readers."""
    return actor.user_id is not None and actor.may_anywhere(P.RESOURCE_ADD)


def audiences_of(actor: Actor) -> list[Audience]:
    """Return the readers for whom the actor adds resources, the fewest first."""
    found = [Audience.SITE] if can_add(actor) else []
    if actor.may_anywhere(P.RESOURCE_SHARE):
        found.append(Audience.NETWORK)
    if actor.may(P.RESOURCE_PUBLISH, at=None):
        found.append(Audience.PUBLIC)
    return found


def audiences_for(actor: Actor, resource: Resource) -> list[Audience]:
    """Return the readers whom the actor can choose for a resource that exists; its own come first."""
    own = Audience(resource.audience)
    if own == Audience.SITE:
        return [own]
    return list(dict.fromkeys([own, *audiences_beyond_sites(actor)]))


def audiences_beyond_sites(actor: Actor) -> list[Audience]:
    """Return the readers of more than one site for whom the actor adds resources."""
    return [each for each in audiences_of(actor) if each != Audience.SITE]


def can_decide(actor: Actor) -> bool:
    """Return whether the actor decides what is proposed for the library: DOJ staff who share resources with everyone."""
    return actor.user_id is not None and actor.may(P.RESOURCE_SHARE, at=None)


def can_give_to(actor: Actor, audience: str, site_id: int | None) -> bool:
    """Return whether the actor adds a resource for these readers.

    Arguments:
        site_id: the site that reads it; None unless it is for one site.
    """
    if audience == Audience.SITE:
        return actor.may(P.RESOURCE_ADD, at=site_id)
    return audience in audiences_of(actor)


def can_manage(actor: Actor, resource: Resource) -> bool:
    """Return whether the actor manages a resource whoever owns it: also gives it another owner."""
    if resource.site_id is not None:
        return actor.may(P.RESOURCE_ADD, at=resource.site_id)
    if resource.audience == Audience.PUBLIC:
        return actor.may(P.RESOURCE_PUBLISH, at=None)
    return actor.may(P.RESOURCE_SHARE, at=None)


def can_keep(actor: Actor, resource: Resource) -> bool:
    """Return whether the actor changes a resource: also the owner of one that the network reads, not the public."""
    owns = resource.audience == Audience.NETWORK and is_owner(actor, resource)
    return can_manage(actor, resource) or (owns and actor.may_anywhere(P.RESOURCE_SHARE))


def can_share(actor: Actor, resource: Resource) -> bool:
    """Return whether the actor moves a site's resource to everyone: who shares at that site and changes its resources."""
    site_id = resource.site_id
    if site_id is None or resource.is_archived:
        return False
    return actor.may(P.RESOURCE_SHARE, at=site_id) and can_keep(actor, resource)


def can_review(actor: Actor, resource: Resource) -> bool:
    """Return whether the actor says that a resource is still right: its owner, or who changes it."""
    return can_keep(actor, resource) or is_owner(actor, resource)


def is_owner(actor: Actor, resource: Resource) -> bool:
    """Return whether the actor answers for a resource."""
    return actor.user_id is not None and resource.owner_id == actor.user_id


def can_mark(actor: Actor, resource: Resource) -> bool:
    """Return whether the actor marks a resource as useful, until it is archived.

    A site's is marked by its team and by staff who add resources; who only reads other sites' work leaves no trace there.
    """
    if actor.user_id is None or resource.is_archived:
        return False
    site_id = resource.site_id
    is_seated = site_id is not None and P.INBOX_VIEW in actor.powers.get(site_id, frozenset())
    return site_id is None or is_seated or actor.may(P.RESOURCE_ADD, at=site_id)
