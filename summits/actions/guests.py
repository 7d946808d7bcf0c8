"""Registrations of people without an account, by the link they were mailed."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting, atomic_savepoint
from summits.actions import registrations
from summits.actions.invitations import LINKS
from summits.actions.needs import keep
from summits.enums import Attendance, Registered
from summits.errors import InvitationClosed
from summits.models import Registration

GUESTS = "system:guests"


@acting(GUESTS)
@atomic_savepoint
def open_link(token: str) -> Registration:
    """Return the registration that a link names.

    Raises:
        InvitationClosed: when the link is no good, or the person signs in by now.
    """
    return _read(token)


@acting(GUESTS)
@atomic_savepoint
def register(
    token: str,
    *,
    attendance: Attendance,
    access: str = "",
    diet: str = "",
    version: int | str | None,
) -> Registration:
    """Register, and save what the person needs.

    Raises:
        InvitationClosed: as ``open_link``.
        DomainError: as ``registrations.accept``.
    """
    guest = Actor.system("guests")
    done = registrations.accept(_read(token), attendance=attendance, version=version, by=guest)
    keep(done, access=access, diet=diet, at=clock.now())
    return done


@acting(GUESTS)
@atomic_savepoint
def leave(token: str, *, reason: str, version: int | str | None) -> Registration:
    """Decline the invitation, or cancel the registration.

    Raises:
        InvitationClosed: as ``open_link``.
        DomainError: as ``registrations.decline`` and ``registrations.cancel``.
    """
    found, guest = _read(token), Actor.system("guests")
    if found.is_unanswered:
        return registrations.decline(found, reason=reason, version=version, by=guest)
    return registrations.cancel(found, reason=reason, version=version, by=guest)


def _read(token: str) -> Registration:
    key = LINKS.read(token)
    rows = Registration.objects.for_list().exclude(state=Registered.SUBSTITUTED)
    found = rows.filter(pk=key, person=None).first() if key else None
    if found is None:
        raise InvitationClosed
    return found
