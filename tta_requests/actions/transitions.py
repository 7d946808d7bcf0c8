"""Add entries to a request's timeline, and move it through its states."""

from uuid import UUID

import pghistory
from django.db.models import F

from engagements.enums import Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import Lane, emit
from foundation.workflow import locks
from tta_requests.actions import clocks, provider_capacity, time_limits
from tta_requests.enums import (
    AGREED_STATUSES,
    LIFECYCLE,
    PAUSED_STATUSES,
    MessageAudience,
    ScopeChange,
    Status,
)
from tta_requests.errors import NotYours
from tta_requests.models import Entry, Scope, TTARequest
from tta_requests.policies import GUARDS

# A line that says that a due time moved with the site's closed days or time zone.
DAYS_CHANGED = "days-changed"
# Lines of a timeline that end nobody's task, so that no notice is over by them.
ENDS_NOTHING = frozenset(
    {"attach", DAYS_CHANGED, "flag", "late", "link", "message", "rank", "unlink"}
)
EFFECTS = {
    "start_clocks": clocks.start_first,
    "stop_acknowledge_clock": clocks.stop_acknowledge,
    "start_accept_clock": clocks.start_accept,
    "stop_accept_clock": clocks.stop_accept,
    "stop_triage_clock": clocks.stop_triage,
    "start_triage_clock": clocks.start_triage,
    "stop_scope_clock": clocks.stop_scope,
    "stop_contact_clock": clocks.stop_contact,
    "stop_every_clock": clocks.stop_all,
    "hold_clocks": time_limits.hold_clocks,
    "end_hold": time_limits.end_hold,
    "end_question": time_limits.end_question,
    "stop_after_recall": clocks.stop_after_recall,
    "start_over": clocks.start_over,
    "await_information": time_limits.await_information,
    "await_confirmation": time_limits.await_confirmation,
    "await_evaluation": time_limits.await_evaluation,
    "end_work": provider_capacity.end_work,
}


def person(by: Actor) -> int:
    """Return the id of the person who acts.

    Raises:
        NotYours: when a job acts: a signature, a promise, or a text needs a person.
    """
    if by.user_id is None:
        raise NotYours
    return by.user_id


def locked(request_id: UUID, *, through: str = "") -> TTARequest:
    """Return the request's row, locked until the transaction ends.

    Arguments:
        request_id: which request.
        through: the job that locks it for a person who works on it by a share.

    Raises:
        NotFound: when the actor does not see it, or no longer.
        NotYours: when the actor sees it and may not change it.
        AccessChanged: when the actor lost a power while this waited.
    """
    rows = TTARequest.objects.for_step()
    return locks.hold(rows, request_id, refusal=NotYours, through=through)


def entry(
    tta_request: TTARequest,
    kind: str,
    text: str,
    *,
    by: Actor,
    reason: str = "",
    audience: MessageAudience = MessageAudience.SHARED,
) -> Entry:
    """Add one entry to the timeline: what happened in a sentence, who did it, and why."""
    made = Entry.objects.create(
        site_id=tta_request.site_id,
        request_id=tta_request.pk,
        kind=kind,
        status=tta_request.status,
        audience=audience,
        text=text,
        reason=reason,
        author_id=by.user_id,
        author_label=by.label,
        created_at=clock.now(),
    )
    if kind not in ENDS_NOTHING and tta_request.number:
        notify.changed(tta_request.number, key=str(made.pk))
    return made


def move(
    tta_request: TTARequest, step: str, text: str, *, by: Actor, reason: str = "", **changes: object
) -> TTARequest:
    """Move a locked request one row along its table, with its effect and its line in the timeline.

    Arguments:
        tta_request: locked by the caller.
        step: the row's name.
        text: what happened, for the timeline.
        by: who takes the step; the row's permission and guard are checked against them.
        reason: why, where the row asks for it.
        changes: further fields that change with the step.

    Raises:
        Refused: with the sentence that says why not.
    """
    before = tta_request.status
    row = LIFECYCLE.check(step, tta_request, by, GUARDS, reason)
    for field, value in changes.items():
        setattr(tta_request, field, value)
    moved = LIFECYCLE.advance(tta_request, row)
    tta_request.status_since = clock.now()
    with pghistory.context(step=step, reason=reason):
        tta_request.save(update_fields=[*moved, "status_since", *changes])
    if row.effect:
        EFFECTS[row.effect](tta_request)
    _settle_commitments(tta_request, before)
    _end_change(tta_request, before, by)
    announce(entry(tta_request, step, text, by=by, reason=reason))
    return tta_request


def announce(made: Entry) -> None:
    """Have the people told whom an entry of the timeline concerns."""
    emit("tta_requests.announce_step", key=f"step:{made.pk}", payload={"entry": str(made.pk)})


def _end_change(tta_request: TTARequest, before: str, by: Actor) -> None:
    """Withdraw a proposed change of the scope when the work that it would change is over, or goes to another."""
    lasting = {*AGREED_STATUSES, *PAUSED_STATUSES}
    if before in lasting and tta_request.status not in lasting:
        Scope.objects.of_request(tta_request.pk).proposed().update(
            change=ScopeChange.WITHDRAWN,
            ended_by=by.user_id,
            ended_at=clock.now(),
            ended_reason=f"The request is in “{tta_request.get_status_display()}” now.",
        )


def search_again(tta_request: TTARequest) -> None:
    """Have the providers ranked again, because a person looks for one again; with another status by then, nothing is done."""
    emit(
        "tta_requests.rank_again",
        key=f"rank-again:{tta_request.pk}:{tta_request.version}",
        payload={"request": str(tta_request.pk)},
        lane=Lane.EXPEDITED,
    )


def _settle_commitments(tta_request: TTARequest, before: str) -> None:
    """Drop what was promised when a request ends unhelped; hand it to DOJ when it is closed; restore it with a second look.

    After its end the site and the provider can no longer mark a commitment as done, DOJ staff can.
    """
    promised = Commitment.objects.of_request(tta_request.pk).order_by()
    ended = {Status.WITHDRAWN, Status.DECLINED}
    if tta_request.status in ended:
        reason = f"The request was {tta_request.get_status_display().lower()}."
        promised.open().update(dropped_reason=reason, version=F("version") + 1)
    elif before in ended:
        promised.dropped().but_canceled().update(dropped_reason="", version=F("version") + 1)
    elif tta_request.status == Status.CLOSED:
        handed = promised.open().exclude(owed_by=Party.DOJ)
        handed.update(owner_id=tta_request.owner_id, version=F("version") + 1)
