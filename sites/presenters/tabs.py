"""The tabs that the pages of one site share."""

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from sites.models import Site


def tabs_of(site: Site, actor: Actor, here: str) -> list[tuple[str, str, bool]]:
    """Return the site's pages that the reader may open: label, URL, whether it is the current one.

    Arguments:
        site: the site.
        actor: the reader, who may enter it.
        here: the path of the open page.
    """
    found = [
        ("Overview", reverse("sites:workspace", args=[site.slug])),
        ("Engagement", reverse("engagements:detail", args=[site.slug])),
        ("Plan", reverse("engagements:plan", args=[site.slug])),
    ]
    if actor.may(P.REQUEST_VIEW, at=site.pk):
        found.append(("Requests", reverse("tta_requests:list", query={"site": site.slug})))
    if actor.may(P.UPDATE_VIEW, at=site.pk):
        found.append(("Updates", reverse("liaisons:list", query={"site": site.slug})))
    found.append(("Recommendations", reverse("engagements:recommendations", args=[site.slug])))
    found.append(("Outcomes", reverse("outcomes:of-site", args=[site.slug])))
    found.append(("Grants", reverse("grants:of-site", args=[site.slug])))
    found.append(("Team", reverse("sites:team", args=[site.slug])))
    found.append(("Documents", reverse("sites:documents", args=[site.slug])))
    found.append(("Timeline", reverse("sites:timeline", args=[site.slug])))
    found.append(("History", reverse("sites:history", args=[site.slug])))
    return [(label, href, href == here) for label, href in found]
