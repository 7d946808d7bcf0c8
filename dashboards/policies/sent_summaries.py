"""Decide who sends a site's one-page summary to its executive leadership, and how often."""

from datetime import timedelta

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from sites.models import Site

# A second press, or two people at once, make one notice.
PAUSE = timedelta(minutes=1)


def can_send(actor: Actor, site: Site) -> bool:
    """Return whether the actor may send the summary of the site: its liaison and points of contact, and DOJ staff."""
    return actor.may(P.SUMMARY_SEND, at=site.pk)
