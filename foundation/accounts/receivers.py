"""What a session takes along: when the person was here before, and the factors it was given."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.signals import authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from foundation.accounts import actions, factors
from foundation.accounts.http import VISITED_BEFORE


@receiver(user_logged_in, dispatch_uid="accounts.visited_before")
def remember_the_visit_before(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Into the session, before this visit takes its place."""
    before = actions.last_visit(user.pk)
    if before is not None:
        request.session[VISITED_BEFORE] = before.isoformat()


@receiver(authenticator_removed, dispatch_uid="accounts.forget_a_removed_factor")
def forget_a_removed_factor(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Have this session count as signed in by what is left: a removed factor proves nothing any more."""
    left = factors.still_there(user.pk)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record
        for record in get_authentication_records(request, user)
        if record.get("method") != "mfa" or record.get("id") in left
    ]
