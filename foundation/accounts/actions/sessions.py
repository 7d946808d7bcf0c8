"""End sessions, and remember the browsers people sign in with."""

from typing import Literal

from django.http import HttpRequest

from foundation.accounts import devices, sessions
from foundation.accounts.models import (
    KnownDevice,
    PortalSession,
)
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint

Why = Literal["age", "person", "password", "factor", "powers"]


@atomic_savepoint
def end_session(session: PortalSession, *, by: int) -> None:
    """End one session and forget its browser, whose next request leads to the sign-in page."""
    assert session.user_id is not None  # noqa: S101 -- pages fetch a person's own
    KnownDevice.objects.of(session.user_id).filter(digest=session.device).delete()
    session.delete()
    record(Kind.SESSION_ENDED, user_id=session.user_id, detail={"why": "person", "by": by})


@atomic_savepoint
def end_sessions(
    person: int,
    *,
    but: HttpRequest | None = None,
    keep_devices: bool = False,
    why: Why,
    by: int | None,
) -> int:
    """End a person's sessions, and forget the browsers they are known by.

    Arguments:
        person: the id of the person.
        but: the HTTP request whose session and browser are spared.
        keep_devices: keep the browsers known. A link to set a password is the way out of a flood of
            wrong guesses, and must not lock the person's other browsers out.
        why: the reason for the security log.
        by: the id of the person who ends them; None for the portal itself.

    Returns:
        How many sessions ended.
    """
    key = but.session.session_key if but is not None else None
    ended: int
    ended, _ = PortalSession.objects.of(person).but(key).delete()
    if not keep_devices:
        kept = but.session.get(sessions.DEVICE, "") if but is not None else ""
        KnownDevice.objects.of(person).but(kept).delete()
    if ended:
        detail: Detail = {"why": why, "count": ended, "by": by}
        record(Kind.SESSION_ENDED, user_id=person, request=but, detail=detail)
    return ended


def note_end_by_age(request: HttpRequest, *, person: int) -> None:
    """Record that a session ended because it reached the maximum age."""
    record(Kind.SESSION_ENDED, user_id=person, request=request, detail={"why": "age", "count": 1})


def know_device(request: HttpRequest, *, signed_in: bool, by: int) -> str:
    """Remember the request's browser as one of the person's; return the digest of its cookie."""
    digest = devices.give(request)
    seen = KnownDevice(user_id=by, digest=digest, used_at=clock.now(), signed_in=signed_in)
    KnownDevice.objects.bulk_create(
        [seen],
        update_conflicts=True,
        unique_fields=["user", "digest"],
        update_fields=["used_at", *(["signed_in"] if signed_in else [])],
    )
    return digest


def tidy() -> None:
    """Delete expired sessions and browsers that were not used for a long time."""
    now = clock.now()
    PortalSession.objects.expired(now).delete()
    KnownDevice.objects.used_before(now - devices.LIFE).delete()
