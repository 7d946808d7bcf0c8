"""What the room's pages share: answers, addresses of other rooms, words for days."""

from datetime import date

from foundation.accounts.http import PortalRequest
from foundation.calendars import clock


def today_of(request: PortalRequest) -> date:
    """Today where the reader is."""
    return clock.today(request.actor.time_zone)
