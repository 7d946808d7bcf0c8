"""The inbox and what mail one wants."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications import actions, pages
from foundation.notifications.enums import MailWish
from foundation.notifications.forms import PreferenceForm
from foundation.notifications.mail import preference_of
from foundation.notifications.models import Notification
from foundation.ui.pages import page
from foundation.workflow.errors import InvalidInput
from foundation.workflow.nonces import once


@signed_in
@require_GET
def inbox(http: PortalRequest) -> HttpResponse:
    """The reader's notices, newest first."""
    mine = Notification.objects.of(_reader(http).pk)
    found = pages.read(mine, after=http.GET.get("after", ""), path=http.path)
    return page(http, "notifications/inbox.html", {"inbox": found, "tz": http.actor.time_zone})


@signed_in
@require_POST
@once
def open_notice(http: PortalRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    notice = _notice(http, notice_id)
    actions.mark_read(notice, at=clock.now())
    return _see(notice.url)


@signed_in
@require_POST
@once
def mark_read(http: PortalRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read and stay."""
    actions.mark_read(_notice(http, notice_id), at=clock.now())
    return _see(reverse("notifications:inbox"))


@signed_in
@require_POST
@once
def mark_all_read(http: PortalRequest) -> HttpResponse:
    """Mark as read what was there when the page was shown."""
    shown = pages.instant(http.POST.get("shown", ""))
    if shown is None:
        raise InvalidInput("This form is damaged. Open the inbox again and send it once more.")
    actions.mark_all_read(user_id=_reader(http).pk, shown=shown, at=clock.now())
    return _see(reverse("notifications:inbox"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once
def preferences(http: PortalRequest) -> HttpResponse:
    """What mail the reader wants."""
    user = _reader(http)
    kept = preference_of(user)
    start = {"email": kept.email, "quiet_from": kept.quiet_from, "quiet_until": kept.quiet_until}
    form = PreferenceForm(http.POST if http.method == "POST" else None, initial=start)
    if form.is_valid():
        wish = MailWish(form.cleaned_data["email"])
        hours = (form.cleaned_data["quiet_from"], form.cleaned_data["quiet_until"])
        actions.save_preference(email=wish, quiet_from=hours[0], quiet_until=hours[1], by=user)
        messages.success(http, "Saved. This is what we send you from now on.")
        return _see(reverse("notifications:preferences"))
    hint = f"Mail that is not critical waits until they end. Your time zone is {user.time_zone}."
    return page(http, "notifications/preferences.html", {"form": form, "zone_hint": hint})


def _reader(http: PortalRequest) -> User:
    assert isinstance(http.user, User)  # noqa: S101 -- @signed_in let nobody else in
    return http.user


def _notice(http: PortalRequest, notice_id: UUID) -> Notification:
    return get_object_or_404(Notification.objects.of(_reader(http).pk), pk=notice_id)


def _see(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response
