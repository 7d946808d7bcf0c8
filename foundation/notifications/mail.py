"""The mail of one notice: whether it may be sent now, and its text."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications import actions
from foundation.notifications.enums import MailState, MailWish, Priority
from foundation.notifications.gate import Gate, refusal
from foundation.notifications.models import Notification, Preference
from foundation.notifications.reminders import template_of
from foundation.outbox import Letter

DEMO = "Demonstration data: the people, sites, and requests are made up."


def letter_of(notice_id: UUID) -> Letter | None:
    """Write the mail of a notice, delay it, or record why it is not sent."""
    notice = Notification.objects.for_mail().get(pk=notice_id)
    if notice.entry.mail != MailState.WAITING:
        return None
    wish = preference_of(notice.recipient)
    refused = _refused(notice, wish)
    if refused is not None:
        actions.note_mail(notice.entry, refused)
        return None
    until = quiet_until(wish, notice.recipient.time_zone, clock.now())
    if until is not None and notice.weight == Priority.NORMAL:
        actions.put_off(notice.pk, until=until)
        return None
    return Letter(message(notice), sent=lambda: actions.note_mail(notice.entry, MailState.SENT))


def preference_of(user: User) -> Preference:
    """Return a person's mail preferences, or the defaults if none are saved."""
    found: Preference | None = getattr(user, "notification_preference", None)
    return found or Preference(user=user)


def quiet_until(wish: Preference, time_zone: str, now: datetime) -> datetime | None:
    """Return when the reader's current quiet hours end; None outside quiet hours."""
    if wish.quiet_from is None or wish.quiet_until is None:
        return None
    local = now.astimezone(ZoneInfo(time_zone))
    at, start, end = local.time().replace(tzinfo=None), wish.quiet_from, wish.quiet_until
    over_midnight = start > end
    is_quiet = (at >= start or at < end) if over_midnight else start <= at < end
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1 if over_midnight and at >= start else 0)
    return datetime.combine(day, end, tzinfo=ZoneInfo(time_zone))


def message(notice: Notification) -> EmailMultiAlternatives:
    """Return the mail in plain text and HTML, with the same Message-ID at every attempt."""
    base = settings.PUBLIC_BASE_URL
    template = template_of(notice.entry.kind)
    context = _context(notice, base)
    mail = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"{template}.subject", context).split()),
        body=render_to_string(f"{template}.txt", context),
        to=[notice.recipient.email],
        headers={
            "Message-ID": f"<notice-{notice.pk}@{urlsplit(base).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return mail


def _context(notice: Notification, base: str) -> dict[str, object]:
    """Return the values for the mail frame and for the kinds' own templates."""
    return {
        "notice": notice,
        "subject": notice.title,
        "what": f"Sign in to {notice.action}. The details are in the portal, not in this email.",
        "due_text": notice.due_line,
        "action_url": f"{base}{notice.url}",
        "action_label": notice.action[:1].upper() + notice.action[1:],
        "why": f"Why you get this: {notice.why}",
        "preferences_url": f"{base}{reverse('notifications:preferences')}",
        "demo_notice": DEMO if notice.recipient.is_demo else "",
    }


def _refused(notice: Notification, wish: Preference) -> MailState | None:
    gate = Gate(notice.entry.gate, notice.entry.thing)
    refused = refusal(notice.recipient, gate, notice.site_id)
    if refused is not None:
        return refused
    if wish.email == MailWish.OFF and notice.weight != Priority.ACCOUNT:
        return MailState.OFF
    return None
