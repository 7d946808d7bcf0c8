"""My account: the reader's identity, ways to sign in, and settings."""

from django.http import HttpResponse

from dashboards.presenters.account import TimeAway, page_of
from foundation.accounts import factors, my_sessions
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.models import Away, User
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from sites.models import Membership
from tta_requests.querysets import choices


@signed_in
def account(request: PortalRequest) -> HttpResponse:
    """Show facts about the reader, and the ways to change them."""
    user, actor = request.user, request.actor
    assert isinstance(user, User)  # noqa: S101 -- the view is for the signed in
    shown = page_of(
        user,
        actor,
        held=Membership.objects.of_user(user.pk).live(clock.now()).with_zone(),
        sites=choices.current().by_id,
        factors=factors.of(user.pk),
        sessions=my_sessions.listed(request),
        away=TimeAway(Away.objects.of(user.pk).first())
        if actor.may_anywhere(P.REQUEST_TRIAGE)
        else None,
    )
    return page(request, "dashboards/account.html", {"shown": shown})
