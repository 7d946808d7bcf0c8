"""A person's own registration: register, decline, cancel, say what they need; replace a delegate; guests."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from foundation.accounts.access import access, public, signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from sites.models import PublicForm
from summits import policies
from summits.actions import guests, invitations, registrations
from summits.actions import needs as needs_actions
from summits.errors import FormNotOffered
from summits.forms.registrations import (
    AcceptForm,
    AttendanceForm,
    GivePlaceForm,
    GuestAcceptForm,
    LeaveForm,
    NeedsForm,
    SubstituteForm,
)
from summits.models import Needs, Registration
from summits.presenters import registrations as shown
from summits.querysets import notices
from summits.views.delegations import ask, sent

TRAVEL = "Travel isn't part of registration: the portal doesn't book or pay for it."
GIVES_UP = (
    "The first person on the wait-list gets this place. Seats in sessions are given up, too. "
)
OTHER_WAY = (
    "If you take part virtually, the first person on the wait-list gets your place, and others get your seats in rooms. "
    "If you come in person and every place is taken, you go on the wait-list with the next number. Until you get a place, "
    "you aren't registered to take part virtually either; you can change back. "
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
    found, notice = _own(request, pk), _offered_form()
    return ask(
        request,
        found.summit,
        AcceptForm(sent(request), is_virtual=found.summit.is_virtual),
        heading="Register",
        says=TRAVEL,
        back=_page_of(found),
        act=lambda values: registrations.accept(
            found, **values, version=_version(request, found), by=request.actor
        ),
        done="Registration saved. Your place or your wait-list number is shown below.",
        version=_version(request, found),
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
        says=OTHER_WAY + TRAVEL,
        back=_page_of(found),
        act=lambda values: registrations.change_attendance(
            found, **values, version=_version(request, found), by=request.actor
        ),
        done="Saved. Your place or your wait-list number is shown below.",
        version=_version(request, found),
        notice=_offered_form(),
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
        act=lambda values: registrations.decline(
            found, **values, version=_version(request, found), by=request.actor
        ),
        done="Invitation declined.",
        version=_version(request, found),
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
        act=lambda values: registrations.cancel(
            found, **values, version=_version(request, found), by=request.actor
        ),
        done="Registration canceled.",
        version=_version(request, found),
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
        act=lambda values: invitations.substitute(
            found, **values, version=_version(request, found), by=request.actor
        ),
        done="Replaced. We're sending the invitation.",
        version=_version(request, found),
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
        act=lambda values: invitations.give_place(
            found, **values, version=_version(request, found), by=request.actor
        ),
        done=f"{found.name} has a place now. We're sending a notice.",
        version=_version(request, found),
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
        act=lambda values: needs_actions.say(found, **values, by=request.actor),
        done="Saved. Only you and the organizers can read it.",
        notice=notice,
    )


@public
@never_cache
def guest(request: PortalRequest, token: str) -> HttpResponse:
    """Show a person without an account their invitation or registration."""
    found = guests.open_link(token)
    notice = notices.notice_of(notices.REGISTRATION)
    may_register = (
        notice is not None and found.is_unanswered and policies.is_registering(found.summit)
    )
    context = {
        "summit": found.summit,
        "shown": shown.page_of(found, request.actor, form=notice),
        "register": reverse("summits:guest-accept", args=[token]) if may_register else "",
        "change": reverse("summits:guest-attendance", args=[token])
        if notice is not None and policies.can_change_attendance(found)
        else "",
        "change_label": shown.OTHER_WAY,
        "leave": reverse("summits:guest-leave", args=[token]) if policies.can_leave(found) else "",
        "leave_label": "Decline invitation" if found.is_unanswered else "Cancel registration",
        "feedback": reverse("summits:guest-feedback", args=[token])
        if guests.asks_feedback(found)
        else "",
        "travel": TRAVEL,
    }
    return page(request, "summits/guest.html", context)


@public
@never_cache
@single_submit
def guest_accept(request: PortalRequest, token: str) -> HttpResponse:
    """Register a person without an account, with what they need."""
    found, notice = guests.open_link(token), _offered_form()
    without = () if notices.notice_of(notices.NEEDS) else ("access", "diet")
    return ask(
        request,
        found.summit,
        GuestAcceptForm(sent(request), is_virtual=found.summit.is_virtual, without=without),
        heading="Register",
        says=TRAVEL,
        back=reverse("summits:guest-registration", args=[token]),
        act=lambda values: guests.register(token, **values, version=_version(request, found)),
        done="Registration saved. Your place or your wait-list number is shown below.",
        version=_version(request, found),
        notice=notice,
    )


@public
@never_cache
@single_submit
def guest_attendance(request: PortalRequest, token: str) -> HttpResponse:
    """Take part virtually instead of in person, or back, without an account."""
    found = guests.open_link(token)
    return ask(
        request,
        found.summit,
        AttendanceForm(sent(request), initial={"attendance": found.attendance}),
        heading=shown.OTHER_WAY,
        says=OTHER_WAY + TRAVEL,
        back=reverse("summits:guest-registration", args=[token]),
        act=lambda values: guests.change_attendance(
            token, **values, version=_version(request, found)
        ),
        done="Saved. Your place or your wait-list number is shown below.",
        version=_version(request, found),
        notice=_offered_form(),
    )


@public
@never_cache
@single_submit
def guest_leave(request: PortalRequest, token: str) -> HttpResponse:
    """Decline or cancel without an account."""
    found = guests.open_link(token)
    return ask(
        request,
        found.summit,
        LeaveForm(sent(request)),
        heading="Decline invitation" if found.is_unanswered else "Cancel registration",
        says=AGAIN,
        back=reverse("summits:guest-registration", args=[token]),
        act=lambda values: guests.leave(token, **values, version=_version(request, found)),
        done="Done. You aren't registered for this summit.",
        version=_version(request, found),
    )


def _fetch(request: PortalRequest, pk: UUID) -> Registration:
    return get_object_or_404(Registration.objects.visible_to(request.actor).for_list(), pk=pk)


def _own(request: PortalRequest, pk: UUID) -> Registration:
    """Return the reader's own registration; one they see of somebody else is not theirs to open."""
    found = _fetch(request, pk)
    if not policies.is_own(request.actor, found):
        raise PermissionDenied
    return found


def _offered_form() -> PublicForm:
    """Return the registration form's notice; refuse without a valid OMB control number."""
    notice = notices.notice_of(notices.REGISTRATION)
    if notice is None:
        raise FormNotOffered
    return notice


def _version(request: PortalRequest, found: Registration) -> str | int:
    return request.POST.get("version") or found.version


def _page_of(found: Registration) -> str:
    return reverse("summits:registration", args=[found.pk])


def _list_of(found: Registration) -> str:
    if found.site is None:
        return reverse("summits:delegation", args=[found.summit.slug])
    return reverse("summits:site-delegation", args=[found.summit.slug, found.site.slug])
