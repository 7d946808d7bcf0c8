"""The pages around allauth's own: doors that stay shut, and the second factor on the way in."""

from typing import Any

from allauth.account.mixins import NextRedirectMixin
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from foundation.accounts.access import public, signed_in


@public
def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """An address of allauth's that this portal does not have: nobody signs up by themselves."""
    raise Http404


class ActivateView(NextRedirectMixin, ActivateTOTPView):  # type: ignore[misc]  # -- allauth ships no types
    """Making a second factor proves it: it counts as used in this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Add the factor and note that it was used."""
        response: HttpResponse = super().form_valid(form)
        added = Authenticator.objects.get(
            user_id=self.request.user.pk, type=Authenticator.Type.TOTP
        )
        post_authentication(self.request, added)
        return response

    def get_success_url(self) -> str:
        """The recovery codes, and from there where the person was going."""
        onward = get_next_redirect_url(self.request)
        codes = reverse("mfa_view_recovery_codes")
        return f"{codes}?{urlencode({'next': onward})}" if onward else codes


class RecoveryCodesView(ViewRecoveryCodesView):  # type: ignore[misc]  # -- allauth ships no types
    """The codes, and the way on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add ``onward``: a safe address of our own."""
        return {
            **super().get_context_data(**kwargs),
            "onward": get_next_redirect_url(self.request),
        }


activate = signed_in(ActivateView.as_view())
recovery_codes = signed_in(RecoveryCodesView.as_view())
