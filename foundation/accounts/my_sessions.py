"""Where I am signed in: shown on My account, where each session can be ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from foundation.accounts import actions, agents
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest, reader_of
from foundation.accounts.models import PortalSession, PortalSessionQuerySet
from foundation.calendars import clock
from foundation.ui.redirects import see_other
from foundation.workflow.nonces import single_submit


@dataclass(frozen=True, slots=True)
class Shown:
    """A session as its person sees it; never with its key."""

    public_id: UUID
    device: str
    ip: str
    signed_in_at: datetime
    used_at: datetime
    is_this: bool


def listed(request: PortalRequest) -> list[Shown]:
    """Return the reader's sessions, the current one first; one query."""
    rows = [
        Shown(
            public_id=row.public_id,
            device=agents.in_words(row.agent),
            ip=row.ip or "Unknown",
            signed_in_at=row.signed_in_at,
            used_at=row.used_at or row.signed_in_at,
            is_this=row.pk == request.session.session_key,
        )
        for row in _mine(request)
        if row.public_id and row.signed_in_at
    ]
    return sorted(rows, key=lambda row: not row.is_this)


@signed_in
@require_POST
@single_submit
def end(request: PortalRequest, session_id: UUID) -> HttpResponse:
    """End one of the reader's sessions."""
    session = get_object_or_404(_mine(request), public_id=session_id)
    if session.pk == request.session.session_key:
        messages.info(request, "That's the session you're using. Sign out to end it.")
    else:
        actions.end_session(session, by=reader_of(request).pk)
        messages.success(request, "Session ended. That device has to sign in again.")
    return _back()


@signed_in
@require_POST
@single_submit
def end_others(request: PortalRequest) -> HttpResponse:
    """End all of the reader's sessions except this one."""
    reader = reader_of(request).pk
    actions.end_sessions(reader, but=request, why="person", by=reader)
    messages.success(request, "All other sessions ended. Those devices have to sign in again.")
    return _back()


def _mine(request: PortalRequest) -> PortalSessionQuerySet:
    now = clock.now()
    oldest = now - timedelta(seconds=settings.SESSION_ABSOLUTE_AGE)
    mine: PortalSessionQuerySet = PortalSession.objects.of(reader_of(request).pk)
    return mine.live(now, signed_in_after=oldest)


def _back() -> HttpResponse:
    return see_other("dashboards:account", fragment="sessions")
