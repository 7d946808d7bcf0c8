"""Writes of notifications: send notices, mark them read, record mail, save preferences."""

import functools
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from foundation import outbox
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications.enums import Archived, MailState, MailWish, Priority
from foundation.notifications.gate import Gate, refusal
from foundation.notifications.models import (
    Ledger,
    Notification,
    NotificationQuerySet,
    Preference,
)
from foundation.notifications.notices import Due, correction_of
from foundation.tenancy.context import atomic_savepoint

LANES = {
    Priority.NORMAL: outbox.Lane.NORMAL,
    Priority.CRITICAL: outbox.Lane.EXPEDITED,
    Priority.ACCOUNT: outbox.Lane.EXPEDITED,
}


@atomic_savepoint
def fire(
    kind: str,
    notices: Iterable[Due],
    *,
    at: datetime,
    by_day: bool = False,
    has_row: bool = True,
) -> int:
    """Add each new notice to ledger and inbox and queue its mail, once for each person the gate admits.

    Arguments:
        kind: the slug of the reminder or direct notice.
        notices: the notices that are due, whether sent before or not.
        at: the time of sending, as the ledger records it.
        by_day: whether their dates are days: mail leaves in the reader's business hours.
        has_row: whether they have rows in inboxes; those without are digests.

    Returns:
        How many notices were new.
    """
    # In one fixed order, so that two runners wait for each other instead of deadlocking.
    ordered = sorted(notices, key=lambda due: (due.key, due.step))
    pairs = _admitted(kind, [(due, to) for due in ordered for to in sorted(due.recipient_ids)], at)
    entries = [(_entry(kind, due, to, at, by_day=by_day), due) for due, to in pairs]
    offered = {entry.pk: (entry, due) for entry, due in entries}
    Ledger.objects.bulk_create([entry for entry, _ in offered.values()], ignore_conflicts=True)
    ours = Ledger.objects.filter(pk__in=offered).values_list("pk", flat=True)
    fresh = [offered[pk] for pk in ours]
    if has_row:
        now = clock.now()
        with clock.frozen(at):  # what is late, is late at that time
            rows = [_notification(entry, due, now) for entry, due in fresh]
        Notification.objects.bulk_create(rows)
        _queue_mail(fresh)
    else:
        _queue_digests(fresh)
    return len(fresh)


@atomic_savepoint
def mark_read(notice: Notification, *, at: datetime) -> None:
    """Mark a notice as read; the first time is recorded."""
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])


@atomic_savepoint
def mark_row_read(notice: Notification, *, at: datetime) -> None:
    """Mark a row of the inbox as read: a notice, and the earlier ones that lead to the same page."""
    row = Notification.objects.of(notice.recipient_id).about(notice.topic)
    row.unread().made_by(notice.created_at).update(read_at=at)


@atomic_savepoint
def mark_seen(user_id: int, *, key: str, at: datetime) -> None:
    """Mark a person's notice with a key as read, wherever they saw what it is about."""
    Notification.objects.of(user_id).unread().sent_with(key).update(read_at=at)


@atomic_savepoint
def mark_all_read(*, user_id: int, shown: datetime, at: datetime) -> int:
    """Mark as read every notice that existed when the page was shown; return how many."""
    return Notification.objects.of(user_id).unread().made_by(shown).update(read_at=at)


@atomic_savepoint
def archive_row(notice: Notification, *, at: datetime) -> int:
    """Archive a row of the inbox as its reader asks: a notice, and the earlier ones that lead to the same page."""
    row = Notification.objects.of(notice.recipient_id).about(notice.topic).open()
    return _archive_by_hand(row.made_by(notice.created_at), at)


@atomic_savepoint
def archive_read(*, user_id: int, shown: datetime, at: datetime) -> int:
    """Archive every read notice that existed when the page was shown; return how many."""
    return _archive_by_hand(Notification.objects.of(user_id).open().read().made_by(shown), at)


@atomic_savepoint
def restore(*, user_id: int, archived_at: datetime) -> int:
    """Return to the inbox what a person archived by hand at one moment; return how many notices."""
    rows = Notification.objects.of(user_id).archived_by_hand(archived_at)
    rows.filter(read_at=archived_at).update(read_at=None)  # archiving marked them as read
    return rows.update(archived_at=None, archived_as="")


def _archive_by_hand(rows: NotificationQuerySet, at: datetime) -> int:
    rows.unread().update(read_at=at)
    return rows.update(archived_at=at, archived_as=Archived.BY_HAND)


@atomic_savepoint
def settle(notices: Iterable[Notification], *, at: datetime) -> int:
    """Archive the notices whose thing is done or no longer needs their reader, as their gates answer now.

    Arguments:
        notices: open notices, as ``for_gate`` reads them.
        at: the time of archiving.

    Returns:
        How many were archived.
    """
    # Several notices of one thing to one person have one answer.
    asked = functools.cache(_is_over)
    over = [
        notice.pk
        for notice in notices
        if asked(notice.recipient, notice.entry.gate, notice.entry.thing, notice.site_id)
    ]
    open_still = Notification.objects.filter(pk__in=over).open()
    return open_still.update(archived_at=at, archived_as=Archived.DONE)


@atomic_savepoint
def withdraw(key: str, *, step: str, at: datetime) -> int:
    """Withdraw the notices of a step that was undone; whoever had mail of it gets a correction.

    Arguments:
        key: the notices' key.
        step: what was undone, for which a person gets one correction.
        at: the time of the withdrawal.

    Returns:
        How many corrections were sent.
    """
    # The ledger first, as in ``note_sent``: of mail that is leaving now, one of the two sends the correction.
    entries = Ledger.objects.filter(key=key)
    entries.filter(mail=MailState.WAITING).update(mail=MailState.OVER)
    rows = Notification.objects.filter(entry__key=key)
    rows.open().update(archived_at=at, archived_as=Archived.UNDONE)
    return _correct(rows.filter(entry__mail=MailState.SENT).select_related("entry"), step, at)


@atomic_savepoint
def note_sent(entry: Ledger) -> None:
    """Record that a notice was mailed, and correct it if its step was undone in that moment."""
    note_mail(entry, MailState.SENT)
    rows = Notification.objects.filter(pk=entry.pk, archived_as=Archived.UNDONE)
    _correct(rows.select_related("entry"), entry.key, clock.now())


@atomic_savepoint
def note_digest(entry: Ledger, *, content: str) -> None:
    """Record that a digest was mailed, and what it said."""
    entry.mail, entry.mailed_at, entry.content = MailState.SENT, clock.now(), content
    entry.save(update_fields=["mail", "mailed_at", "content"])


@atomic_savepoint
def note_mail(entry: Ledger, state: MailState) -> None:
    """Record whether the mail was sent."""
    entry.mail = state
    entry.mailed_at = clock.now() if state == MailState.SENT else None
    entry.save(update_fields=["mail", "mailed_at"])


def put_off(notice_id: UUID, *, until: datetime) -> None:
    """Delay the mail until the reader's quiet hours end, or business hours begin."""
    key = f"mail:{notice_id}:{until.isoformat()}"
    outbox.emit("notifications.send_mail", key=key, payload={"notice": str(notice_id)}, due=until)


def put_off_digest(entry_id: UUID, *, until: datetime) -> None:
    """Delay the digest until the reader's quiet hours end."""
    key = f"digest:{entry_id}:{until.isoformat()}"
    outbox.emit("notifications.send_digest", key=key, payload={"entry": str(entry_id)}, due=until)


@atomic_savepoint
def save_preference(
    *, email: MailWish, quiet_from: time | None, quiet_until: time | None, by: User
) -> Preference:
    """Save when a person wants mail, and their quiet hours in their own time zone."""
    wishes = {"email": email, "quiet_from": quiet_from, "quiet_until": quiet_until}
    preference, _ = Preference.objects.update_or_create(user=by, defaults=wishes)
    return preference


def _is_over(reader: User, gate: str, thing: str, site_id: int | None) -> bool:
    """Tell whether a notice no longer needs its reader; one whose account is closed may come back."""
    found = refusal(reader, Gate(gate, thing), site_id)
    return found in {MailState.OVER, MailState.NO_RIGHT}


def _correct(undone: Iterable[Notification], step: str, at: datetime) -> int:
    return fire("correction", [correction_of(notice, step) for notice in undone], at=at)


def _admitted(kind: str, pairs: list[tuple[Due, int]], at: datetime) -> list[tuple[Due, int]]:
    """Leave out what was sent before, and those whom the gate refuses; nothing is written of either."""
    fired = Ledger.objects.fired(kind, (due.key for due, _ in pairs))
    new = [(due, to) for due, to in pairs if (due.key, due.step, to) not in fired]
    people = User.objects.select_related("organization").in_bulk({to for _, to in new})
    with clock.frozen(at):
        return [(due, to) for due, to in new if refusal(people[to], due.gate, due.site_id) is None]


def _entry(kind: str, due: Due, to: int, at: datetime, *, by_day: bool) -> Ledger:
    return Ledger(
        kind=kind,
        key=due.key,
        step=due.step,
        recipient_id=to,
        why=_fit(due.why, 300),
        gate=due.gate.name,
        thing=due.gate.thing,
        due_on=due.due_on,
        fired_at=at,
        by_day=by_day,
        mail=MailState.REPLACED if to in due.overtaken else MailState.WAITING,
    )


def _notification(entry: Ledger, due: Due, now: datetime) -> Notification:
    replaced = entry.mail == MailState.REPLACED
    return Notification(
        entry=entry,
        recipient_id=entry.recipient_id,
        site_id=due.site_id,
        title=_fit(due.title, 240),
        body=_fit(due.text, 600),
        due_line=_fit(due.due_line, 240),
        url=due.url,
        action=due.action,
        weight=due.weight,
        created_at=now,
        due_at=due.due_at,
        zone=due.tz,
        archived_at=now if replaced else None,
        archived_as=Archived.DONE if replaced else "",
    )


def _fit(text: str, most: int) -> str:
    """Shorten a sentence to its column's length: one long title must not stop a whole batch."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _queue_mail(fresh: Iterable[tuple[Ledger, Due]]) -> None:
    by_weight: dict[Priority, list[UUID]] = defaultdict(list)
    for entry, due in fresh:
        if entry.mail == MailState.WAITING:
            by_weight[due.weight].append(entry.pk)
    for weight, ids in by_weight.items():
        rows = [(f"mail:{pk}", {"notice": str(pk)}) for pk in ids]
        outbox.emit_many("notifications.send_mail", rows, lane=LANES[weight])


def _queue_digests(fresh: Iterable[tuple[Ledger, Due]]) -> None:
    rows = [(f"digest:{entry.pk}", {"entry": str(entry.pk)}) for entry, _ in fresh]
    outbox.emit_many("notifications.send_digest", rows, lane=outbox.Lane.BULK)
