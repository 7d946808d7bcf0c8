"""What the room's pages share: answers, addresses of other rooms, words for days."""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect

from foundation.accounts.http import PortalRequest
from foundation.calendars import clock


def see_other(address: str) -> HttpResponse:
    """303: what was made, to be fetched with GET."""
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer


def today_of(request: PortalRequest) -> date:
    """Today where the reader is."""
    return clock.today(request.actor.time_zone)
