"""Pages of the API: a person's tokens, the schema, and its documentation."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import public, signed_in
from foundation.accounts.http import PortalRequest, reader_of
from foundation.accounts.middleware import used_second_factor
from foundation.api import actions
from foundation.api.docs import chapters, kinds
from foundation.api.forms import TokenForm
from foundation.api.models import AccessToken
from foundation.api.schema import described
from foundation.calendars import clock
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.nonces import single_submit

FRESH = "fresh_token"
MEDIA_TYPE = "application/vnd.oai.openapi+json"


def _makes_one(request: HttpRequest) -> bool:
    """Return whether the form is valid, as its errors are shown before asking for the password."""
    return request.method == "POST" and TokenForm(request.POST).is_valid()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=_makes_one)  # type: ignore[untyped-decorator]  # -- allauth ships no types
@single_submit
def tokens(request: PortalRequest) -> HttpResponse:
    """List the reader's tokens and create one, which is shown once on the page that follows.

    A person who signed in a while ago first confirms their identity; what they typed is restored
    afterward.
    """
    user = reader_of(request)
    form = TokenForm(sent(request))
    if form.is_valid():
        factor = used_second_factor(request)
        _, text = actions.make_token(**form.as_values(), with_factor=factor, by=user)
        # The session is a row of the database, which never stores a token in the clear.
        request.session[FRESH] = get_adapter().encrypt(text)
        return see_other("tokens:list")
    sealed = request.session.pop(FRESH, "") if request.method == "GET" else ""
    context = {
        "form": form,
        "fresh": get_adapter().decrypt(sealed) if sealed else "",
        "tokens": list(AccessToken.objects.of(user.pk)),
        "now": clock.now(),
        "tz": request.actor.time_zone,
    }
    return page(request, "api/tokens.html", context)


@signed_in
@require_POST
@single_submit
def revoke(request: PortalRequest, token_id: UUID) -> HttpResponse:
    """Revoke one of the reader's tokens."""
    user = reader_of(request)
    token = get_object_or_404(AccessToken.objects.of(user.pk), public_id=token_id)
    actions.revoke_token(token, by=user)
    return redirect_with_message(
        request,
        f"“{token.name}” revoked. Programs that use it no longer have access.",
        "tokens:list",
    )


@public
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Serve the OpenAPI schema as JSON."""
    return JsonResponse(described(), content_type=MEDIA_TYPE)


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the schema as a page."""
    return page(request, "api/docs.html", {"chapters": chapters(), "kinds": kinds()})
