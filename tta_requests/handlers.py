"""Handlers of outbox messages: each reads ids from the payload and calls an action."""

from uuid import UUID

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.outbox import Payload, due_claims, handler
from sites.models import Site
from tta_requests.actions import (
    agency_notices,
    clock_escalations,
    clock_recounts,
    clock_suspensions,
    conversation_notices,
    deliveries,
    departures,  # noqa: F401 -- importing declares what people hold
    evaluations,
    follower_notices,
    notifications,
    offer_recounts,
    offers,
    pauses,
    routing,
    weights,
)
from tta_requests.models import (
    Attachment,
    Entry,
    Evaluation,
    FederalReferral,
    Offer,
    ProgramResource,
    RoutingException,
    TTARequest,
    WeightsPreview,
)

OUTBOX = Actor.system("outbox")
due_claims.register("tta_requests_claim_clocks")


@handler("tta_requests.route")
def route_request(payload: Payload) -> None:
    """Route a request: rank, refer, and offer if its urgency allows an automatic offer."""
    routing.run(TTARequest.objects.get(pk=str(payload["request"])), by=OUTBOX)


@handler("tta_requests.rank_again")
def rank_again(payload: Payload) -> None:
    """Rank the providers again for a person who chooses one."""
    routing.rank_again(TTARequest.objects.get(pk=str(payload["request"])), by=OUTBOX)


@handler("tta_requests.lapse_offer")
def lapse_offer(payload: Payload) -> None:
    """Expire an offer that was not answered."""
    offers.lapse(Offer.objects.get(pk=str(payload["offer"])), by=OUTBOX)


@handler("tta_requests.announce_offer")
def announce_offer(payload: Payload) -> None:
    """Notify the provider's people and the site of an offer."""
    notifications.announce_offer(Offer.objects.for_answer().get(pk=str(payload["offer"])))


@handler("tta_requests.announce_owner")
def announce_owner(payload: Payload) -> None:
    """Notify the colleague who now has the request."""
    tta_request = TTARequest.objects.for_page().get(pk=str(payload["request"]))
    notifications.announce_owner(tta_request, key=str(payload["entry"]))


@handler("tta_requests.announce_heir")
def announce_heir(payload: Payload) -> None:
    """Tell the new owner of a commitment, and the team it belongs to."""
    commitment = Commitment.objects.for_notice().get(pk=str(payload["commitment"]))
    notifications.announce_heir(commitment, key=str(payload["entry"]))


@handler("tta_requests.announce_referral")
def announce_referral(payload: Payload) -> None:
    """Ask the holder of the agency's seat to answer."""
    tta_request = TTARequest.objects.for_page().get(pk=str(payload["request"]))
    agency_notices.ask(
        tta_request, agency=str(payload["agency"]), occasion=str(payload["occasion"])
    )


@handler("tta_requests.announce_referral_answer")
def announce_referral_answer(payload: Payload) -> None:
    """Notify the people who wait for an agency's answer."""
    taken = Entry.objects.select_related("request__site")
    agency_notices.announce_answer(taken.get(pk=str(payload["entry"])))


@handler("tta_requests.announce_resource")
def announce_resource(payload: Payload) -> None:
    """Notify the site and the coordinators of a shared resource."""
    added = ProgramResource.objects.select_related("request__site")
    notifications.announce_resource(added.get(pk=str(payload["resource"])))


@handler("tta_requests.announce_abandoned")
def announce_abandoned(payload: Payload) -> None:
    """Ask the coordinators to choose another provider for work that no one is left to do."""
    notifications.ask_to_replace(TTARequest.objects.for_page().get(pk=str(payload["request"])))


@handler("tta_requests.announce_agency_left")
def announce_agency_left(payload: Payload) -> None:
    """Ask the coordinators to replace the contact of an agency that agreed to help."""
    agreed = FederalReferral.objects.select_related("request__site")
    agency_notices.ask_to_replace_contact(agreed.get(pk=str(payload["referral"])))


@handler("tta_requests.announce_acceptance")
def announce_acceptance(payload: Payload) -> None:
    """Notify the site and the coordinators that a provider accepted."""
    notifications.announce_acceptance(Offer.objects.for_answer().get(pk=str(payload["offer"])))


@handler("tta_requests.announce_acknowledgement")
def announce_acknowledgement(payload: Payload) -> None:
    """Notify the site that its request was acknowledged."""
    notifications.announce_acknowledgement(
        TTARequest.objects.for_page().get(pk=str(payload["request"]))
    )


@handler("tta_requests.announce_confirmation")
def announce_confirmation(payload: Payload) -> None:
    """Notify the site, the liaison, and the provider that work can begin."""
    notifications.announce_confirmation(
        TTARequest.objects.for_page().get(pk=str(payload["request"]))
    )


@handler("tta_requests.announce_exception")
def announce_exception(payload: Payload) -> None:
    """Notify the coordinators at once that no provider is left to ask."""
    exceptions = RoutingException.objects.select_related("request__site")
    notifications.announce_exception(exceptions.get(pk=str(payload["exception"])))


@handler("tta_requests.announce_message")
def announce_message(payload: Payload) -> None:
    """Notify the people in the conversation, and the followers, that there is a new message."""
    said = Entry.objects.select_related("request__site").get(pk=str(payload["entry"]))
    told = conversation_notices.announce_message(said)
    follower_notices.announce_news(said, but=told)


@handler("tta_requests.announce_step")
def announce_step(payload: Payload) -> None:
    """Notify the people a step concerns, and the followers."""
    entries = Entry.objects.select_related("request__site", "request__provider__organization")
    taken = entries.get(pk=str(payload["entry"]))
    told = notifications.announce_step(taken)
    follower_notices.announce_news(taken, but=told)


@handler("tta_requests.ask_endorsement")
def ask_endorsement(payload: Payload) -> None:
    """Ask the site's leadership to endorse a critical request."""
    tta_request = TTARequest.objects.for_page().get(pk=str(payload["request"]))
    notifications.ask_to_endorse(tta_request, occasion=str(payload.get("occasion", "")))


@handler("tta_requests.announce_scope")
def announce_scope(payload: Payload) -> None:
    """Ask both sides to sign a scope."""
    tta_request = TTARequest.objects.for_page().get(pk=str(payload["request"]))
    notifications.ask_to_sign_scope(tta_request, number=int(payload["number"]))


@handler("tta_requests.announce_draft")
def announce_draft(payload: Payload) -> None:
    """Ask the site to submit the request that DOJ entered for it."""
    notifications.ask_to_confirm(TTARequest.objects.for_page().get(pk=str(payload["request"])))


@handler("tta_requests.lapse_question")
def lapse_question(payload: Payload) -> None:
    """Withdraw a request whose question was not answered."""
    tta_request = TTARequest.objects.get(pk=str(payload["request"]))
    pauses.lapse_question(tta_request, since=str(payload["since"]), by=OUTBOX)


@handler("tta_requests.confirm_delivery")
def confirm_delivery(payload: Payload) -> None:
    """Confirm a delivery that no one disputed."""
    tta_request = TTARequest.objects.get(pk=str(payload["request"]))
    deliveries.confirm_by_itself(tta_request, since=str(payload["since"]), by=OUTBOX)


@handler("tta_requests.close")
def close(payload: Payload) -> None:
    """Close a request whose evaluation window is over."""
    tta_request = TTARequest.objects.get(pk=str(payload["request"]))
    deliveries.close(tta_request, since=str(payload["since"]), by=OUTBOX)


@handler("tta_requests.announce_file")
def announce_file(payload: Payload) -> None:
    """Notify the people concerned that there is a new file."""
    conversation_notices.announce_file(Attachment.objects.for_page().get(pk=str(payload["file"])))


@handler("tta_requests.escalate")
def escalate_clock(payload: Payload) -> None:
    """Take one escalation step of a clock."""
    rung, instant = int(payload["rung"]), int(payload["instant"])
    clock_escalations.step(UUID(str(payload["clock"])), rung=rung, instant=instant, by=OUTBOX)


@handler("tta_requests.open_evaluations")
def open_evaluations(payload: Payload) -> None:
    """Ask the requester and the provider for their evaluations."""
    evaluations.open_for(TTARequest.objects.for_page().get(pk=str(payload["request"])), by=OUTBOX)


@handler("tta_requests.ask_to_evaluate")
def ask_to_evaluate(payload: Payload) -> None:
    """Ask the person to whom an evaluation was passed on."""
    asked = Evaluation.objects.for_notice().get(pk=str(payload["evaluation"]))
    notifications.ask_to_evaluate(asked)


@handler("tta_requests.check_outcome")
def check_outcome(payload: Payload) -> None:
    """Ask the site whether the outcome lasted."""
    tta_request = TTARequest.objects.for_page().get(pk=str(payload["request"]))
    confirmation = str(payload.get("confirmation", ""))
    evaluations.check_outcome(tta_request, confirmation=confirmation, by=OUTBOX)


@handler("tta_requests.announce_recovery")
def announce_recovery(payload: Payload) -> None:
    """Notify DOJ of a low rating."""
    tta_request = TTARequest.objects.for_page().get(pk=str(payload["request"]))
    notifications.ask_to_recover(tta_request, key=str(payload["evaluation"]))


@handler("engagements.suspension")
def follow_suspension(payload: Payload) -> None:
    """Pause or resume the clocks of a site to match its engagement."""
    clock_suspensions.follow_engagement(Site.objects.get(pk=int(payload["site"])))


@handler("tta_requests.recount_clocks")
def recount_clocks(payload: Payload) -> None:
    """Recalculate the next clocks after closed days changed."""
    clock_recounts.next_batch(payload, by=OUTBOX)


@handler("tta_requests.recount_offers")
def recount_offers(payload: Payload) -> None:
    """Recalculate when open offers lapse after closed days changed."""
    offer_recounts.count_again(payload, by=OUTBOX)


@handler("tta_requests.preview_weights")
def preview_weights(payload: Payload) -> None:
    """Count what new weights would change in the next batch of runs."""
    previews = WeightsPreview.objects.select_related("job", "base")
    weights.count(previews.get(job_id=int(payload["job"])))
