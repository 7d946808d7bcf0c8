"""Commitments on a request, and the hours worked on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from engagements.enums import CommitmentKind, Party
from foundation.accounts.actors import Actor
from foundation.ui import dates, wording
from tta_requests import policies
from tta_requests.models import HoursEntry, TTARequest

if TYPE_CHECKING:
    from tta_requests.querysets.columns import CommitmentRow, WorkedRequest

SECONDS_OF_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in the list: who owes what by when, and whether it was done."""

    href: str
    cancel_href: str
    kind: str
    text: str
    who: str
    due: str
    state: str
    late: bool
    may_keep: bool


def promises(tta_request: "WorkedRequest", actor: Actor, *, today: date) -> tuple[Promise, ...]:
    """Return the commitments of a request, by due date.

    Arguments:
        tta_request: loaded with ``with_work``.
        actor: the reader.
        today: today's date in the site's time zone.
    """
    may_keep = policies.can_keep_commitments(actor, tta_request)
    return tuple(
        _promise(row, tta_request, may_keep=may_keep, today=today)
        for row in tta_request.commitments_told
    )


def worked(tta_request: "WorkedRequest") -> str:
    """Return the hours worked: "12 of 60 hours", or the hours alone where no scope gives a total."""
    spent, scope = tta_request.hours_spent, tta_request.scope_now
    if not spent:
        return ""
    of = f" of {scope['effort_seconds'] / SECONDS_OF_AN_HOUR:g}" if scope else ""
    return f"{spent.total_seconds() / SECONDS_OF_AN_HOUR:g}{of} hours"


def hours_text(span: timedelta) -> str:
    """Format a duration in hours: "7.5 hours", "1 hour"."""
    hours = span.total_seconds() / SECONDS_OF_AN_HOUR
    return f"{hours:g} {wording.agree(hours, 'hour')}"


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of hours in the list, and what became of it.

    Attributes:
        note: that it was corrected, or why it took the place of another entry or came late; empty for most.
        is_former: whether another entry took its place, so that it isn't counted.
        correct_href: where the reader can correct it; empty where they can't.
    """

    day: str
    spent: str
    what: str
    who: str
    note: str
    is_former: bool
    correct_href: str


def logged(entries: Iterable[HoursEntry], number: str, *, may_correct: bool) -> list[Logged]:
    """Return the hours of a request, corrected ones too.

    Arguments:
        entries: loaded with ``of_request``.
        number: the request's.
        may_correct: whether the reader may correct hours of the request.
    """
    return [_logged(each, number, may_correct=may_correct) for each in entries]


def _logged(row: HoursEntry, number: str, *, may_correct: bool) -> Logged:
    is_former = hasattr(row, "correction")
    how = "Corrected" if row.corrects_id else "Added"
    note = f"{how} by {row.corrected_by}: “{row.reason}”" if row.corrected_by_id else ""
    href = reverse("tta_requests:correct-hours", args=[number, row.pk])
    return Logged(
        day=dates.day(row.worked_on),
        spent=hours_text(row.spent),
        what=row.what,
        who=str(row.entered_by),
        note="Corrected: not counted" if is_former else note,
        is_former=is_former,
        correct_href=href if may_correct and not is_former else "",
    )


def _promise(
    row: "CommitmentRow", tta_request: TTARequest, *, may_keep: bool, today: date
) -> Promise:
    due, dropped = date.fromisoformat(row["due_on"]), row["dropped_reason"]
    ended = f"{'Canceled' if row['canceled_at'] else 'Closed'}. {dropped}" if dropped else ""
    is_open = row["done_at"] is None and not dropped
    late = is_open and due < today
    party = Party(row["owed_by"])
    who = (
        str(tta_request.provider)
        if party == Party.PROVIDER and tta_request.provider
        else party.label
    )
    return Promise(
        href=reverse("tta_requests:complete-commitment", args=[row["pk"]]),
        cancel_href=reverse("tta_requests:cancel-commitment", args=[tta_request.number, row["pk"]]),
        kind=str(CommitmentKind(row["kind"]).label),
        text=row["text"],
        who=str(who),
        due=dates.day(due),
        state=ended or _state(late=late, is_open=is_open),
        late=late,
        may_keep=may_keep and is_open,
    )


def _state(*, late: bool, is_open: bool) -> str:
    return "Done" if not is_open else "Past due" if late else "Open"
