"""Helpers that the app's pages share."""

from datetime import date

from foundation.accounts.http import PortalRequest
from foundation.calendars import clock


def today_of(request: PortalRequest) -> date:
    """Return today's date in the reader's time zone."""
    return clock.today(request.actor.time_zone)
