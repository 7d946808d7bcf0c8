"""The authentication backend: allauth's, with the organization loaded in the same query."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User

_read: ContextVar[User | None] = ContextVar("read", default=None)


@contextmanager
def already_read(person: User | None) -> Iterator[None]:
    """Let the backend take a person who was just read together with the session, inside the block."""
    token = _read.set(person)
    try:
        yield
    finally:
        _read.reset(token)


class PortalBackend(AuthenticationBackend):  # type: ignore[misc]  # -- allauth ships no types
    """Sign-in by email and password, as django-allauth does it."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person if still active, with the organization that decides their access."""
        read = _read.get()
        if read is not None and read.pk == user_id:
            return read if read.is_active else None
        for user in _people(Actor.public(), user_id=user_id):
            return user if user.is_active else None
        return None


@Compiled
def _people(_actor: Actor, *, user_id: int) -> QuerySet[User]:
    return User.objects.select_related("organization").filter(pk=user_id)
