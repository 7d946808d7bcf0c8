"""The tabs that the pages of one site share."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui.addresses import address
from foundation.ui.navigation import named
from sites.models import Site


def tabs_of(site: Site, actor: Actor, here: str) -> list[tuple[str, str, bool]]:
    """Return the site's pages that the reader may open: label, URL, whether it is the current one.

    Arguments:
        site: the site.
        actor: the reader, who may enter it.
        here: the path of the open page.
    """
    found = [
        ("Overview", address("sites:workspace", site.slug)),
        ("Engagement", address("engagements:detail", site.slug)),
        ("Plan", address("engagements:plan", site.slug)),
    ]
    if actor.may(P.REQUEST_VIEW, at=site.pk):
        found.append(("Requests", f"{named('tta_requests:list')}?site={site.slug}"))
    if actor.may(P.UPDATE_VIEW, at=site.pk):
        found.append(("Updates", f"{named('liaisons:list')}?site={site.slug}"))
    found.append(("Recommendations", address("engagements:recommendations", site.slug)))
    found.append(("Outcomes", address("outcomes:of-site", site.slug)))
    found.append(("Grants", address("grants:of-site", site.slug)))
    found.append(("Team", address("sites:team", site.slug)))
    found.append(("Documents", address("sites:documents", site.slug)))
    found.append(("Timeline", address("sites:timeline", site.slug)))
    found.append(("History", address("sites:history", site.slug)))
    return [(label, href, href == here) for label, href in found]
