"""The national picture: open help by site and core area."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from dashboards.presenters.national import parts_of
from dashboards.querysets.national import picture_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.exports.forms import export_of
from foundation.ui import dates
from foundation.ui.pages import page


@access(P.REPORT_VIEW)
@require_safe
def national(request: PortalRequest) -> HttpResponse:
    """Show open requests of every engaged site by core area, the sites that need attention first."""
    now = clock.now()
    return page(
        request,
        "dashboards/national.html",
        {
            "parts": parts_of(picture_of(request.actor, now)),
            "as_of": dates.when(now, request.actor.time_zone),
            "export": export_of("national-picture", "", request.actor),
        },
    )
