"""Signal receivers: what a sign-in remembers, and what ends a person's other sessions."""

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from foundation.accounts import actions, factors, limits, sessions
from foundation.accounts.http import VISITED_BEFORE


@receiver(user_logged_in, dispatch_uid="accounts.visited_before")
def remember_the_visit_before(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Store the time of the last visit in the session before this visit replaces it."""
    before = actions.last_visit(user.pk)
    if before is not None:
        request.session[VISITED_BEFORE] = before.isoformat()


@receiver(user_logged_in, dispatch_uid="accounts.begin_session")
def begin_session(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Note when and where the session began, and remember the browser."""
    sessions.begin(request, device=actions.know_device(request, signed_in=True, by=user.pk))


@receiver(
    [account.password_changed, account.password_set], dispatch_uid="accounts.password_changed"
)
def end_for_the_password(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """End the sessions that were opened with the old password."""
    actions.end_sessions(user.pk, but=request, why="password", by=user.pk)


@receiver(account.password_reset, dispatch_uid="accounts.password_reset")
def end_for_the_link(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """End other sessions after a reset by link; let this browser sign in despite the guesses."""
    actions.end_sessions(user.pk, but=request, keep_devices=True, why="password", by=user.pk)
    device = actions.know_device(request, signed_in=False, by=user.pk)
    limits.forgive(request, user.email, device)


@receiver(
    [mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset],
    dispatch_uid="accounts.factor_changed",
)
def end_for_the_factor(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """End other sessions, which may have been opened without the present factor."""
    actions.end_sessions(user.pk, but=request, why="factor", by=user.pk)


@receiver(mfa.authenticator_used, dispatch_uid="accounts.count_recovery_codes")
def tell_codes_left(
    sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Say how many recovery codes are left after one was used: without any, a lost phone locks its person out."""
    if authenticator.type != factors.Kind.RECOVERY_CODES:
        return
    left = factors.of(user.pk).codes_left
    if left:
        are = "is" if left == 1 else "are"
        said = (
            f"You used a recovery code; {left} {are} left. You can create new ones in My account."
        )
    else:
        said = (
            "You used your last recovery code. Create new ones in My account before you sign out."
        )
    messages.warning(request, said)


@receiver(mfa.authenticator_removed, dispatch_uid="accounts.forget_a_removed_factor")
def forget_a_removed_factor(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Stop counting a removed factor as used in this session."""
    left = factors.still_there(user.pk)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record
        for record in get_authentication_records(request, user)
        if record.get("method") != "mfa" or record.get("id") in left
    ]
