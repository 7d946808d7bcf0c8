"""The month plan of a liaison: what is planned and due at each site."""

from django.http import Http404, HttpResponse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from liaisons.forms import LiaisonForm, MonthForm, asked_liaison
from liaisons.presenters.months import last_day_of, page_of
from liaisons.querysets.months import dates_in, engagements_of, leave_in, sites_of
from sites.actions import stand_ins


@access(P.CASELOAD_VIEW)
def month(request: PortalRequest) -> HttpResponse:
    """Show the reader's month, or for DOJ staff that of the liaison they choose; this month by default."""
    actor = request.actor
    everywhere = actor.sites_for(P.CASELOAD_VIEW) is None
    whose = asked_liaison(request.GET) if everywhere else actor.user_id
    if whose is None:
        chooser = LiaisonForm(people=stand_ins.liaisons())
        return page(request, "liaisons/month_whose.html", {"form": chooser})
    form = MonthForm(request.GET or None)
    asked = form.cleaned_data.get("month") if form.is_valid() else None
    first = asked or clock.today(actor.time_zone).replace(day=1)
    last = last_day_of(first)
    sites = list(sites_of(actor, whose))
    if everywhere and not sites:
        raise Http404
    shown = page_of(
        first,
        sites,
        actor,
        entries=dates_in(actor, sites, first, last),
        engagements=engagements_of(actor, sites),
        leave=leave_in(actor, whose, first, last, actor.time_zone),
        whose=User.objects.get(pk=whose).name if everywhere else "",
        liaison=whose if everywhere else None,
    )
    return page(request, "liaisons/month.html", {"form": form, "shown": shown})
