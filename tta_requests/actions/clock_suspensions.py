"""Pause the clocks of a site's open requests while its engagement is suspended."""

from engagements.models import Engagement
from foundation.calendars import clock
from foundation.tenancy.context import atomic
from sites.models import Site
from tta_requests.actions import clocks
from tta_requests.actions.transitions import locked
from tta_requests.enums import PauseReason
from tta_requests.models import TTARequest


@atomic
def follow_engagement(site: Site) -> bool:
    """Pause or resume the clocks of a site's open requests to match its engagement today; safe to repeat.

    Returns:
        Whether the engagement is suspended today, in the site's time zone.
    """
    today = clock.today(site.time_zone)
    suspended = Engagement.objects.of_site(site.pk).suspended_on(today).exists()
    turn = clocks.pause if suspended else clocks.resume
    for tta_request in TTARequest.objects.at(site.pk).open().order_by("pk"):
        turn(locked(tta_request.pk), PauseReason.SUSPENDED)
    return suspended
