"""My account: the reader's identity, ways to sign in, and settings."""

from django.http import HttpResponse

from foundation.accounts import factors, my_sessions
from foundation.accounts.access import signed_in
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.models import Away, User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.calendars import clock
from foundation.ui.pages import page
from foundation.ui.types import Fact
from sites.models import Membership
from tta_requests.querysets import choices


@signed_in
def account(request: PortalRequest) -> HttpResponse:
    """Show facts about the reader, and the ways to change them."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 -- the view is for the signed in
    may_be_away = request.actor.may_anywhere(P.REQUEST_TRIAGE)
    context = {
        "facts": _facts(user),
        "seats": _seats(request.actor),
        "away": Away.objects.of(user.pk).first() if may_be_away else None,
        "may_be_away": may_be_away,
        "may_export": request.actor.may_anywhere(P.LIST_EXPORT),
        "may_import": request.actor.may_anywhere(P.DATA_IMPORT),
        "factors": factors.of(user.pk),
        "sessions": my_sessions.listed(request),
        "tz": request.actor.time_zone,
    }
    return page(request, "dashboards/account.html", context)


def _facts(user: User) -> list[Fact]:
    role = ROLES.get(user.staff_role)
    facts = [
        Fact("Name", user.name),
        Fact("Email", user.email),
        Fact("Time zone", user.time_zone.replace("_", " ")),
        Fact("DOJ role", role.title if role else ""),
        Fact("Organization", str(user.organization or "")),
    ]
    return [fact for fact in facts if fact.value]


def _seats(actor: Actor) -> list[dict[str, object]]:
    """Return the seats the reader has now, in one query."""
    held = Membership.objects.of_user(actor.user_id or 0).live(clock.now()).with_zone()
    sites = {site.pk: site for site in choices.current().sites}
    return [{"site": sites[seat.site_id], "row": seat} for seat in held if seat.site_id in sites]
