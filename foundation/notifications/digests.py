"""The daily digest: what needs a reader and what is new, in one mail on each business morning.

It is read when it is sent, with the reader's own powers. Like other mail it names handles and actions, never
the text of an item.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from foundation.accounts import mail
from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.needs.reading import Need, needs_of
from foundation.notifications import actions
from foundation.notifications.enums import MailState, MailWish
from foundation.notifications.mail import DEMO, preference_of, quiet_until
from foundation.notifications.models import Ledger, Notification
from foundation.notifications.wording import due_when
from foundation.outbox import Letter
from foundation.tenancy.context import acting
from foundation.ui.wording import agree, counted

TEMPLATE = "notifications/digest"
# The longest lists that are still read in a mail; the rest is counted.
MAX_NEEDS, MAX_NOTICES = 20, 10


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a digest.

    Attributes:
        what: the item's handle and the one action.
        due: the deadline in words; empty where there is none.
        url: the page of the action, absolute.
        mark: what tells this line from the same one with news.
        count: how many things it stands for.
    """

    what: str
    due: str
    url: str
    mark: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Digest:
    """What one reader is told in the morning.

    Attributes:
        needs: what needs the reader, due first.
        notices: unread notices about other things, newest first.
        more_notices: how many more there are.
    """

    needs: Sequence[Line]
    notices: Sequence[Line]
    more_notices: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.needs and not self.notices

    @property
    def content(self) -> str:
        """What it says, hashed: the same on another day for the same lines."""
        marks = [line.mark for line in [*self.needs, *self.notices]]
        return sha256("\n".join([*marks, str(self.more_notices)]).encode()).hexdigest()

    @property
    def subject(self) -> str:
        """The subject: "Your day: 3 items need you, 2 unread notices"."""
        parts = []
        if self.needs:
            number = sum(line.count for line in self.needs)
            parts.append(f"{counted(number, 'item')} {agree(number, 'needs', 'need')} you")
        if self.notices:
            parts.append(counted(len(self.notices) + self.more_notices, "unread notice"))
        return f"Your day: {', '.join(parts)}"


def letter_of(entry_id: UUID) -> Letter | None:
    """Write a digest, delay it, or record why it is not sent."""
    entry = Ledger.objects.for_digest().get(pk=entry_id)
    if entry.mail != MailState.WAITING:
        return None
    reader, wish = entry.recipient, preference_of(entry.recipient)
    if not reader.is_active or wish.email != MailWish.DAILY:
        actions.note_mail(entry, MailState.OFF if reader.is_active else MailState.INACTIVE)
        return None
    until = quiet_until(wish, reader.time_zone, clock.now())
    if until is not None:
        actions.put_off_digest(entry.pk, until=until)
        return None
    digest = digest_of(reader)
    last = Ledger.objects.last_digest_of(reader.pk)
    if digest.is_empty or (last is not None and last.content == digest.content):
        actions.note_mail(entry, MailState.UNCHANGED)
        return None
    letter = write(digest, to=reader, key=entry.pk)
    sent = partial(actions.note_digest, entry, content=digest.content)
    return replace(letter, sent=sent) if letter else None


def digest_of(reader: User) -> Digest:
    """Read what a person is told in the morning, as they may read it."""
    with acting(f"user:{reader.pk}"):
        needs = needs_of(resolve(reader), clock.now())
        named = {need.row.number for need in needs if need.row.number}
        unread = Notification.objects.of(reader.pk).open().unread().not_of_things(named)
        rows = list(unread.newest_of_each().for_inbox()[:MAX_NOTICES])
        more = unread.count_topics() - len(rows)
    lines = [_need(need, reader) for need in needs]
    return Digest(_merged(lines), [_notice(each) for each in rows], more)


def write(digest: Digest, *, to: User, key: UUID) -> Letter | None:
    """Write the mail in plain text and HTML; None for a closed account.

    Arguments:
        digest: what it says.
        to: the reader.
        key: its entry in the ledger, which makes the same Message-ID at every attempt.
    """
    base = settings.PUBLIC_BASE_URL
    context = {
        "subject": digest.subject,
        "digest": digest,
        "needs": digest.needs[:MAX_NEEDS],
        "more_needs": sum(line.count for line in digest.needs[MAX_NEEDS:]),
        "action_url": f"{base}{reverse('dashboards:my-day')}",
        "action_label": "Open My day",
        "inbox_url": f"{base}{reverse('notifications:inbox')}",
        "why": "Why you get this: You chose one email a day.",
        "preferences_url": f"{base}{reverse('notifications:preferences')}",
        "demo_notice": DEMO if to.is_demo else "",
    }
    letter = mail.write(TEMPLATE, to=to, key=f"digest-{key}", context=context)
    if letter is not None:
        letter.mail.extra_headers["Auto-Submitted"] = "auto-generated"
    return letter


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Make one line of those that read alike, such as two vacant seats: "Invite someone (2)"."""
    alike: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        alike.setdefault((line.what, line.due, line.url), []).append(line)
    return [_of_several(several) for several in alike.values()]


def _of_several(several: Sequence[Line]) -> Line:
    first, number = several[0], len(several)
    what = f"{first.what} ({number})" if number > 1 else first.what
    return replace(first, what=what, count=number, mark=" ".join(one.mark for one in several))


def _need(need: Need, reader: User) -> Line:
    row = need.row
    handle = ", ".join(filter(None, [row.number, row.where]))
    late = need.due_at is not None and need.due_at <= clock.now()
    due = due_when(need.due_at, row.zone or reader.time_zone, late=late) if need.due_at else ""
    return Line(
        what=f"{handle}: {need.task}" if handle else need.task,
        due=due,
        url=f"{settings.PUBLIC_BASE_URL}{need.action}",
        mark=f"{row.cause} {row.subject} {due}",
    )


def _notice(notice: Notification) -> Line:
    return Line(
        what=notice.headline,
        due="",
        url=f"{settings.PUBLIC_BASE_URL}{notice.url}",
        mark=str(notice.pk),
    )
