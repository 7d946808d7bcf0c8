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
from foundation.calendars.holidays import calendar_for
from foundation.notifications import actions
from foundation.notifications.enums import MailState, MailWish, Priority
from foundation.notifications.gate import Gate, refusal
from foundation.notifications.models import Ledger, Notification, Preference
from foundation.notifications.reminders import template_of
from foundation.outbox import Letter

# Business hours shorter than this may be over before the worker comes.
LEEWAY = timedelta(minutes=30)
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
    until = held_until(wish, notice.recipient.time_zone, clock.now(), by_day=notice.entry.by_day)
    if until is not None and notice.weight == Priority.NORMAL:
        actions.put_off(notice.pk, until=until)
        return None
    return Letter(message(notice), sent=lambda: actions.note_sent(notice.entry))


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


def held_until(wish: Preference, time_zone: str, now: datetime, *, by_day: bool) -> datetime | None:
    """Return until when a mail waits; None if it may leave.

    Arguments:
        wish: the reader's quiet hours.
        time_zone: the reader's.
        now: the instant.
        by_day: whether it also waits for the reader's business hours. Who is quiet until business
            closes has it when the quiet hours end.
    """
    quiet = quiet_until(wish, time_zone, now)
    calendar = calendar_for(time_zone)
    opens = calendar.counted_from(now)
    if quiet is not None or not by_day or opens <= now:
        return quiet
    end = quiet_until(wish, time_zone, opens) or opens
    is_heard = calendar.counted_from(end + LEEWAY) == end + LEEWAY
    return end if is_heard else None


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
        "subject": notice.headline,
        "what": f"Sign in to {notice.action}. The details are in the portal, not in this email.",
        "due_text": notice.deadline,
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
    if wish.email == MailWish.DAILY and notice.weight == Priority.NORMAL:
        return MailState.DIGEST
    if notice.entry.step and Ledger.objects.after_step(notice.entry).exists():
        return MailState.REPLACED
    return None
