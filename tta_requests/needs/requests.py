"""What a request needs next, step by step."""

from datetime import datetime

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.ui import dates
from foundation.ui.addresses import queried
from foundation.workflow.declarations import address_of
from tta_requests.enums import (
    AGREED_STATUSES,
    OPEN_STATUSES,
    UNDECIDED_STATUSES,
    Status,
    Urgency,
)
from tta_requests.models import workers_of
from tta_requests.models.time_limits import limit_end
from tta_requests.needs.shared import at, page
from tta_requests.querysets import needs

SCOPE = address_of("tta_requests:scope", "number")
EDIT = address_of("tta_requests:edit", "number")


def _desk(row: Row) -> str:
    return queried("tta_requests:triage", r=row.number)


def _workers(row: Row) -> str:
    """Return the names of the provider and of the agencies that lead with it."""
    return workers_of(row.detail["provider"] or "", row.detail["co_leads"] or ())


def _theirs(row: Row, actor: Actor) -> str:
    """Say why it is the reader's before others: it is assigned to them, or was escalated to managers."""
    if row.detail["owner_id"] == actor.user_id:
        return "Assigned to you. "
    escalated_at = row.detail.get("escalated_at")
    escalated = escalated_at and datetime.fromisoformat(escalated_at) <= clock.now()
    if escalated and actor.may_anywhere(P.TEAM_MANAGE):
        return "Escalated to you: more than one business day late. "
    return ""


def _untitled(row: Row, actor: Actor) -> str:
    return row.title or "Untitled draft"


def _draft(row: Row, actor: Actor) -> str:
    return f"Started {at(row.since, actor)}; only your site can see it until you submit it."


def _entered_for_you(row: Row, actor: Actor) -> str:
    sent = at(row.detail["sent_at"], actor)
    return f"DOJ entered this request for you {sent}. Review it, then submit it."


def _acknowledge(row: Row, actor: Actor) -> str:
    sent = at(row.detail["submitted_at"], actor)
    provider = row.detail["provider"]
    is_offered = row.detail["status"] == Status.OFFERED and provider
    offered = f" Automatically offered to {provider}." if is_offered else ""
    urgency = Urgency(row.detail["urgency"]).label
    return f"{_theirs(row, actor)}Submitted {sent}, not acknowledged. {urgency}.{offered}"


def _choose(row: Row, actor: Actor) -> str:
    urgency = row.detail["urgency"]
    why = row.detail["exception"] or f"Triage decision, {urgency}. Ranked providers are ready."
    return f"{_theirs(row, actor)}{why}"


def _confirm(row: Row, actor: Actor) -> str:
    return f"{_theirs(row, actor)}{_workers(row)} accepted. Confirm the provider."


def _left_alone(row: Row, actor: Actor) -> str:
    gone = f"{_workers(row)} has no one left who can work on this."
    return f"{_theirs(row, actor)}{gone} Choose another provider."


def _sign_for_doj(row: Row, actor: Actor) -> str:
    return f"{_theirs(row, actor)}The scope of work needs DOJ's signature."


def _resume(row: Row, actor: Actor) -> str:
    if row.due_at:
        day = dates.day(row.due_at.astimezone(dates.zone_of(row.zone)).date())
        return f"{_theirs(row, actor)}On hold until {day}. Resume it if work can continue."
    return f"{_theirs(row, actor)}On hold without a review date. Resume it if work can continue."


def _by_itself(row: Row) -> datetime | None:
    """Return when the portal acts by itself if no one does; None if it never does."""
    limit = row.detail["limit"]
    if not limit or row.since is None:
        return None
    return limit_end(limit["amount"], limit["unit"], row.zone, row.since)


def _confirms_itself(row: Row, actor: Actor) -> str:
    due = _by_itself(row)
    silent = f" Otherwise the portal confirms it {at(due, actor)}." if due else ""
    return f"The provider reported delivery. Confirm it, or report what's missing.{silent}"


def _withdraws_itself(row: Row, actor: Actor) -> str:
    due = _by_itself(row)
    silent = f" Without an answer, the request is withdrawn {at(due, actor)}." if due else ""
    return f"DOJ asked for information. The clocks are paused until you answer.{silent}"


OPEN = tuple(OPEN_STATUSES)

declare(
    Declaration(
        name="requests",
        states=Status,
        rows=needs.of_requests,
        causes=(
            Cause(
                slug="finish-draft",
                states=(Status.DRAFT,),
                verb="Finish draft",
                title=_untitled,
                why=_draft,
                href=EDIT,
                place="Draft",
            ),
            Cause(
                slug="confirm-draft",
                states=(Status.DRAFT,),
                verb="Confirm",
                task="Confirm the draft",
                title=_untitled,
                why=_entered_for_you,
                href=EDIT,
                place="Draft",
            ),
            Cause(
                slug="acknowledge",
                states=tuple(each for each in UNDECIDED_STATUSES if each != Status.TRIAGE),
                verb="Acknowledge",
                why=_acknowledge,
                href=page,
                action=_desk,
                steps=("acknowledge",),
            ),
            Cause(
                slug="choose-provider",
                states=(Status.TRIAGE, Status.MATCHING),
                verb="Choose a provider",
                why=_choose,
                href=page,
                action=_desk,
                steps=("match", "offer"),
            ),
            Cause(
                slug="confirm-provider",
                states=(Status.ACCEPTED,),
                verb="Confirm",
                task="Confirm the provider",
                why=_confirm,
                href=page,
                action=_desk,
                steps=("confirm",),
            ),
            Cause(
                slug="replace-provider",
                states=(Status.ACCEPTED, Status.SCOPING, Status.SCHEDULED, Status.IN_DELIVERY),
                verb="Choose another provider",
                why=_left_alone,
                href=page,
                steps=("recall",),
                place="No one left to do it",
                instead=True,
            ),
            Cause(
                slug="write-scope",
                states=(Status.SCOPING,),
                verb="Write the scope",
                why="You're delivering this request. Agree on the scope of work with the site.",
                href=page,
                action=SCOPE,
                steps=("scope",),
                place="Assigned to you",
            ),
            Cause(
                slug="sign-for-site",
                states=(Status.SCOPING,),
                verb="Read and sign",
                task="Read and sign the scope",
                why="The scope of work needs the site's signature.",
                href=page,
                action=SCOPE,
                steps=("scope",),
            ),
            Cause(
                slug="sign-for-doj",
                states=(Status.SCOPING,),
                verb="Read and sign",
                task="Read and sign the scope",
                why=_sign_for_doj,
                href=page,
                action=SCOPE,
                steps=("scope",),
            ),
            Cause(
                slug="sign-change",
                states=AGREED_STATUSES,
                verb="Read and sign",
                task="Read and sign the change of the scope",
                why="A change of the scope needs your side's signature.",
                href=page,
                action=SCOPE,
                steps=("scope",),
            ),
            Cause(
                slug="start-delivery",
                states=(Status.SCHEDULED,),
                verb="Start delivery",
                why="The scope is signed. Meet with the site, then start delivery.",
                href=page,
                steps=("start-delivery",),
                place="Assigned to you",
            ),
            Cause(
                slug="report-delivery",
                states=(Status.IN_DELIVERY,),
                verb="Report delivery",
                why="You're delivering this request. Report delivery when everything is done.",
                href=page,
                steps=("deliver",),
                place="Assigned to you",
            ),
            Cause(
                slug="confirm-delivery",
                states=(Status.DELIVERED,),
                verb="Confirm",
                task="Confirm delivery",
                why=_confirms_itself,
                href=page,
                steps=("confirm-delivery",),
                due=_by_itself,
            ),
            Cause(
                slug="answer",
                states=(Status.NEEDS_INFORMATION,),
                verb="Answer",
                task="Answer the question",
                why=_withdraws_itself,
                href=page,
                steps=("answer",),
                due=_by_itself,
            ),
            Cause(
                slug="resume",
                states=(Status.ON_HOLD,),
                verb="Review the hold",
                why=_resume,
                href=page,
                steps=("resume",),
            ),
            Cause(
                slug="endorse",
                states=OPEN,
                verb="Endorse",
                task="Endorse the critical request",
                why="The site calls this request critical, and asks for your endorsement.",
                href=page,
                steps=("endorse",),
                place="Critical",
            ),
            Cause(
                slug="share-resource",
                states=OPEN,
                verb="Share a resource",
                why="The site asked for a resource, and none has been shared yet.",
                href=page,
                action=address_of("tta_requests:share-resource", "number"),
            ),
        ),
        nobody={
            Status.CLOSED: "It has ended.",
            Status.DECLINED: "It has ended.",
            Status.WITHDRAWN: "It has ended.",
        },
    )
)
