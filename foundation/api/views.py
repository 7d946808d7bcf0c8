"""Pages of the API: one's tokens, the schema, and what it says in words."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import public, signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.middleware import used_second_factor
from foundation.accounts.models import User
from foundation.api import actions
from foundation.api.docs import chapters, kinds
from foundation.api.forms import TokenForm
from foundation.api.models import AccessToken
from foundation.api.schema import described
from foundation.calendars import clock
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit

FRESH = "fresh_token"
MEDIA_TYPE = "application/vnd.oai.openapi+json"


def _makes_one(http: HttpRequest) -> bool:
    """What is wrong with the form is told before the password is asked for."""
    return http.method == "POST" and TokenForm(http.POST).is_valid()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=_makes_one)  # type: ignore[untyped-decorator]  # -- allauth ships no types
@single_submit
def tokens(http: PortalRequest) -> HttpResponse:
    """One's tokens; a new one is shown once, on the page that follows.

    Who signed in a while ago confirms that it is them first; what they typed waits meanwhile.
    """
    user = _reader(http)
    form = TokenForm(http.POST if http.method == "POST" else None)
    if form.is_valid():
        factor = used_second_factor(http)
        _, text = actions.make_token(**form.as_values(), with_factor=factor, by=user)
        # The session is a row of the database, which never holds a token in the clear.
        http.session[FRESH] = get_adapter().encrypt(text)
        return _see_other()
    sealed = http.session.pop(FRESH, "") if http.method == "GET" else ""
    context = {
        "form": form,
        "fresh": get_adapter().decrypt(sealed) if sealed else "",
        "tokens": list(AccessToken.objects.of(user.pk)),
        "now": clock.now(),
        "tz": http.actor.time_zone,
    }
    return page(http, "api/tokens.html", context)


@signed_in
@require_POST
@single_submit
def revoke(http: PortalRequest, token_id: UUID) -> HttpResponse:
    """End one of one's tokens."""
    user = _reader(http)
    token = get_object_or_404(AccessToken.objects.of(user.pk), public_id=token_id)
    actions.revoke_token(token, by=user)
    messages.success(http, f"“{token.name}” revoked. Programs that use it no longer have access.")
    return _see_other()


@public
@require_safe
def schema(http: HttpRequest) -> HttpResponse:
    """The schema for programs."""
    return JsonResponse(described(), content_type=MEDIA_TYPE)


@public
@require_safe
def docs(http: HttpRequest) -> HttpResponse:
    """The schema for people."""
    return page(http, "api/docs.html", {"chapters": chapters(), "kinds": kinds()})


def _reader(http: PortalRequest) -> User:
    assert isinstance(http.user, User)  # noqa: S101 -- @signed_in let nobody else in
    return http.user


def _see_other() -> HttpResponse:
    response = HttpResponseRedirect(reverse("tokens:list"))
    response.status_code = 303
    return response
