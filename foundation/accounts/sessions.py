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
from django.contrib.sessions.backends.base import UpdateError
from django.db import Error
from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import AGENT_LENGTH, PortalSession, User
from foundation.audit.origin import client_ip
from foundation.calendars import clock
from foundation.tenancy.outages import is_outage

SIGNED_IN_AT = "signed_in_at"
USED_AT = "used_at"
PUBLIC_ID = "public_id"
IP = "ip"
AGENT = "agent"
DEVICE = "device"


class SessionStore(db.SessionStore):
    """Django's database sessions, each with its person in a column.

    The count of what needs the person has a column of its own, so that a page that only counted never writes the
    session's data, which another page may have changed meanwhile.
    """

    _needs: int | None = None
    _needs_stored: int | None = None
    _person: User | None = None

    @property
    def person(self) -> User | None:
        """The person that the session's row names, read together with it; None for a visitor."""
        self._get_session()  # type: ignore[attr-defined]  # -- Django's stubs leave it out
        return self._person

    @property
    def needs(self) -> int | None:
        """How many things needed the person when that was last counted; None when it is not known."""
        self._get_session()  # type: ignore[attr-defined]  # -- as above
        return self._needs

    @needs.setter
    def needs(self, count: int | None) -> None:
        self._get_session()  # type: ignore[attr-defined]  # -- as above
        self._needs = count

    def store_needs(self) -> None:
        """Write the count alone, where it changed and nothing else in the session did."""
        if not self.session_key or self.modified or self._needs == self._needs_stored:
            return
        try:
            PortalSession.objects.filter(pk=self.session_key).update(needs=self._needs)
        except Error as error:
            # The page is made and its change saved: an outage here costs the count only.
            if not is_outage(error):
                raise

    def clear(self) -> None:
        """Empty the session, its count included."""
        super().clear()
        self._needs = None

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        """Write the session.

        Raises:
            django.db.Error: in an outage, which Django tells as a session that was deleted, and answers as a bad request.
            CreateError: when a new key is taken.
            UpdateError: when the session was deleted meanwhile.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            away = error.__context__
            if away is not None and is_outage(away):
                raise away from None
            raise

    def _get_session_from_db(self) -> PortalSession | None:
        for row in _living.at(
            datetime.fromtimestamp(time.time(), UTC), Actor.public(), key=self.session_key or ""
        ):
            self._needs = self._needs_stored = row.needs
            self._person = row.user
            return row
        self._session_key = None
        return None

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        """Return the portal's session table."""
        return PortalSession

    def create_model_instance(self, data: dict[str, Any]) -> PortalSession:
        """Build the row of a session, with the columns its person may see."""
        row = cast(PortalSession, super().create_model_instance(data))
        row.needs = self._needs
        if SESSION_KEY in data:
            row.user_id = int(data[SESSION_KEY])
            row.public_id = data.get(PUBLIC_ID)
            row.signed_in_at = _instant(data.get(SIGNED_IN_AT))
            row.used_at = _instant(data.get(USED_AT, data.get(SIGNED_IN_AT)))
            row.ip = data.get(IP)
            row.agent = data.get(AGENT, "")
            row.device = data.get(DEVICE, "")
        return row


@Compiled
def _living(_actor: Actor, *, key: str) -> QuerySet[PortalSession]:
    """Find the session with a key, unless it has expired, with its person and the organization that decides their access."""
    found: QuerySet[PortalSession] = PortalSession.objects.filter(
        pk=key, expire_date__gt=clock.now()
    )
    return found.select_related("user__organization")


def session_of(request: HttpRequest) -> SessionStore:
    """Return the HTTP request's session, which Django's stubs know as any store's."""
    return cast(SessionStore, request.session)


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


def _instant(stamp: float | None) -> datetime | None:
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
