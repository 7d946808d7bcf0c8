"""What a log-in takes along: when the person was here before."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from foundation.accounts import actions
from foundation.accounts.http import VISITED_BEFORE


@receiver(user_logged_in, dispatch_uid="accounts.visited_before")
def remember_the_visit_before(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Into the session, before this visit takes its place."""
    before = actions.last_visit(user.pk)
    if before is not None:
        request.session[VISITED_BEFORE] = before.isoformat()
