"""Writes of notifications: send notices, mark them read, record mail, save preferences."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from foundation import outbox
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications.enums import MailState, MailWish, Priority
from foundation.notifications.gate import refusal
from foundation.notifications.models import Ledger, Notification, Preference
from foundation.notifications.notices import Due
from foundation.tenancy.context import atomic_savepoint

LANES = {
    Priority.NORMAL: outbox.Lane.NORMAL,
    Priority.CRITICAL: outbox.Lane.EXPEDITED,
    Priority.ACCOUNT: outbox.Lane.EXPEDITED,
}


@atomic_savepoint
def fire(kind: str, notices: Iterable[Due], *, at: datetime) -> int:
    """Add each new notice to ledger and inbox and queue its mail, once for each person the gate admits.

    Arguments:
        kind: the slug of the reminder or direct notice.
        notices: the notices that are due, whether sent before or not.
        at: the time of sending, as the ledger records it.

    Returns:
        How many notices were new.
    """
    # In one fixed order, so that two runners wait for each other instead of deadlocking.
    ordered = sorted(notices, key=lambda due: (due.key, due.step))
    pairs = _admitted(kind, [(due, to) for due in ordered for to in sorted(due.recipient_ids)], at)
    offered = {entry.pk: (entry, due) for due, to in pairs for entry in [_entry(kind, due, to, at)]}
    Ledger.objects.bulk_create([entry for entry, _ in offered.values()], ignore_conflicts=True)
    ours = Ledger.objects.filter(pk__in=offered).values_list("pk", flat=True)
    fresh = [offered[pk] for pk in ours]
    Notification.objects.bulk_create([_notification(entry, due) for entry, due in fresh])
    _queue_mail(fresh)
    return len(fresh)


@atomic_savepoint
def mark_read(notice: Notification, *, at: datetime) -> None:
    """Mark a notice as read; the first time is recorded."""
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])


@atomic_savepoint
def mark_all_read(*, user_id: int, shown: datetime, at: datetime) -> int:
    """Mark as read every notice that existed when the page was shown; return how many."""
    return Notification.objects.of(user_id).unread().made_by(shown).update(read_at=at)


@atomic_savepoint
def note_mail(entry: Ledger, state: MailState) -> None:
    """Record whether the mail was sent."""
    entry.mail = state
    entry.mailed_at = clock.now() if state == MailState.SENT else None
    entry.save(update_fields=["mail", "mailed_at"])


def put_off(notice_id: UUID, *, until: datetime) -> None:
    """Delay the mail until the reader's quiet hours end."""
    key = f"mail:{notice_id}:{until.isoformat()}"
    outbox.emit("notifications.send_mail", key=key, payload={"notice": str(notice_id)}, due=until)


@atomic_savepoint
def save_preference(
    *, email: MailWish, quiet_from: time | None, quiet_until: time | None, by: User
) -> Preference:
    """Save when a person wants mail, and their quiet hours in their own time zone."""
    wishes = {"email": email, "quiet_from": quiet_from, "quiet_until": quiet_until}
    preference, _ = Preference.objects.update_or_create(user=by, defaults=wishes)
    return preference


def _admitted(kind: str, pairs: list[tuple[Due, int]], at: datetime) -> list[tuple[Due, int]]:
    """Leave out what was sent before, and those whom the gate refuses; nothing is written of either."""
    fired = Ledger.objects.fired(kind, (due.key for due, _ in pairs))
    new = [(due, to) for due, to in pairs if (due.key, due.step, to) not in fired]
    people = User.objects.select_related("organization").in_bulk({to for _, to in new})
    with clock.frozen(at):
        return [(due, to) for due, to in new if refusal(people[to], due.gate, due.site_id) is None]


def _entry(kind: str, due: Due, to: int, at: datetime) -> Ledger:
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
    )


def _notification(entry: Ledger, due: Due) -> Notification:
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
        created_at=clock.now(),
    )


def _fit(text: str, most: int) -> str:
    """Shorten a sentence to its column's length: one long title must not stop a whole batch."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _queue_mail(fresh: Iterable[tuple[Ledger, Due]]) -> None:
    by_weight: dict[Priority, list[UUID]] = defaultdict(list)
    for entry, due in fresh:
        by_weight[due.weight].append(entry.pk)
    for weight, ids in by_weight.items():
        rows = [(f"mail:{pk}", {"notice": str(pk)}) for pk in ids]
        outbox.emit_many("notifications.send_mail", rows, lane=LANES[weight])
