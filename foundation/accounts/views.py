"""Views around allauth's own: pages that stay closed, and the second factor at sign-in."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.mixins import NextRedirectMixin
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView, download_recovery_codes
from allauth.mfa.totp.views import ActivateTOTPView, deactivate_totp
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic.edit import FormView

from foundation.accounts import factors
from foundation.accounts.access import public, signed_in
from foundation.ui.navigation import named


@public
@require_http_methods(["GET", "HEAD", "POST"])  # closed for reading and posting alike
def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Answer 404 for allauth's addresses that this portal does not offer, such as sign-up."""
    raise Http404


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Redirect to My account, which lists the ways to sign in."""
    return HttpResponseRedirect(named("dashboards:account") or "/")


class _Enrols(NextRedirectMixin):  # type: ignore[misc]  # -- allauth ships no types
    """Where adding a factor leads: to new recovery codes if there are any, then on."""

    request: HttpRequest

    def get_success_url(self) -> str:
        """Return the page of recovery codes, which then leads to where the person was going."""
        onward = get_next_redirect_url(self.request)
        codes = reverse("mfa_view_recovery_codes")
        return f"{codes}?{urlencode({'next': onward})}" if onward else codes


class ActivateView(_Enrols, ActivateTOTPView):  # type: ignore[misc]  # -- allauth ships no types
    """Adds an authenticator app, which counts as used in this session."""

    def get_form(self, form_class: Any = None) -> Any:
        """Call the code the same in its label and in what is said of it."""
        form = super().get_form(form_class)
        form.fields["code"].label = "Code from the app"
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Add the factor and note that it was used."""
        response: HttpResponse = super().form_valid(form)
        added = Authenticator.objects.get(
            user_id=self.request.user.pk, type=Authenticator.Type.TOTP
        )
        post_authentication(self.request, added)
        return response


class AddPasskeyView(_Enrols, AddWebAuthnView):  # type: ignore[misc]  # -- allauth ships no types
    """Adds a passkey, which counts as used in this session."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Request a passkey that can sign in by itself."""
        # allauth's own view requests one that can't, and drops the errors of a refused form.
        context = super().get_context_data()
        options = auth.begin_registration(self.request.user, passwordless=True)
        return {**context, **kwargs, "options": _as_json(options)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Add the passkey and note that it was used."""
        given = form.cleaned_data
        added, codes = flows.add_authenticator(
            self.request, name=given["name"], credential=given["credential"]
        )
        post_authentication(self.request, added)
        if codes or get_next_redirect_url(self.request):
            return FormView.form_valid(self, form)
        return HttpResponseRedirect(reverse("mfa_index"))


class SecondStepView(AuthenticateView):  # type: ignore[misc]  # -- allauth ships no types
    """The second step of signing in: a code, or a passkey if the person has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which of the two the person has."""
        context = super().get_context_data(**kwargs)
        kinds = factors.kinds_of(self.stage.login.user.pk)
        return {
            **context,
            "has_app": factors.Kind.TOTP in kinds,
            "has_passkey": factors.Kind.WEBAUTHN in kinds,
            "options": _as_json(context["js_data"]["request_options"]),
        }


class ConfirmWithPasskeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]  # -- allauth ships no types
    """Confirms the person's identity with a passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again: allauth leads to sign-in, which signed-in people never see."""
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Request one of the person's passkeys; a refused form keeps its errors."""
        context = super().get_context_data()
        options = _as_json(context["js_data"]["request_options"])
        return {**context, **kwargs, "options": options}


class RenamePasskeyView(EditWebAuthnView):  # type: ignore[misc]  # -- allauth ships no types
    """Renames a passkey."""

    success_url = reverse_lazy("dashboards:account")


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]  # -- allauth ships no types
    """Removes a passkey, after confirmation."""

    success_url = reverse_lazy("dashboards:account")


class RecoveryCodesView(ViewRecoveryCodesView):  # type: ignore[misc]  # -- allauth ships no types
    """Shows the recovery codes, and the way on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add ``onward``: a safe address of our own."""
        return {
            **super().get_context_data(**kwargs),
            "onward": get_next_redirect_url(self.request),
        }


def _as_json(options: Any) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder)


def _while_kept(view: Callable[..., Any], gone: str) -> Callable[..., Any]:
    """Lead to My account and say why, once the factor was removed in another tab or device."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = view(request, *args, **kwargs)
        except Http404:
            messages.info(request, gone)
            return HttpResponseRedirect(named("dashboards:account") or "/")
        return answer

    return kept


NO_PASSKEY = "That passkey isn't on your account anymore. It may have been removed in another tab."
NO_APP = "Your account has no authenticator app. It may have been removed in another tab."
NO_CODES = (
    "You have no recovery codes. They are removed with your last authenticator app or passkey."
)

activate = signed_in(ActivateView.as_view())
deactivate = signed_in(_while_kept(deactivate_totp, NO_APP))
add_passkey = signed_in(AddPasskeyView.as_view())
rename_passkey = signed_in(_while_kept(RenamePasskeyView.as_view(), NO_PASSKEY))
remove_passkey = signed_in(_while_kept(RemovePasskeyView.as_view(), NO_PASSKEY))
confirm_with_passkey = signed_in(ConfirmWithPasskeyView.as_view())
recovery_codes = signed_in(_while_kept(RecoveryCodesView.as_view(), NO_CODES))
download_codes = signed_in(_while_kept(download_recovery_codes, NO_CODES))
second_step = public(SecondStepView.as_view())
