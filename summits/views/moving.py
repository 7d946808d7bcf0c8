"""Move a session by the table of an agenda, and take a move back."""

from dataclasses import asdict
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.pages import page
from summits import policies
from summits.models import Room, Session
from summits.presenters import moving
from summits.querysets.agenda import slots_on

UNDO_SALT = "summits.undo-move"
# Seconds for which a move can be undone from the page that follows it.
UNDO_LASTS = 10 * 60


@signed_in
def move_session(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show where a session can be moved on a day: each free cell is a button of the form to place it."""
    session = fetch_session(request, pk)
    summit = session.summit
    day = moving.day_asked(session, request.GET.get("day", ""))
    shown = moving.page_of(
        session,
        day=day,
        minutes=moving.minutes_asked(session, request.GET.get("minutes", "")),
        others=slots_on(request.actor, summit, day),
        rooms=Room.objects.visible_to(request.actor).of_summit(summit.pk),
    )
    context = {"summit": summit, "session": session, "shown": shown}
    return page(request, "summits/move_session.html", context)


def fetch_session(request: PortalRequest, pk: UUID) -> Session:
    """Return a session whose summit the actor organizes.

    Raises:
        Http404: when there is none that they may read.
        PermissionDenied: when they don't organize its summit.
    """
    seen = Session.objects.visible_to(request.actor).for_agenda()
    found: Session = get_object_or_404(seen.with_summit(), pk=pk)
    if not policies.can_organize(request.actor, found.summit):
        raise PermissionDenied
    return found


def page_after(before: Session, moved: Session) -> str:
    """Return the address of the agenda's page on which a move can be taken back.

    Arguments:
        before: the session as it was.
        moved: the same as it is now.
    """
    token = signing.dumps(asdict(moving.undo_of(before, moved)), salt=UNDO_SALT)
    return moving.day_page(moved, undo=token)


def undo_offered(request: PortalRequest) -> moving.Undo | None:
    """Return how the reader takes back the move that led to this page; None without one, or once it is too old."""
    try:
        sent = signing.loads(request.GET.get("undo", ""), salt=UNDO_SALT, max_age=UNDO_LASTS)
    except signing.BadSignature:
        return None
    return moving.Undo(**sent)
