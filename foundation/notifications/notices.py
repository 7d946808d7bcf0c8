"""The content of a notice, as reminders and handlers declare it for its recipients."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.http import url_has_allowed_host_and_scheme

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications.enums import Priority
from foundation.notifications.gate import Gate, declare
from foundation.notifications.models import Notification
from foundation.notifications.wording import by_when, due_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A notice to some people about one thing.

    A private item (the default: every request is one) is named only by its number. Its title is
    made of ``number``, ``action`` and the date; ``subject_line`` and ``body`` are not used.

    Arguments:
        key: what identifies the notice: it is sent once for each recipient and step, even if
            redelivered.
        recipients: people, or their ids.
        gate: what is asked of each recipient when it is sent: still meant, and still needed?
        number: the item's public handle, such as ``PSP-2026-0042`` or a site's name.
        action: the one thing to do, a lower-case verb phrase without the item's text: ``answer``.
        url: the path of the page where it is done.
        why: why this reader gets it, without the item's text: "You are the liaison of Riverton,
            EX."
        step: the step of an escalation: ``80``, ``overdue+1``.
        due_at: the deadline; needs ``tz``, the site's time zone.
        late: whether the deadline has passed; by itself once it has.
        overtaken: recipients whom a later step of the same thing reaches now: no mail of this one.
        skipped: the closed days before the deadline: "Thanksgiving, Thu Nov 26, skipped".
        site_id: the site it belongs to; a person without access to that site any more gets no mail.
        private: whether the notice must leave out the item's text.
        subject_line: the sentence after the number, for items that are not private.
        body: a further sentence, for items that are not private.
    """

    key: str
    recipients: Iterable[int | User]
    gate: Gate
    number: str
    action: str
    url: str
    why: str
    step: str = ""
    due_at: datetime | None = None
    tz: str = ""
    late: bool = False
    overtaken: frozenset[int] = frozenset()
    skipped: str = ""
    site_id: int | None = None
    private: bool = True
    subject_line: str = ""
    body: str = ""
    weight: Priority = Priority.NORMAL

    def __post_init__(self) -> None:
        if not self.url.startswith("/") or not url_has_allowed_host_and_scheme(self.url, None):
            raise ValueError(f"{self.url!r} is not a path of the portal.")
        if self.due_at is not None and not self.tz:
            raise ValueError("A date is written in a time zone: give tz with due_at.")

    @property
    def title(self) -> str:
        """The inbox line and the mail's subject: "PSP-2026-0042: answer by Fri Nov 27, 3:10 pm MT"."""
        if not self.private and self.subject_line:
            return f"{self.number}: {self.subject_line}"
        by = by_when(self.due_at, self.tz, late=self.is_late) if self.due_at else ""
        return f"{self.number}: {self.action}{by}"

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed: said by whoever declares it, or true by the clock."""
        return self.late or (self.due_at is not None and self.due_at < clock.now())

    @property
    def text(self) -> str:
        """The additional sentence; empty for a private item."""
        return "" if self.private else self.body

    @property
    def due_on(self) -> date | None:
        """The day of the deadline, in its own time zone."""
        return self.due_at.astimezone(ZoneInfo(self.tz)).date() if self.due_at else None

    @property
    def due_line(self) -> str:
        """The deadline, and any days skipped."""
        if self.due_at is None:
            return ""
        by = due_when(self.due_at, self.tz, late=self.is_late)
        return f"{by} ({self.skipped})" if self.skipped else by

    @property
    def recipient_ids(self) -> frozenset[int]:
        """The ids of the recipients, without duplicates."""
        return frozenset(who.pk if isinstance(who, User) else who for who in self.recipients)


def _anybody(actor: Actor, key: str) -> bool:
    return True


# A correction follows mail that went, whatever became of the thing.
MAILED = declare("mail-is-corrected", _anybody)


def correction_of(notice: Notification, step: str) -> Due:
    """Write the correction of a notice whose step was undone after its mail had gone."""
    return Due(
        key=f"correction:{step}",
        recipients=[notice.recipient_id],
        gate=MAILED(notice.pk),
        number=notice.number,
        action="see where it is now",
        url=notice.url,
        why=f"You got an email that said “{notice.action}.”",
        site_id=notice.site_id,
        private=False,
        subject_line=f"please disregard “{notice.action}”",
        body="That step was undone after we emailed you. You don't need to do anything.",
    )
