"""Record what was promised for a request, and the hours worked on it."""

from datetime import date, timedelta
from uuid import UUID

from engagements.actions.commitments import announce, check_open, set_canceled
from engagements.enums import CommitmentKind, Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.tenancy.turns import take_turn
from foundation.ui import wording
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from tta_requests.actions import recipients
from tta_requests.actions.transitions import entry, person
from tta_requests.errors import HoursCorrected, NotYours
from tta_requests.models import HoursEntry, TTARequest
from tta_requests.models.hours import A_DAY
from tta_requests.policies import can_correct_hours, can_keep_commitments, can_log_hours
from tta_requests.querysets import requests

# The turns of people among the database's advisory locks: this and the person's key.
HOURS = 51_000_000_000
SAME = "Nothing differs from what is saved. Change what is wrong, then save again."


@atomic_savepoint
def add(
    tta_request: TTARequest,
    *,
    kind: CommitmentKind,
    text: str,
    owed_by: Party,
    due_on: date,
    owner_id: int | None = None,
    by: Actor,
) -> Commitment:
    """Add a commitment: who owes what by when; another owner who was named is notified.

    Arguments:
        tta_request: visible to the actor, and open.
        kind: deliverable, milestone, or commitment.
        text: what, in one line.
        owed_by: the side that owes it.
        due_on: a day in the site's time zone.
        owner_id: the person responsible, who reads the request; None for whoever answers for that side.
        by: someone who takes part in the work.

    Raises:
        NotYours: when the actor does not take part.
        InvalidInput: when the owner who was named can't read the request.
    """
    if not can_keep_commitments(by, tta_request):
        raise NotYours
    if owner_id is not None and not reads(tta_request, owner_id, by=by):
        raise InvalidInput(
            f"The person responsible can't read {tta_request.number}. Choose someone who can, or yourself.",
            field="owner",
        )
    made = Commitment.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        kind=kind,
        text=text,
        owed_by=owed_by,
        owner_id=owner_id or _owner_of(tta_request, owed_by, by),
        due_on=due_on,
        made_by_id=person(by),
        made_at=clock.now(),
    )
    entry(tta_request, "commitment", f"{made.get_kind_display()} added: {text}", by=by)
    if owner_id is not None and owner_id != by.user_id:
        announce(made)
    return made


def reads(tta_request: TTARequest, person_id: int, *, by: Actor) -> bool:
    """Return whether a person reads a request in full, which the actor reads."""
    if person_id == by.user_id:
        return True
    found = User.objects.select_related("organization").filter(pk=person_id).first()
    return (
        found is not None and requests.shown_to(resolve(found)).filter(pk=tta_request.pk).exists()
    )


@atomic
def complete(commitment: Commitment, *, by: Actor) -> Commitment:
    """Mark a commitment as done.

    Raises:
        NotYours: when the actor does not take part.
        Refused: when it was already done, or closed with the request.
    """
    found, tta_request = _held(commitment, by)
    check_open(found)
    found.done_at, found.done_by_id = clock.now(), by.user_id
    found.version += 1
    found.save(update_fields=["done_at", "done_by", "version"])
    entry(tta_request, "commitment", f"{found.get_kind_display()} done: {found.text}", by=by)
    return found


@atomic_savepoint
def cancel(
    commitment: Commitment, *, reason: str, version: int | str | None = None, by: Actor
) -> Commitment:
    """Cancel an open commitment, such as one added in error; its line stays, and another owner is notified.

    Arguments:
        reason: why, for the readers of the request.
        version: the version the actor has seen, if they say so.

    Raises:
        NotYours: when the actor does not take part.
        Refused: when it is not open.
        InvalidInput: without a reason.
        StaleEdit: when someone changed it since that version.
    """
    found, tta_request = _held(commitment, by)
    check_open(found)
    if version is not None:
        check_version(found, version)
    changed = set_canceled(found, reason=reason, by=by)
    found.version += 1
    found.save(update_fields=[*changed, "version"])
    said = f"{found.get_kind_display()} canceled: {found.text}"
    entry(tta_request, "commitment", said, by=by, reason=found.dropped_reason)
    return found


def _held(commitment: Commitment, by: Actor) -> tuple[Commitment, TTARequest]:
    """Lock a commitment of a request in whose work the actor takes part, and return both."""
    rows = Commitment.objects.of_requests().select_related("request__site")
    found = locks.hold(rows, commitment.pk, refusal=NotYours)
    if found.request is None or not can_keep_commitments(by, found.request):
        raise NotYours
    return found, found.request


@atomic
def log_hours(
    tta_request: TTARequest, *, worked_on: date, spent: timedelta, what: str, by: Actor
) -> HoursEntry:
    """Record hours of the provider's work on one day.

    Arguments:
        tta_request: one the actor's organization works on.
        worked_on: a day in the site's time zone, not in the future.
        spent: more than zero, at most what is left of that day's 24 hours.
        what: what was done, in one line.
        by: someone from the provider.

    Raises:
        NotYours: when the actor's organization does not work on it.
        InvalidInput: when the day would have more than 24 hours.
    """
    organization = tta_request.provider_id
    if organization is None or not can_log_hours(by, tta_request):
        raise NotYours
    check_day(person(by), worked_on, spent, who="You have")
    return HoursEntry.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        organization_id=organization,
        worked_on=worked_on,
        spent=spent,
        what=what,
        entered_by_id=person(by),
        entered_at=clock.now(),
    )


@atomic_savepoint
def correct_hours(
    hours_entry: HoursEntry,
    *,
    worked_on: date,
    spent: timedelta,
    what: str,
    reason: str,
    by: Actor,
) -> HoursEntry:
    """Correct hours that were logged; the former ones stay readable, and only reports that were frozen count them.

    The provider is notified of a correction by DOJ.

    Arguments:
        hours_entry: one of a request that is visible to the actor.
        worked_on: a day in the site's time zone, not in the future.
        spent: at most what is left of that day's 24 hours of the same person; nothing if no hours belong there.
        what: what was done, in one line.
        reason: what was wrong.
        by: someone from the provider, until the request is closed, or DOJ staff, also later.

    Returns:
        The entry that takes its place, with the hours of the same person.

    Raises:
        NotYours: when the actor is neither DOJ staff nor works on the request.
        HoursCorrected: when someone corrected it already.
        InvalidInput: without a reason, with nothing changed, or when the day would have more than 24 hours.
    """
    former = locks.hold(HoursEntry.objects.for_page(), hours_entry.pk, refusal=NotYours)
    if not can_correct_hours(by, former.request):
        raise NotYours
    if HoursEntry.objects.correcting(former.pk).exists():
        raise HoursCorrected
    if not reason.strip():
        raise InvalidInput("Enter a reason. It's saved with the hours.", field="reason")
    if (worked_on, spent, what) == (former.worked_on, former.spent, former.what):
        raise InvalidInput(SAME)
    who = f"{former.entered_by} has"
    check_day(former.entered_by_id, worked_on, spent, who=who, but=former.pk)
    made = HoursEntry.objects.create(
        site_id=former.site_id,
        request=former.request,
        organization_id=former.organization_id,
        worked_on=worked_on,
        spent=spent,
        what=what,
        entered_by_id=former.entered_by_id,
        entered_at=clock.now(),
        corrects=former,
        corrected_by_id=person(by),
        reason=reason.strip(),
    )
    told = entry(former.request, "hours", "Hours corrected", by=by, reason=made.reason)
    if former.organization_id not in by.organizations:
        emit("tta_requests.announce_step", key=f"step:{told.pk}", payload={"entry": str(told.pk)})
    return made


def check_day(
    worker_id: int, worked_on: date, spent: timedelta, *, who: str, but: UUID | None = None
) -> None:
    """Take the turn of a person's hours, and refuse more than 24 on one day.

    Arguments:
        worker_id: the person whose hours they are.
        worked_on: a day in the site's time zone.
        spent: the hours to add.
        who: the beginning of the refusal, "You have".
        but: an entry that doesn't count, because it is corrected.

    Raises:
        InvalidInput: at ``spent``.
    """
    take_turn(HOURS + worker_id)
    before = HoursEntry.objects.of_day(worker_id, worked_on, but=but)
    if before + spent > A_DAY:
        hours = before.total_seconds() / 3600
        told = f"{hours:g} {wording.agree(hours, 'hour')} for that day"
        raise InvalidInput(f"{who} entered {told}. A day can't have more than 24.", field="spent")


def _owner_of(tta_request: TTARequest, party: Party, by: Actor) -> int | None:
    """Return whose it is: the actor's own side's, or the site's liaison's; None while no one person is known."""
    if _is_own(by, tta_request, party):
        return by.user_id
    if party == Party.LIAISON:
        return min(recipients.liaisons(tta_request.site), default=None)
    return None


def _is_own(by: Actor, tta_request: TTARequest, party: Party) -> bool:
    """Return whether the actor belongs to the side that owes it, and so becomes its owner."""
    if party == Party.PROVIDER:
        return tta_request.provider_id in by.organizations
    if party == Party.DOJ:
        return bool(by.everywhere)
    return tta_request.site_id in by.powers and (party == Party.SITE)
