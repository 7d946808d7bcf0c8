"""The session store: each row names its person, who can see and end the session.

Set as SESSION_ENGINE. Django's own store holds the data; the row repeats the columns of the list of
sessions, in the same write.
"""

import time
import uuid
from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.http import HttpRequest

from foundation.accounts.models import AGENT_LENGTH, PortalSession
from foundation.audit.origin import client_ip

SIGNED_IN_AT = "signed_in_at"
USED_AT = "used_at"
PUBLIC_ID = "public_id"
IP = "ip"
AGENT = "agent"
DEVICE = "device"
KEPT = "kept"


class SessionStore(db.SessionStore):
    """Django's database sessions, each with its person in a column."""

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        """Return the portal's session table."""
        return PortalSession

    def create_model_instance(self, data: dict[str, Any]) -> PortalSession:
        """Build the row of a session, with the columns its person may see."""
        row = cast(PortalSession, super().create_model_instance(data))
        if SESSION_KEY in data:
            row.user_id = int(data[SESSION_KEY])
            row.public_id = data.get(PUBLIC_ID)
            row.signed_in_at = _instant(data.get(SIGNED_IN_AT))
            row.used_at = _instant(data.get(USED_AT, data.get(SIGNED_IN_AT)))
            row.ip = data.get(IP)
            row.agent = data.get(AGENT, "")
            row.device = data.get(DEVICE, "")
        return row


def begin(request: HttpRequest, *, device: str) -> None:
    """Note in the session when it was signed in to, and from where.

    Arguments:
        request: the HTTP request that signs in.
        device: the digest of the known device, so that both end together.
    """
    # Its first use is the next request, which also records the visit.
    request.session.pop(USED_AT, None)
    now = int(time.time())
    request.session.update({SIGNED_IN_AT: now, PUBLIC_ID: str(uuid.uuid4()), DEVICE: device})
    note_place(request)


def note_place(request: HttpRequest) -> None:
    """Note the address and browser the session was last used from."""
    request.session[IP] = client_ip(request)
    request.session[AGENT] = request.headers.get("User-Agent", "")[:AGENT_LENGTH]


def is_over(request: HttpRequest) -> bool:
    """Return whether the session exceeds the maximum age; a session of unknown age does."""
    began = request.session.get(SIGNED_IN_AT, 0)
    return bool(time.time() - began >= settings.SESSION_ABSOLUTE_AGE)


def kept_count(request: HttpRequest, name: str) -> int | None:
    """Return a count that a page of this session has kept; None where there is none.

    Arguments:
        request: the HTTP request of the page.
        name: what is counted.
    """
    found: int | None = request.session.get(KEPT, {}).get(name)
    return found


def keep_count(request: HttpRequest, name: str, count: int) -> None:
    """Keep a count for the session's next pages, until ``forget_counts``.

    Arguments:
        request: the HTTP request of the page.
        name: what is counted.
        count: how many there are now.
    """
    kept = request.session.get(KEPT, {})
    if kept.get(name) != count:
        request.session[KEPT] = kept | {name: count}


def forget_counts(request: HttpRequest) -> None:
    """Forget what the session's pages have counted: its person may have changed it, or a minute has passed."""
    if KEPT in request.session:
        del request.session[KEPT]


def _instant(stamp: float | None) -> datetime | None:
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
