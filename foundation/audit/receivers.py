"""Security events recorded when Django or allauth sends a signal."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record_anyway

FACTORS = {
    mfa.authenticator_added: Kind.FACTOR_ADDED,
    mfa.authenticator_used: Kind.FACTOR_USED,
    mfa.authenticator_removed: Kind.FACTOR_REMOVED,
    mfa.authenticator_reset: Kind.FACTOR_RENEWED,
}


@receiver(user_logged_in, dispatch_uid="audit.signed_in")
def signed_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Record that a person signed in, second factor included."""
    record_anyway(Kind.SIGNED_IN, user_id=user.pk, request=request)


@receiver(user_logged_out, dispatch_uid="audit.signed_out")
def signed_out(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Record that a person signed out."""
    if user is not None and user.pk:
        record_anyway(Kind.SIGNED_OUT, user_id=user.pk, request=request)


@receiver(user_login_failed, dispatch_uid="audit.sign_in_failed")
def sign_in_failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Record a wrong email address or password; only the email address is stored."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    record_anyway(Kind.SIGN_IN_FAILED, user_id=None, request=request, detail={"email": typed[:254]})


@receiver(mfa.authentication_failed, dispatch_uid="audit.factor_failed")
def factor_failed(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Record a wrong code."""
    record_anyway(Kind.FACTOR_FAILED, user_id=user.pk, request=request)


@receiver(list(FACTORS), dispatch_uid="audit.factor")
def factor(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """Record that a second factor was added, used, removed or renewed."""
    detail: Detail = {"type": str(authenticator.type)}
    record_anyway(FACTORS[kwargs["signal"]], user_id=user.pk, request=request, detail=detail)


@receiver(
    [account.password_changed, account.password_reset, account.password_set],
    dispatch_uid="audit.password_changed",
)
def password_changed(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Record that a person has a new password."""
    record_anyway(Kind.PASSWORD_CHANGED, user_id=user.pk, request=request)
