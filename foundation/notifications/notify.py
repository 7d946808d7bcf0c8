"""Direct notices from other rooms' outbox handlers: "accepted", "nobody accepted yet"."""

from collections.abc import Iterable
from datetime import datetime

from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications import actions
from foundation.notifications.enums import Priority
from foundation.notifications.notices import Due


def people(
    kind: str,
    key: str,
    recipients: Iterable[int | User],
    *,
    number: str,
    action: str,
    url: str,
    why: str,
    step: str = "",
    due_at: datetime | None = None,
    tz: str = "",
    late: bool = False,
    skipped: str = "",
    site_id: int | None = None,
    private: bool = True,
    subject_line: str = "",
    body: str = "",
    weight: Priority = Priority.NORMAL,
) -> int:
    """Notify some people of something once, by inbox and mail; returns how many notices were new.

    Call it from an outbox handler or another of the portal's jobs, never in a web request: only jobs
    may write into other people's inboxes. The arguments are those of ``Due``.
    """
    due = Due(
        key=key, step=step, recipients=recipients, number=number, action=action, url=url, why=why, due_at=due_at,
        tz=tz, late=late, skipped=skipped, site_id=site_id, private=private, subject_line=subject_line, body=body,
        weight=weight,
    )  # fmt: skip
    return actions.fire(kind, [due], at=clock.now())
