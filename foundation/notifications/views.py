"""The inbox and the page of mail preferences."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest, reader_of
from foundation.calendars import clock
from foundation.needs.reading import needs_on
from foundation.notifications import actions, pages
from foundation.notifications.enums import MailWish, NoticeKind
from foundation.notifications.forms import PreferenceForm
from foundation.notifications.mail import preference_of
from foundation.notifications.models import Notification
from foundation.notifications.subjects import titles_of
from foundation.ui import dates, wording
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.errors import InvalidInput
from foundation.workflow.nonces import single_submit


@dataclass(frozen=True, slots=True)
class Undo:
    """What was just archived, in words, and the moment by which it is found again."""

    sentence: str
    archived_at: str


@signed_in
@require_safe
def inbox(request: PortalRequest) -> HttpResponse:
    """Show the reader's notices, newest first."""
    filters = _filters(request.GET)
    mine = Notification.objects.of(reader_of(request).pk).matching(filters)
    inbox = pages.read(
        mine,
        after=request.GET.get("after", ""),
        filters=filters,
        needs=needs_on(request, request.actor),
        tz=request.actor.time_zone,
    )
    titles = titles_of(request.actor, {row.notice.number for row in inbox.rows})
    for row in inbox.rows:
        row.notice.subject = titles.get(row.notice.number, "")
    context = {
        "inbox": inbox,
        "tz": request.actor.time_zone,
        "chips": _chips(filters),
        "query": urlencode(filters),
        "kept": f"?{urlencode(filters)}" if filters else "",
        "narrowed": bool(filters),
        "undo": _undo(request),
        "shows_all": not filters.keys() - {"unread"},
    }
    return page(request, "notifications/inbox.html", context)


def _undo(request: PortalRequest) -> Undo | None:
    """Return what the reader just archived, while it is still archived."""
    at = pages.instant(request.GET.get("undo", ""))
    if at is None:
        return None
    count = Notification.objects.of(reader_of(request).pk).archived_by_hand(at).count()
    return Undo(f"{wording.counted(count, 'notice')} archived.", pages.stamp(at)) if count else None


def _filters(query: QueryDict) -> dict[str, str]:
    """Return the filters in the query; unknown values are ignored."""
    found = {name: "1" for name in ("unread", "archived") if query.get(name)}
    kind, about = query.get("kind", ""), query.get("about", "").replace("\x00", "")
    found |= {"kind": kind} if kind in NoticeKind.values else {}
    return found | ({"about": about} if about else {})


def _chips(filters: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Return each filter chip as label, URL and whether active; an active chip's URL removes it."""
    unread, kind = filters.get("unread", ""), filters.get("kind", "")
    done = filters.get("archived", "")
    chips = [
        ("All", pages.address({}), not filters),
        ("Unread", pages.address(filters, unread="" if unread else "1"), bool(unread)),
    ]
    archive = ("Archived", pages.address(filters, archived="" if done else "1"), bool(done))
    return [*chips, *_kinds(filters, kind), archive]


def _kinds(filters: dict[str, str], kind: str) -> list[tuple[str, str, bool]]:
    return [
        (
            str(each.label),
            pages.address(filters, kind="" if kind == each else each.value),
            kind == each,
        )
        for each in NoticeKind
    ]


@signed_in
@require_POST
@single_submit
def open_notice(request: PortalRequest, notice_id: UUID) -> HttpResponse:
    """Mark a row of the inbox as read and redirect to its page."""
    notice = _notice(request, notice_id)
    actions.mark_row_read(notice, at=clock.now())
    return see_other(notice.url)


@signed_in
@require_POST
@single_submit
def mark_read(request: PortalRequest, notice_id: UUID) -> HttpResponse:
    """Mark a row of the inbox as read and return to the inbox with the same filters."""
    actions.mark_row_read(_notice(request, notice_id), at=clock.now())
    return see_other(pages.address(_filters(request.GET)))


@signed_in
@require_POST
@single_submit
def mark_all_read(request: PortalRequest) -> HttpResponse:
    """Mark as read the notices that existed when the page was shown; keep the filters."""
    actions.mark_all_read(user_id=reader_of(request).pk, shown=_shown(request), at=clock.now())
    return see_other(pages.address(_filters(request.GET)))


@signed_in
@require_POST
@single_submit
def archive(request: PortalRequest, notice_id: UUID) -> HttpResponse:
    """Archive a row of the inbox, and offer to undo it."""
    at = clock.now()
    actions.archive_row(_notice(request, notice_id), at=at)
    return _archived(request, at)


@signed_in
@require_POST
@single_submit
def archive_read(request: PortalRequest) -> HttpResponse:
    """Archive the read notices that existed when the page was shown, and offer to undo it."""
    at = clock.now()
    actions.archive_read(user_id=reader_of(request).pk, shown=_shown(request), at=at)
    return _archived(request, at)


@signed_in
@require_POST
@single_submit
def restore(request: PortalRequest) -> HttpResponse:
    """Return to the inbox what the reader archived at one moment."""
    at = pages.instant(request.POST.get("archived_at", ""))
    if at is None:
        raise InvalidInput("This form has expired. Open the inbox again, then try once more.")
    count = actions.restore(user_id=reader_of(request).pk, archived_at=at)
    said = f"{wording.counted(count, 'notice')} moved back to your inbox."
    return redirect_with_message(request, said, pages.address(_filters(request.GET)))


def _archived(request: PortalRequest, at: datetime) -> HttpResponse:
    """Return to the inbox with the same filters, where the reader can undo it."""
    return see_other(pages.address(_filters(request.GET), undo=pages.stamp(at)))


def _shown(request: PortalRequest) -> datetime:
    shown = pages.instant(request.POST.get("shown", ""))
    if shown is None:
        raise InvalidInput("This form has expired. Open the inbox again, then try once more.")
    return shown


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def preferences(request: PortalRequest) -> HttpResponse:
    """Show and save when the reader wants mail."""
    user = reader_of(request)
    kept = preference_of(user)
    start = {"email": kept.email, "quiet_from": kept.quiet_from, "quiet_until": kept.quiet_until}
    form = PreferenceForm(sent(request), initial=start)
    if form.is_valid():
        wish = MailWish(form.cleaned_data["email"])
        hours = (form.cleaned_data["quiet_from"], form.cleaned_data["quiet_until"])
        actions.save_preference(email=wish, quiet_from=hours[0], quiet_until=hours[1], by=user)
        return redirect_with_message(request, "Email settings saved.", "notifications:preferences")
    zone = dates.zone_word(clock.now().astimezone(dates.zone_of(user.time_zone)))
    hint = (
        "Email that isn't critical waits until quiet hours end. Reminders about a day come on business days between "
        f"9 am and 5 pm. Times are in your time zone, {zone}."
    )
    return page(request, "notifications/preferences.html", {"form": form, "zone_hint": hint})


def _notice(request: PortalRequest, notice_id: UUID) -> Notification:
    return get_object_or_404(Notification.objects.of(reader_of(request).pk), pk=notice_id)
