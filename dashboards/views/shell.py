"""Decide who sees the app's navigation items."""

from django.http import HttpRequest

from dashboards.policies.readers import only_site
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from sites.models import Site
from tta_requests.querysets import choices


def actor_of(request: HttpRequest) -> Actor | None:
    """Return the signed-in reader's Actor; None for visitors and on error pages."""
    actor = getattr(request, "actor", None)
    return actor if actor is not None and actor.user_id is not None else None


def is_signed_in(request: HttpRequest) -> bool:
    """Return whether a person reads the page, and no visitor."""
    return actor_of(request) is not None


def enterable(actor: Actor) -> tuple[Site, ...]:
    """Return the sites whose workspace the actor may enter, by name; cached in the process."""
    return choices.current(knowing=actor.powers).sites_among(actor.sites_for(P.SITE_VIEW))


def has_a_day(request: HttpRequest) -> bool:
    """Return whether the reader has a My day page: not people who only read about one site."""
    actor = actor_of(request)
    return actor is not None and only_site(actor) is None


def home_arguments(request: HttpRequest) -> tuple[object, ...] | None:
    """Return the slug of a team member's only site for "Our site"; None for others."""
    actor = actor_of(request)
    if actor is None or actor.sites_for(P.SITE_VIEW) is None:
        return None
    sites = enterable(actor)
    return (sites[0].slug,) if len(sites) == 1 else None


def reads_reports(request: HttpRequest) -> bool:
    """Return whether the reader may read the program's reports."""
    actor = actor_of(request)
    return actor is not None and P.REPORT_VIEW in actor.everywhere
