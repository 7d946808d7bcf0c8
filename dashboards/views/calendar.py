"""The calendar: what the reader sees that has a date, by month."""

from django.http import HttpResponse

from dashboards.forms import CalendarForm
from dashboards.presenters.calendar import Asked, page_of
from dashboards.views.shell import enterable
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.agenda.reading import entries_of
from foundation.calendars import clock
from foundation.calendars.holidays import closed_days
from foundation.ui.pages import page


@signed_in
def calendar(request: PortalRequest) -> HttpResponse:
    """Show a month as a table, or its days as a list; this month unless another is asked for."""
    actor = request.actor
    today = clock.today(actor.time_zone)
    sites = enterable(actor)
    form = CalendarForm(request.GET or None, sites=sites)
    filled = form.cleaned_data if form.is_valid() else {}
    asked = Asked(
        month=filled.get("month") or today.replace(day=1),
        look=filled.get("view", ""),
        site=next((each for each in sites if each.slug == filled.get("site")), None),
    )
    found = entries_of(actor, asked.span(actor.time_zone), actor.time_zone)
    shown = page_of(found, asked, today=today, tz=actor.time_zone, closed=closed_days())
    return page(request, "dashboards/calendar.html", {"form": form, "shown": shown})
