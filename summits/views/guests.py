"""The registration of a person without an account, by the link they were mailed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.types import Link
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import guests
from summits.forms.registrations import AttendanceForm, GuestAcceptForm, LeaveForm
from summits.models import Registration
from summits.presenters import registrations as shown
from summits.querysets import notices
from summits.views.delegations import ask
from summits.views.registrations import AGAIN, TRAVEL, offered_form, other_way_of


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
        "change": Link(shown.OTHER_WAY, reverse("summits:guest-attendance", args=[token]))
        if notice is not None and policies.can_change_attendance(found)
        else None,
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
    found = guests.open_link(token)
    without = () if notices.notice_of(notices.NEEDS) else ("access", "diet")
    return _ask(
        request,
        token,
        found,
        GuestAcceptForm(sent(request), is_virtual=found.summit.is_virtual, without=without),
        heading="Register",
        says=TRAVEL,
        act=guests.register,
        done="Registration saved. Your place or your wait-list number is shown below.",
        notice=offered_form(),
    )


@public
@never_cache
@single_submit
def guest_attendance(request: PortalRequest, token: str) -> HttpResponse:
    """Take part virtually instead of in person, or back, without an account."""
    found = guests.open_link(token)
    return _ask(
        request,
        token,
        found,
        AttendanceForm(sent(request), initial={"attendance": found.attendance}),
        heading=shown.OTHER_WAY,
        says=other_way_of(found),
        act=guests.change_attendance,
        done="Saved. Your place or your wait-list number is shown below.",
        notice=offered_form(),
    )


@public
@never_cache
@single_submit
def guest_leave(request: PortalRequest, token: str) -> HttpResponse:
    """Decline or cancel without an account."""
    found = guests.open_link(token)
    return _ask(
        request,
        token,
        found,
        LeaveForm(sent(request)),
        heading="Decline invitation" if found.is_unanswered else "Cancel registration",
        says=AGAIN,
        act=guests.leave,
        done="Done. You aren't registered for this summit.",
    )


def _ask(
    request: PortalRequest,
    token: str,
    found: Registration,
    form: forms.Form,
    *,
    act: Callable[..., Registration],
    **said: Any,
) -> HttpResponse:
    """Show a form of a guest's link; act once it is valid, and return to the page of the link."""
    return ask(
        request,
        found.summit,
        form,
        back=reverse("summits:guest-registration", args=[token]),
        act=lambda values, version: act(token, **values, version=version or found.version),
        version=found.version,
        **said,
    )
