"""Say that one comes to a meeting, and take it back: a button of its page and of the community's."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from communities.actions import rsvps
from communities.presenters.meetings import span_of
from communities.views.meetings import fetch
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit


@signed_in
@single_submit
def say_yes(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say that the reader comes to a meeting."""
    return _press(request, pk, rsvps.say_yes, "We'll see you {when}.")


@signed_in
@single_submit
def take_back(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take back that the reader comes to a meeting."""
    return _press(request, pk, rsvps.take_back, "You're no longer counted for this meeting.")


def _press(request: PortalRequest, pk: UUID, act: Callable[..., None], done: str) -> HttpResponse:
    meeting = fetch(request, pk)
    if request.method != "POST":
        return redirect(meeting)
    act(meeting, by=request.actor)
    when = span_of(meeting.starts_at, meeting.ends_at)
    return redirect_with_message(request, done.format(when=when), meeting)
