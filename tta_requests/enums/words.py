"""The choices of a request's fields."""

from django.db import models


class Status(models.TextChoices):
    """The state of a request."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    TRIAGE = "triage", "Triage"
    MATCHING = "matching", "Matching"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    SCOPING = "scoping", "Scoping"
    SCHEDULED = "scheduled", "Scheduled"
    IN_DELIVERY = "in-delivery", "In delivery"
    DELIVERED = "delivered", "Delivered"
    CONFIRMED = "confirmed", "Confirmed"
    CLOSED = "closed", "Closed"
    NEEDS_INFORMATION = "needs-information", "Needs information"
    ON_HOLD = "on-hold", "On hold"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


# No person has confirmed a provider yet: the triage queue.
UNDECIDED_STATUSES = (
    Status.SUBMITTED,
    Status.TRIAGE,
    Status.MATCHING,
    Status.OFFERED,
    Status.ACCEPTED,
)
# Clocks are paused in these states, and the request returns to the state it came from.
PAUSED_STATUSES = (Status.NEEDS_INFORMATION, Status.ON_HOLD)
# A provider has accepted and works on it.
UNDER_WAY_STATUSES = (
    Status.ACCEPTED,
    Status.SCOPING,
    Status.SCHEDULED,
    Status.IN_DELIVERY,
    Status.DELIVERED,
)
# Both sides signed the scope, and the work isn't delivered yet: the scope can change by agreement.
AGREED_STATUSES = (Status.SCHEDULED, Status.IN_DELIVERY)
# The provider sees the whole request: from its acceptance until the evaluation window ends.
WORKED_STATUSES = (*UNDER_WAY_STATUSES, *PAUSED_STATUSES, Status.CONFIRMED)
# Someone still has to act.
OPEN_STATUSES = (
    *UNDECIDED_STATUSES,
    Status.SCOPING,
    Status.SCHEDULED,
    Status.IN_DELIVERY,
    Status.DELIVERED,
    Status.CONFIRMED,
    *PAUSED_STATUSES,
)
# Nothing more happens in these states, unless the request is reopened.
ENDED_STATUSES = (Status.CLOSED, Status.DECLINED, Status.WITHDRAWN)


class Kind(models.TextChoices):
    """The kind of help requested."""

    TRAINING = "training", "Training"
    TECHNICAL_ASSISTANCE = "technical-assistance", "Technical assistance"
    ASSESSMENT = "assessment", "Assessment"
    PEER_EXCHANGE = "peer-exchange", "Peer exchange"
    RESOURCE = "resource", "Resource"


class Urgency(models.TextChoices):
    """How fast help is needed; expedited is the program's normal service."""

    ROUTINE = "routine", "Routine"
    EXPEDITED = "expedited", "Expedited"
    CRITICAL = "critical", "Critical"


AUTOMATIC_URGENCIES = (Urgency.EXPEDITED, Urgency.CRITICAL)


class DeliveryMode(models.TextChoices):
    """Where help is delivered."""

    ON_SITE = "on-site", "On site"
    VIRTUAL = "virtual", "Virtual"
    EITHER = "either", "On site or virtual"


class Source(models.TextChoices):
    """The origin of a request."""

    TEAM = "team", "The site team"
    PLAN = "plan", "The strategic plan"
    FINDING = "finding", "A finding of an assessment"
    RECOMMENDATION = "recommendation", "A recommendation"
    SUMMIT = "summit", "The Violent Crime Summit"
    UPDATE = "update", "A liaison's update"
    ON_BEHALF = "on-behalf", "Entered by DOJ staff for the site"
    IMPORTED = "imported", "Imported from a spreadsheet"


class OfferState(models.TextChoices):
    """The state of an offer."""

    OPEN = "open", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Expired"
    RECALLED = "recalled", "Withdrawn"


class ClockKind(models.TextChoices):
    """The clocks of a request (PRODUCT section 6), in the order they run."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge"
    TRIAGE = "triage-decision", "Triage decision"
    ACCEPT = "offer-accepted", "Offer accepted"
    SCOPE = "scope-signed", "Scope signed"
    CONTACT = "first-contact", "First delivery contact"


class DueState(models.TextChoices):
    """How lists show a request's clock: by the running clock due first, or paused with its request."""

    PAST_DUE = "past-due", "Past due"
    AT_RISK = "at-risk", "At risk"
    ON_TIME = "on-time", "On time"
    PAUSED = "paused", "Paused"


class ClockState(models.TextChoices):
    """Whether a clock runs."""

    RUNNING = "running", "Running"
    PAUSED = "paused", "Paused"
    MET = "met", "Met"
    STOPPED = "stopped", "Stopped"


class PauseReason(models.TextChoices):
    """Why a clock is paused, worded to complete the sentence "waiting for …"."""

    NEEDS_INFORMATION = "needs-information", "the site's answer"
    ON_HOLD = "on-hold", "the end of the hold"
    SUSPENDED = "suspended", "the engagement to resume"


class Rung(models.TextChoices):
    """The escalation steps of a clock, in order."""

    HALF = "50", "Half the time is used"
    AT_RISK = "80", "80 percent of the time is used"
    DUE = "100", "Past due"
    DAY_AFTER = "plus-1", "One business day past due"
    THIRD_DAY = "plus-3", "Three business days past due"


class Told(models.TextChoices):
    """The groups of people that an escalation step notifies."""

    OWNER = "owner", "The request's owner"
    BACKUP = "backup", "The owner's backup, or every coordinator if there is none"
    LIAISON = "liaison", "The Strategic Site Liaison"
    COORDINATORS = "coordinators", "The owner, or every coordinator if there is none"
    MANAGERS = "managers", "Program managers"
    CONTACTS = "contacts", "The site's points of contact, with a new date"


class ShareLevel(models.TextChoices):
    """How much of a request an organization can see."""

    OFFER = "offer", "Before accepting"
    WORK = "work", "After accepting"
    TALK = "talk", "To comment"


class MessageAudience(models.TextChoices):
    """Who can read a message."""

    SHARED = "shared", "The site, DOJ, and partners"
    INTERNAL = "internal", "DOJ staff only"


class BranchAgency(models.TextChoices):
    """The agencies the federal branch of a core area asks."""

    ATF = "ATF", "Bureau of Alcohol, Tobacco, Firearms and Explosives"
    DEA = "DEA", "Drug Enforcement Administration"
    FBI = "FBI", "Federal Bureau of Investigation"
    USMS = "USMS", "U.S. Marshals Service"
    USAO = "USAO", "U.S. Attorney's Office"


class ReferralState(models.TextChoices):
    """An agency's answer to a referral."""

    ASKED = "asked", "Asked"
    HELPS = "helps", "Helping"
    DECLINED = "declined", "Can't help"


class ProgramOffice(models.TextChoices):
    """DOJ's program offices, whose resources a Champion can share (justice.gov/agencies, read 2026-11)."""

    BJA = "BJA", "Bureau of Justice Assistance"
    BJS = "BJS", "Bureau of Justice Statistics"
    COPS = "COPS", "Office of Community Oriented Policing Services"
    NIJ = "NIJ", "National Institute of Justice"
    OJJDP = "OJJDP", "Office of Juvenile Justice and Delinquency Prevention"
    OVC = "OVC", "Office for Victims of Crime"
    OVW = "OVW", "Office on Violence Against Women"
    SMART = (
        "SMART",
        "Office of Sex Offender Sentencing, Monitoring, Apprehending, Registering, and Tracking",
    )
    OTHER = "other", "Another office"


class CapabilityLevel(models.IntegerChoices):
    """How well a provider does a kind of work in an area."""

    SOME = 1, "Some experience"
    GOOD = 2, "Good record"
    STRONG = 3, "Leads the field"


class LimitKind(models.TextChoices):
    """The waits after which the portal acts by itself, and the time to request a second look."""

    INFORMATION = "information", "Needs information: withdrawn if the site doesn't answer"
    CONFIRMATION = "confirmation", "Delivered: confirmed if the site doesn't respond"
    EVALUATION = "evaluation", "Confirmed: closed when the evaluation window ends"
    NEW_DATE = "new-date", "Three days past due: the new date given to the site"
    REOPENING = "reopening", "Closed: can be reopened"
    SECOND_LOOK = "second-look", "Declined: the site can ask for a second look"


class LimitUnit(models.TextChoices):
    """The unit of a time limit."""

    BUSINESS = "business-days", "business days"
    CALENDAR = "days", "calendar days"


class ReasonFor(models.TextChoices):
    """The steps a reason may be given for."""

    ASK = "ask", "Needs information"
    DECLINE = "decline", "Declined"


class Side(models.TextChoices):
    """The sides that sign a scope."""

    SITE = "site", "the site"
    DOJ = "doj", "DOJ"


class ScopeChange(models.TextChoices):
    """What became of a change to a scope that both sides had signed; of one that both sides signed it is empty."""

    PROPOSED = "proposed", "Proposed"
    TURNED_DOWN = "turned-down", "Turned down"
    WITHDRAWN = "withdrawn", "Withdrawn"


class EvaluationKind(models.TextChoices):
    """The people who evaluate the help."""

    REQUESTER = "requester", "The requester"
    PROVIDER = "provider", "The provider"
    PARTICIPANT = "participant", "Participants"
    OUTCOME = "outcome", "The site, six months later"


class LinkKind(models.TextChoices):
    """How two requests of a site are related."""

    RELATED = "related", "Related to"
    DUPLICATE = "duplicate", "Duplicate of"

    @property
    def reverse(self) -> str:
        """What the other request of the two is called."""
        return "Duplicated by" if self == LinkKind.DUPLICATE else str(self.label)
