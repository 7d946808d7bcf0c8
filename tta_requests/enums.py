"""The words of a request's life, and the table of its transitions."""

from django.db import models


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


class CapabilityLevel(models.IntegerChoices):
    """How well a provider does a kind of work in an area."""

    SOME = 1, "Some experience"
    GOOD = 2, "Good record"
    STRONG = 3, "Leads the field"
