"""A person's own registration: register, decline, cancel, say what they need; replace a delegate."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access, signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from sites.models import PublicForm
from summits import policies
from summits.actions import invitations, registrations
from summits.actions import needs as needs_actions
from summits.enums import Attendance
from summits.errors import FormNotOffered
from summits.forms.registrations import (
    AcceptForm,
    AttendanceForm,
    GivePlaceForm,
    LeaveForm,
    NeedsForm,
    SubstituteForm,
)
from summits.models import Needs, Registration
from summits.presenters import registrations as shown
from summits.querysets import notices
from summits.views.delegations import ask

TRAVEL = "Travel isn't part of registration: the portal doesn't book or pay for it."
GIVES_UP = (
    "The first person on the wait-list gets this place. Seats in sessions are given up, too. "
)
TO_VIRTUAL = (
    "If you take part virtually, the first person on the wait-list gets your place, and others get your seats in rooms. "
    "You can change back, but you need a free place then. "
)
TO_IN_PERSON = (
    "If every place is taken, you go on the wait-list with the next number. Until you get a place, you aren't registered "
    "to take part virtually either; you can change back. "
)
AGAIN = "You can't undo this. If you change your mind, you need a new invitation."


@signed_in
def registration(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show the reader's own registration."""
    found = _own(request, pk)
    mine = Needs.objects.visible_to(request.actor).of_registration(pk).first()
    form = notices.notice_of(notices.REGISTRATION)
    context = {
        "summit": found.summit,
        "registration": found,
        "shown": shown.page_of(found, request.actor, form=form),
        "needs": mine,
        "may_show_code": policies.has_code(request.actor, found),
        "may_say_needs": policies.can_say_needs(request.actor, found),
        "travel": TRAVEL,
    }
    return page(request, "summits/registration.html", context)


@signed_in
@single_submit
def accept(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Register, in person or virtually."""
    found, notice = _own(request, pk), offered_form()
    return ask(
        request,
        found.summit,
        AcceptForm(sent(request), is_virtual=found.summit.is_virtual),
        heading="Register",
        says=TRAVEL,
        back=_page_of(found),
        act=lambda values, version: registrations.accept(
            found, **values, version=version or found.version, by=request.actor
        ),
        done="Registration saved. Your place or your wait-list number is shown below.",
        version=found.version,
        notice=notice,
    )


@signed_in
@single_submit
def change_attendance(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take part virtually instead of in person, or back."""
    found = _own(request, pk)
    return ask(
        request,
        found.summit,
        AttendanceForm(sent(request), initial={"attendance": found.attendance}),
        heading=shown.OTHER_WAY,
        says=other_way_of(found),
        back=_page_of(found),
        act=lambda values, version: registrations.change_attendance(
            found, **values, version=version or found.version, by=request.actor
        ),
        done="Saved. Your place or your wait-list number is shown below.",
        version=found.version,
        notice=offered_form(),
    )


@signed_in
@single_submit
def decline(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Decline an invitation."""
    found = _own(request, pk)
    return ask(
        request,
        found.summit,
        LeaveForm(sent(request)),
        heading="Decline invitation",
        says=AGAIN,
        back=_page_of(found),
        act=lambda values, version: registrations.decline(
            found, **values, version=version or found.version, by=request.actor
        ),
        done="Invitation declined.",
        version=found.version,
    )


@signed_in
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel one's own registration, or withdraw one that the reader answers for."""
    found = _fetch(request, pk)
    is_own = policies.is_own(request.actor, found)
    if not (is_own or policies.speaks_for(request.actor, found)):
        raise PermissionDenied
    return ask(
        request,
        found.summit,
        LeaveForm(sent(request)),
        heading="Cancel registration" if is_own else f"Withdraw {found.name}",
        says=GIVES_UP + AGAIN,
        back=_page_of(found) if is_own else _list_of(found),
        act=lambda values, version: registrations.cancel(
            found, **values, version=version or found.version, by=request.actor
        ),
        done="Registration canceled.",
        version=found.version,
    )


@access(P.DELEGATION_NOMINATE)
@single_submit
def substitute(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give a delegate's seat to someone else."""
    found = _fetch(request, pk)
    if not policies.can_choose_delegates(request.actor, found.site_id or 0):
        raise PermissionDenied
    return ask(
        request,
        found.summit,
        SubstituteForm(sent(request)),
        heading=f"Replace {found.name}",
        says="The new person gets this seat, with its place or its wait-list number, and an invitation.",
        back=_list_of(found),
        act=lambda values, version: invitations.substitute(
            found, **values, version=version or found.version, by=request.actor
        ),
        done="Replaced. We're sending the invitation.",
        version=found.version,
    )


@access(P.DELEGATION_NOMINATE)
@single_submit
def give_place(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give the place of one of the site's delegates to another one who waits."""
    found = _fetch(request, pk)
    if not policies.can_choose_delegates(request.actor, found.site_id or 0):
        raise PermissionDenied
    near = Registration.objects.visible_to(request.actor).of_summit(found.summit_id)
    delegates = near.at(found.site_id or 0).placed_delegates()
    return ask(
        request,
        found.summit,
        GivePlaceForm(sent(request), delegates=delegates),
        heading=f"Give {found.name} a place",
        says="Choose one of your delegates who can't come. No one else on the wait-list moves.",
        back=_list_of(found),
        act=lambda values, version: invitations.give_place(
            found, **values, version=version or found.version, by=request.actor
        ),
        done=f"{found.name} has a place now. We're sending a notice.",
        version=found.version,
    )


@signed_in
@single_submit
def needs(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say what one needs at the summit."""
    found = _own(request, pk)
    if not policies.can_say_needs(request.actor, found):
        raise PermissionDenied
    notice = notices.notice_of(notices.NEEDS)
    if notice is None:
        raise FormNotOffered
    mine = Needs.objects.visible_to(request.actor).of_registration(pk).first()
    known = {"access": mine.access, "diet": mine.diet} if mine else {}
    return ask(
        request,
        found.summit,
        NeedsForm(sent(request), initial=known),
        heading="Tell us what you need",
        says="Only you and the summit's organizers can read this. It isn't on any roster or export. "
        "Leave both blank to delete what you told us.",
        back=_page_of(found),
        act=lambda values, _version: needs_actions.say(found, **values, by=request.actor),
        done="Saved. Only you and the organizers can read it.",
        notice=notice,
    )


def _fetch(request: PortalRequest, pk: UUID) -> Registration:
    return get_object_or_404(Registration.objects.visible_to(request.actor).for_list(), pk=pk)


def _own(request: PortalRequest, pk: UUID) -> Registration:
    """Return the reader's own registration; one they see of somebody else is not theirs to open."""
    found = _fetch(request, pk)
    if not policies.is_own(request.actor, found):
        raise PermissionDenied
    return found


def other_way_of(found: Registration) -> str:
    """Say what becomes of a registration whose person takes part the other way."""
    is_virtual = found.attendance == Attendance.VIRTUAL
    return f"{TO_IN_PERSON if is_virtual else TO_VIRTUAL}{TRAVEL}"


def offered_form() -> PublicForm:
    """Return the registration form's notice; refuse without a valid OMB control number."""
    notice = notices.notice_of(notices.REGISTRATION)
    if notice is None:
        raise FormNotOffered
    return notice


def _page_of(found: Registration) -> str:
    return reverse("summits:registration", args=[found.pk])


def _list_of(found: Registration) -> str:
    if found.site is None:
        return reverse("summits:delegation", args=[found.summit.slug])
    return reverse("summits:site-delegation", args=[found.summit.slug, found.site.slug])
