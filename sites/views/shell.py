"""The page layout's data on sites: the site in view, and the others the reader can switch to."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.ui.navigation import named
from foundation.ui.shell import SiteLink
from sites.models import Site
from sites.querysets import SiteLabel, labels_of

DEMO = "Demonstration data: people and requests are made up"


def site(request: HttpRequest) -> str:
    """Return the site in view: the page's own, the only one, or the number of sites."""
    actor = _actor(request)
    if actor is None:
        return ""
    if P.SITE_VIEW in actor.everywhere:
        return "All sites"
    labels = _labels(actor)
    current = _current(request)
    chosen = next((label.name for label in labels if label.slug == current), "")
    if chosen or not labels:
        return chosen
    return labels[0].name if len(labels) == 1 else f"My {len(labels)} sites"


def sites(request: HttpRequest) -> list[SiteLink]:
    """Return the sites the reader can switch to; DOJ staff use the directory."""
    actor = _actor(request)
    if actor is None:
        return []
    if P.SITE_VIEW in actor.everywhere:
        return [SiteLink("All sites", reverse("sites:directory"))]
    current = _current(request)
    return [
        SiteLink(label.name, _home(label.slug), current=label.slug == current)
        for label in _labels(actor)
    ]


def account_label(request: HttpRequest) -> str:
    """Return the reader's name, with the role of DOJ staff."""
    user = request.user
    if not isinstance(user, User):
        return ""
    role = ROLES.get(user.staff_role)
    return f"{user.name}, {role.title}" if role and role.title not in user.name else user.name


def demo_notice(request: HttpRequest) -> str:
    """Return the notice that people and work are made up, if the reader is a demonstration user."""
    user = getattr(request, "user", None)
    return DEMO if isinstance(user, User) and user.is_demo else ""


def _actor(request: HttpRequest) -> Actor | None:
    actor = cast("Actor | None", getattr(request, "actor", None))
    return actor if actor is not None and actor.user_id is not None else None


def _labels(actor: Actor) -> list[SiteLabel]:
    return labels_of(Site.objects.all(), actor.sites_for(P.SITE_VIEW) or frozenset())


def _current(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None or not request.path.startswith(reverse("sites:directory")):
        return ""
    return str(match.kwargs.get("slug", ""))


def _home(slug: str) -> str:
    return named("sites:workspace", slug) or reverse("sites:team", args=[slug])
