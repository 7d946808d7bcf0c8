"""My day: what needs the reader, by when; what waits for others; what is new."""

from django.http import HttpResponse
from django.shortcuts import redirect

from dashboards.policies.readers import only_site, reads_requests
from dashboards.presenters import news
from dashboards.presenters.day import ALL, page_of
from dashboards.presenters.readers import Reader
from dashboards.querysets import day
from engagements.policies import can_ask_for_help_anywhere
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest, visited_before
from foundation.calendars import clock
from foundation.calendars.holidays import closed_days
from foundation.needs.reading import needs_on
from foundation.ui.pages import page
from tta_requests.querysets import choices


@signed_in
def my_day(request: PortalRequest) -> HttpResponse:
    """Show what needs the reader, by when, and who has the rest; executives go to their site's page.

    The page begins with the most urgent needs; ``?all=1`` shows every one.
    """
    actor = request.actor
    reader = Reader(actor, clock.now(), clock.today(actor.time_zone))
    if (home := only_site(actor)) is not None:
        return redirect("sites:workspace", choices.site(home, knowing=actor.powers).slug)
    since = visited_before(request) if reads_requests(actor) else None
    needs = needs_on(request, actor)
    lines = (
        news.changes(day.changed_since(since, actor), actor.time_zone)
        if since
        else news.notices(day.unread(actor), actor.time_zone)
    )
    around = day.surroundings_of(actor)
    may_ask = can_ask_for_help_anywhere(actor)
    shown = page_of(
        reader,
        needs,
        around,
        closed_days(),
        lines,
        since,
        may_ask=may_ask,
        whole=bool(request.GET.get(ALL)),
    )
    return page(request, "dashboards/my_day.html", {"shown": shown})
