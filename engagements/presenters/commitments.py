"""The page of one commitment made without a request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse

from engagements import policies
from engagements.enums import Party
from engagements.models import Commitment, origins
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.types import Fact, Link, TimelineEntry

# Where a session keeps what its person added last from a template, so that it can be undone.
BATCH = "commitments-of-a-template"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The page of one commitment: its facts, its history, and what the reader can do."""

    facts: Sequence[tuple[str, str] | Fact]
    origin: Link | None
    history: Sequence[TimelineEntry]
    links: Sequence[Link]
    may_reopen: bool
    may_remind: bool


def state_of(commitment: Commitment) -> str:
    """Return whether a commitment is open, done, canceled, or closed with its request."""
    if commitment.is_open:
        return "Open"
    if commitment.done_at:
        return "Done"
    is_closed = commitment.request_id and commitment.canceled_at is None
    return "Closed with its request" if is_closed else "Canceled"


def standing_of(commitment: Commitment) -> str:
    """Return its state as a page tells it: an open one whose day is over, at its site, is past due."""
    is_late = commitment.is_open and commitment.due_on < clock.today(commitment.site.time_zone)
    return "Past due" if is_late else state_of(commitment)


def page_of(commitment: Commitment, versions: Sequence[Any], actor: Actor) -> Shown:
    """Show one commitment made without a request; the links are only for those who may take the steps."""
    may_change = policies.can_change_commitment(actor, commitment)
    return Shown(
        facts=[*_facts(commitment), *_evidence(commitment, actor)],
        origin=origin_of(commitment, actor),
        history=list(_history(commitment, versions))[::-1],
        links=list(_links(commitment, actor)) if may_change and commitment.is_open else [],
        may_reopen=may_change and commitment.done_at is not None,
        may_remind=policies.can_remind(actor, commitment),
    )


def origin_of(commitment: Commitment, actor: Actor) -> Link | None:
    """Return what a commitment comes from: its request, or what it names; no address the reader can't open."""
    if commitment.request:
        number = commitment.request.number
        return Link(number, f"{address('tta_requests:detail', number)}#work")
    kind = origins.kind_of(commitment.origin_kind)
    if kind is None or commitment.origin_id is None:
        return None
    opens = kind.opens(actor, commitment.site_id)
    href = kind.href(commitment.origin_id, commitment.site.slug) if opens else ""
    return Link(f"{kind.label}: {commitment.origin_title}", href)


def _links(commitment: Commitment, actor: Actor) -> Iterator[Link]:
    yield Link("Mark as done", reverse("engagements:finish-commitment", args=[commitment.pk]))
    yield Link("Set a new date", reverse("engagements:date-commitment", args=[commitment.pk]))
    if policies.can_keep_commitments(actor, commitment.site_id):
        yield Link(
            "Choose an owner", reverse("engagements:assign-commitment", args=[commitment.pk])
        )
        yield Link(
            "Cancel commitment", reverse("engagements:cancel-commitment", args=[commitment.pk])
        )


def owner_of(commitment: Commitment) -> str:
    """Return the person responsible, or else the side."""
    return commitment.owner.name if commitment.owner else str(Party(commitment.owed_by).label)


def now_of(commitment: Commitment) -> str:
    """Return the due date and who is responsible now, for a form that changes one of them."""
    return f"Now due {dates.full_day(commitment.due_on)}. Owner: {owner_of(commitment)}."


def _facts(commitment: Commitment) -> Iterator[tuple[str, str]]:
    yield "Type", str(commitment.get_kind_display())
    yield "Status", standing_of(commitment)
    yield "Due", dates.full_day(commitment.due_on)
    yield "Owner", owner_of(commitment)
    if commitment.reminded_on and commitment.is_open:
        yield "Reminder sent", dates.full_day(commitment.reminded_on)


def _evidence(commitment: Commitment, actor: Actor) -> Iterator[Fact]:
    title, href, kind = origins.evidence(commitment.evidence, commitment.site.slug)
    opens = kind is not None and kind.opens(actor, commitment.site_id)
    if title:
        yield Fact("Evidence", title, href if opens else "")


def _history(commitment: Commitment, versions: Sequence[Any]) -> Iterator[TimelineEntry]:
    tz = commitment.site.time_zone
    made_by = commitment.made_by.name if commitment.made_by else ""
    yield _entry("Added", dates.when(commitment.made_at, tz), made_by)
    last_done = max((each.done_at for each in versions if each.done_at), default=None)
    for before, after in pairwise(versions):
        when, who = dates.when(after.pgh_created_at, tz), after.author
        if after.due_on != before.due_on:
            days = f"from {dates.full_day(before.due_on)} to {dates.full_day(after.due_on)}"
            yield _entry("Date changed", when, who, days, after.date_reason)
        if after.owner_id != before.owner_id:
            yield _entry(
                "Owner changed", when, who, f"from {owner_of(before)} to {owner_of(after)}"
            )
        if after.dropped_reason and not before.dropped_reason:
            yield _entry("Canceled", when, who, reason=after.dropped_reason)
        if after.done_at and not before.done_at:
            # What shows it now: evidence is withheld when what it names becomes federal (ADR 74).
            is_last = after.done_at == last_done
            evidence = commitment.evidence if commitment.done_at and is_last else after.evidence
            title, *_ = origins.evidence(evidence, commitment.site.slug)
            yield _entry("Marked as done", when, who, reason=title)
        if before.done_at and not after.done_at:
            yield _entry("Reopened", when, who)


def _entry(what: str, when: str, who: str, rest: str = "", reason: str = "") -> TimelineEntry:
    by = f"by {who or 'the portal'}"
    return TimelineEntry(glyph="dot", what=what, rest=rest, reason=reason, when=when, who=by)
