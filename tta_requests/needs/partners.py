"""What needs providers, federal partners, and single people, other than a request's steps."""

from datetime import datetime

from django.urls import reverse

from engagements.enums import Party
from foundation.accounts.actors import Actor
from foundation.calendars.days import last_day
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.ui import dates
from foundation.workflow.declarations import address_of
from tta_requests.enums import EvaluationKind, Kind, OfferState, ReferralState, ShareLevel
from tta_requests.needs.shared import at, page
from tta_requests.querysets import needs


def _refer(row: Row) -> str:
    agency = row.detail["agency"]
    return reverse("tta_requests:refer", args=[row.number], query={"agency": agency})


def _work(row: Row) -> str:
    return f"{page(row)}#work"


def _offered(row: Row, actor: Actor) -> str:
    area = row.detail["area"] or "No core area"
    kind = Kind(row.detail["kind"]).label.lower()
    return f"{area}, {kind}, {row.detail['urgency']}. Offered {at(row.since, actor)}."


def _referred(row: Row, actor: Actor) -> str:
    agency = row.detail["agency"]
    asked = f"{agency} was asked to lead" if row.detail["to_lead"] else f"Referred to {agency}"
    return f"{asked} {at(row.since, actor)}."


def _left(row: Row, actor: Actor) -> str:
    agency, does = row.detail["agency"], "lead" if row.detail["leads"] else "help"
    return (
        f"{agency} agreed to {does}, and no one holds its seat now. "
        "Invite someone to the seat, or ask the agency's field office."
    )


def _invited(row: Row, actor: Actor) -> str:
    if not row.detail["until"]:
        return "DOJ asked for your input."
    ends = datetime.fromisoformat(row.detail["until"])
    last = dates.day(last_day(ends, row.zone))
    return f"DOJ asked for your input. You have access until {last}."


def _promised(row: Row, actor: Actor) -> str:
    return str(row.detail["text"])


def _owed(row: Row, actor: Actor) -> str:
    return f"You're responsible for this commitment of “{row.title}.”"


declare(
    Declaration(
        name="offers",
        states=OfferState,
        rows=needs.of_offers,
        causes=(
            Cause(
                slug="answer-offer",
                states=(OfferState.OPEN,),
                verb="Answer",
                task="Answer the offer",
                why=_offered,
                href=address_of("tta_requests:offer", "subject"),
            ),
        ),
        nobody={
            OfferState.ACCEPTED: "The request goes on.",
            OfferState.DECLINED: "The request goes on without it.",
            OfferState.LAPSED: "The request goes on without it.",
            OfferState.RECALLED: "The request goes on without it.",
        },
    )
)
declare(
    Declaration(
        name="referrals",
        states=ReferralState,
        rows=needs.of_referrals,
        causes=(
            Cause(
                slug="answer-referral",
                states=(ReferralState.ASKED,),
                verb="Read and answer",
                task="Answer the referral",
                why=_referred,
                href=page,
                action=address_of("tta_requests:answer-referral", "number", "agency"),
                place="Referred to you",
            ),
            Cause(
                slug="replace-agency-contact",
                states=(ReferralState.HELPS,),
                verb="Ask the agency again",
                why=_left,
                href=page,
                action=_refer,
                place="Agency seat vacant",
            ),
        ),
        nobody={
            ReferralState.DECLINED: "It was answered.",
        },
    )
)
declare(
    Declaration(
        name="conversations",
        states=ShareLevel,
        rows=needs.of_conversations,
        causes=(
            Cause(
                slug="comment",
                states=(ShareLevel.TALK,),
                verb="Read and comment",
                task="Read the request and comment",
                why=_invited,
                href=page,
                place="Your input requested",
            ),
        ),
        nobody={
            ShareLevel.OFFER: "The offer waits, not the share.",
            ShareLevel.WORK: "The request's work waits, not the share.",
        },
    )
)
declare(
    Declaration(
        name="evaluations",
        states=EvaluationKind,
        rows=needs.of_evaluations,
        causes=(
            Cause(
                slug="evaluate",
                states=(
                    EvaluationKind.REQUESTER,
                    EvaluationKind.PROVIDER,
                    EvaluationKind.OUTCOME,
                ),
                verb="Complete the evaluation",
                why="You took part in this request. Tell the program what you think of the help.",
                href=page,
                action=address_of("tta_requests:evaluation", "subject"),
            ),
        ),
        nobody={EvaluationKind.PARTICIPANT: "Participants answer by a link, without an account."},
    )
)
declare(
    Declaration(
        name="commitments",
        states=Party,
        rows=needs.of_commitments,
        causes=(
            Cause(
                slug="commitment",
                states=tuple(Party),
                verb="Mark as done",
                task="Mark the commitment as done",
                title=_promised,
                why=_owed,
                href=_work,
            ),
        ),
    )
)
