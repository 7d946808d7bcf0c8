"""Pages of a calendar feed: its address for its owner, and the feed itself for who has the address."""

import hashlib

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import public, signed_in
from foundation.accounts.actors import resolve
from foundation.accounts.http import PortalRequest, reader_of
from foundation.agenda import actions, feeds, limits
from foundation.agenda.models import Feed
from foundation.agenda.reading import entries_of, feed_span
from foundation.calendars import clock
from foundation.tenancy.context import acting
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.nonces import single_submit

FRESH = "fresh_feed"


def _makes_one(request: HttpRequest) -> bool:
    return request.method == "POST"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=_makes_one)  # type: ignore[untyped-decorator]  # -- allauth ships no types
@single_submit
def address(request: PortalRequest) -> HttpResponse:
    """Show whether the reader's calendar has an address, and make or renew it; it is shown once, on the page that follows."""
    user = reader_of(request)
    if request.method == "POST":
        text = actions.make_feed(by=user)
        # The session is a row of the database, which never stores a secret in the clear.
        request.session[FRESH] = get_adapter().encrypt(text)
        return see_other("agenda:address")
    sealed = request.session.pop(FRESH, "") if request.method == "GET" else ""
    fresh = get_adapter().decrypt(sealed) if sealed else ""
    context = {
        "feed": Feed.objects.of(user.pk).first(),
        "address": f"{settings.PUBLIC_BASE_URL}{reverse('agenda:feed', args=[fresh])}"
        if fresh
        else "",
        "tz": request.actor.time_zone,
    }
    return page(request, "agenda/address.html", context)


@signed_in
@require_POST
@single_submit
def revoke(request: PortalRequest) -> HttpResponse:
    """Revoke the address of the reader's calendar."""
    had = actions.revoke_feed(by=reader_of(request))
    said = (
        "Calendar address revoked. Apps that use it no longer get your calendar."
        if had
        else "Your calendar has no address."
    )
    return redirect_with_message(request, said, "agenda:address")


@public
@require_safe
def feed(request: PortalRequest, token: str) -> HttpResponseBase:
    """Serve a person's calendar to anyone with its address: no session, the owner's powers of the moment."""
    if not limits.counted(request, token):
        refused = HttpResponse(
            "Too many requests. Try again in a minute.\n", status=429, content_type="text/plain"
        )
        refused["Retry-After"] = str(limits.MINUTE)
        return refused
    found = actions.open_feed(token)
    if found is None:
        raise Http404
    with acting(f"user:{found.user_id}"):
        owner = resolve(found.user, lasting=True)
        span = feed_span(clock.today(owner.time_zone), owner.time_zone)
        body = feeds.feed_of(entries_of(owner, span, owner.time_zone), found.made_at)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=feeds.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="psp-portal.ics"'
    response["ETag"] = etag
    conditional: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, response=response
    )
    return conditional or response
