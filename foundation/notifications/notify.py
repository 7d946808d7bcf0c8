"""Send direct notices from other apps' outbox jobs, such as "offer accepted"."""

from foundation.calendars import clock
from foundation.notifications import actions
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
