"""The words of a request's life, and the table of its transitions."""

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition


class Status(models.TextChoices):
    """Where a request stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    TRIAGE = "triage", "Triage"
    MATCHING = "matching", "Matching"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    SCOPING = "scoping", "Scoping"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN_STATUSES = (
    Status.SUBMITTED,
    Status.TRIAGE,
    Status.MATCHING,
    Status.OFFERED,
    Status.ACCEPTED,
    Status.SCOPING,
)
# Before a person has confirmed who delivers: what the triage queue holds.
UNDECIDED_STATUSES = (
    Status.SUBMITTED,
    Status.TRIAGE,
    Status.MATCHING,
    Status.OFFERED,
    Status.ACCEPTED,
)
# A provider has accepted and works on it: it sees the whole request.
WORKED_STATUSES = (Status.ACCEPTED, Status.SCOPING)


class Kind(models.TextChoices):
    """What is asked for."""

    TRAINING = "training", "Training"
    TECHNICAL_ASSISTANCE = "technical-assistance", "Technical assistance"
    ASSESSMENT = "assessment", "Assessment"
    PEER_EXCHANGE = "peer-exchange", "Peer exchange"
    RESOURCE = "resource", "Resource"


class Urgency(models.TextChoices):
    """How fast: expedited is the program's normal service."""

    ROUTINE = "routine", "Routine"
    EXPEDITED = "expedited", "Expedited"
    CRITICAL = "critical", "Critical"


AUTOMATIC_URGENCIES = (Urgency.EXPEDITED, Urgency.CRITICAL)


class DeliveryMode(models.TextChoices):
    """Where help happens."""

    ON_SITE = "on-site", "On site"
    VIRTUAL = "virtual", "Virtual"
    EITHER = "either", "On site or virtual"


class Source(models.TextChoices):
    """What the request came from."""

    TEAM = "team", "The site team"
    PLAN = "plan", "The strategic plan"
    RECOMMENDATION = "recommendation", "A recommendation"
    SUMMIT = "summit", "The Violent Crime Summit"
    UPDATE = "update", "A liaison's update"
    ON_BEHALF = "on-behalf", "Entered by DOJ staff for the site"


class OfferState(models.TextChoices):
    """What became of an offer."""

    OPEN = "open", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Lapsed"
    RECALLED = "recalled", "Recalled"


class ClockKind(models.TextChoices):
    """The clocks of a request (PRODUCT section 6), in the order they run."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge"
    TRIAGE = "triage-decision", "Triage decision"
    ACCEPT = "offer-accepted", "Offer accepted"


class ClockState(models.TextChoices):
    """Whether a clock runs."""

    RUNNING = "running", "Running"
    MET = "met", "Met"
    STOPPED = "stopped", "Stopped"


class ShareLevel(models.TextChoices):
    """How much of a request an organization sees."""

    OFFER = "offer", "Before accepting"
    WORK = "work", "After accepting"


class MessageAudience(models.TextChoices):
    """Who reads a message."""

    SHARED = "shared", "The site, DOJ and partners"
    INTERNAL = "internal", "DOJ staff only"


class BranchAgency(models.TextChoices):
    """Whom the federal branch of a core area asks."""

    ATF = "ATF", "Bureau of Alcohol, Tobacco, Firearms and Explosives"
    DEA = "DEA", "Drug Enforcement Administration"
    FBI = "FBI", "Federal Bureau of Investigation"
    USMS = "USMS", "U.S. Marshals Service"
    USAO = "USAO", "U.S. Attorney's Office"


class CapabilityLevel(models.IntegerChoices):
    """How well a provider does a kind of work in an area."""

    SOME = 1, "Some experience"
    GOOD = 2, "Good record"
    STRONG = 3, "Leads the field"


# The table of PRODUCT section 5, as far as the first path goes. It drives buttons, actions, tests,
# the help page and the last guard in the database. Guards live in ``policies``, effects in ``actions``.
LIFECYCLE = Lifecycle(
    name="tta-request",
    states=Status,
    guards="tta_requests.policies",
    permissions=P,
    rows=(
        Transition(
            "submit",
            sources=(Status.DRAFT,),
            target=Status.SUBMITTED,
            permission=P.REQUEST_SUBMIT,
            guard="is_complete",
            effect="start_clocks",
            label="Submit request",
            past="submitted",
        ),
        Transition(
            "acknowledge",
            sources=(Status.SUBMITTED,),
            target=Status.TRIAGE,
            permission=P.REQUEST_TRIAGE,
            effect="stop_acknowledge_clock",
            label="Acknowledge",
            past="acknowledged",
        ),
        Transition(
            "match",
            sources=(Status.SUBMITTED, Status.TRIAGE),
            target=Status.MATCHING,
            permission=P.REQUEST_ASSIGN,
            guard="may_be_matched",
            label="Choose who gets it",
            past="taken into matching",
            by_system=True,
        ),
        Transition(
            "offer",
            sources=(Status.MATCHING,),
            target=Status.OFFERED,
            permission=P.REQUEST_ASSIGN,
            effect="start_accept_clock",
            label="Offer",
            past="offered",
            by_system=True,
        ),
        Transition(
            "accept",
            sources=(Status.OFFERED,),
            target=Status.ACCEPTED,
            permission=P.OFFER_ANSWER,
            guard="is_not_the_requester",
            effect="stop_accept_clock",
            label="Accept",
            past="accepted",
            shared=True,
        ),
        Transition(
            "return-to-matching",
            sources=(Status.OFFERED,),
            target=Status.MATCHING,
            permission=P.OFFER_ANSWER,
            label="Decline and say why",
            past="back in matching",
            by_system=True,
            shared=True,
        ),
        Transition(
            "recall",
            sources=(Status.OFFERED, Status.ACCEPTED),
            target=Status.MATCHING,
            permission=P.REQUEST_CONFIRM_OFFER,
            label="Take the offer back",
            past="offer taken back",
            reason_required=True,
        ),
        Transition(
            "confirm",
            sources=(Status.ACCEPTED,),
            target=Status.SCOPING,
            permission=P.REQUEST_CONFIRM_OFFER,
            guard="is_not_the_requester",
            effect="stop_triage_clock",
            label="Confirm provider",
            past="confirmed",
        ),
        Transition(
            "withdraw",
            sources=(
                Status.DRAFT,
                Status.SUBMITTED,
                Status.TRIAGE,
                Status.MATCHING,
                Status.OFFERED,
                Status.ACCEPTED,
                Status.SCOPING,
            ),
            target=Status.WITHDRAWN,
            permission=P.REQUEST_WITHDRAW,
            effect="stop_every_clock",
            label="Withdraw this request",
            past="withdrawn",
            reason_required=True,
            by_system=True,
        ),
    ),
)
