"""Send direct notices from other apps' outbox jobs, such as "offer accepted", and say when they are over."""

from foundation import outbox
from foundation.calendars import clock
from foundation.notifications import actions
from foundation.notifications.models import Notification
from foundation.notifications.notices import Due


def send(kind: str, due: Due, *, by_day: bool = False) -> int:
    """Notify some people of something once, by inbox and mail; return how many notices were new.

    Call it from an outbox handler or another of the portal's jobs, never in a web request: only jobs
    may write into other people's inboxes.

    Arguments:
        kind: the slug of the notice, as the ledger and the inbox store it.
        due: what is due, to whom and why.
        by_day: whether a day has come, not a person's act: its mail leaves in the reader's business hours.
    """
    return actions.fire(kind, [due], at=clock.now(), by_day=by_day)


def changed(number: str, *, key: str) -> None:
    """Have the open notices of a thing looked at again, because it changed: those it no longer needs are archived.

    Arguments:
        number: the handle that its notices begin with.
        key: what changed, such as the id of its entry in a history.
    """
    work = {"number": number}
    outbox.emit("notifications.settle", key=f"settle:{key}", payload=work, lane=outbox.Lane.BULK)


def left(user_id: int) -> int:
    """Look at a person's open notices again at once, because they lost access; return how many were archived.

    Call it from an outbox handler, like ``send``.
    """
    open_ones = Notification.objects.of(user_id).open()
    return actions.settle(open_ones.for_gate(), at=clock.now())


def seen(user_id: int, *, key: str) -> None:
    """Mark a person's notice as read, because they did what it asks for without opening it.

    Arguments:
        key: the key that the notice was sent with.
    """
    actions.mark_seen(user_id, key=key, at=clock.now())


def undone(*keys: str) -> None:
    """Have the notices of a step withdrawn that is undone; whoever had mail of it gets a correction.

    Arguments:
        keys: the keys that the step's notices were sent with; a person gets one correction for all.
    """
    rows = [(f"withdraw:{key}", {"key": key, "step": keys[0]}) for key in keys]
    # Ahead of mail that has not left yet.
    outbox.emit_many("notifications.withdraw", rows, lane=outbox.Lane.EXPEDITED)
