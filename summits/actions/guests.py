"""Registrations of people without an account, by the link they were mailed."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting, atomic_savepoint
from summits.actions import feedback, registrations
from summits.actions.invitations import LINKS
from summits.actions.needs import keep
from summits.enums import Attendance, Registered
from summits.errors import InvitationClosed, NotAttended
from summits.models import Feedback, Registration
from summits.policies import takes_feedback
from summits.querysets import notices
from summits.querysets.feedback import guest_attended

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
def change_attendance(
    token: str, *, attendance: Attendance, version: int | str | None
) -> Registration:
    """Take part virtually instead of in person, or back.

    Raises:
        InvitationClosed: as ``open_link``.
        DomainError: as ``registrations.change_attendance``.
    """
    return registrations.change_attendance(
        _read(token), attendance=attendance, version=version, by=Actor.system("guests")
    )


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


@acting(GUESTS)
@atomic_savepoint
def open_feedback(token: str) -> tuple[Registration, Feedback | None]:
    """Return the registration that a link names, and what its guest answered on the summit.

    Raises:
        InvitationClosed: as ``open_link``.
        NotAttended: when the guest was neither checked in nor registered virtually.
    """
    found = _read(token)
    if not guest_attended(found):
        raise NotAttended
    return found, Feedback.objects.of_guest(found).first()


@acting(GUESTS)
@atomic_savepoint
def give_feedback(
    token: str, *, overall: int, useful: int, at_home: str, comment: str, version: int | str | None
) -> Feedback:
    """Save a guest's answers on the summit, or change them.

    Raises:
        InvitationClosed: as ``open_link``.
        DomainError: as ``feedback.give_as_guest``.
    """
    return feedback.give_as_guest(
        _read(token),
        overall=overall,
        useful=useful,
        at_home=at_home,
        comment=comment,
        version=version,
        by=Actor.system("guests"),
    )


@acting(GUESTS)
@atomic_savepoint
def asks_feedback(registration: Registration) -> bool:
    """Return whether a guest is offered the form on the summit now: it is open, valid, and they were there."""
    is_open = takes_feedback(registration.summit) and notices.notice_of(notices.FEEDBACK)
    return bool(is_open) and guest_attended(registration)


def _read(token: str) -> Registration:
    key = LINKS.read(token)
    rows = Registration.objects.for_list().exclude(state=Registered.SUBSTITUTED)
    found = rows.filter(pk=key, person=None).first() if key else None
    if found is None:
        raise InvitationClosed
    return found
