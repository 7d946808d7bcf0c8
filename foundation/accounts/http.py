"""The request as every view of the portal sees it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from foundation.accounts.actors import Actor


class PortalRequest(HttpRequest):
    """A request with the Actor behind it and what htmx asks."""

    actor: Actor
    htmx: HtmxDetails
