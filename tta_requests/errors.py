"""Errors of requests, with messages for the reader."""

from foundation.workflow.errors import DomainError, Refused


class NotYours(DomainError):
    """The actor can see it, but may not change it."""

    status = 403
    message = "Your role at this site doesn't include this step."


class EngagementOver(Refused):
    """A site that graduated or withdrew asks for new help (PRODUCT section 5: alumni host, mentor, and are guests)."""

    message = (
        "This site's engagement is over, so it can't ask for new help. Its requests stay readable."
        " A Program Manager can open another engagement."
    )


class HoursCorrected(DomainError):
    """A second correction of the same hours."""

    message = "These hours were already corrected. Open the request's hours to see the entry that took their place, and correct that one."


class OfferClosed(DomainError):
    """Refusal of an answer to an offer that was answered, withdrawn or expired."""

    message = "This offer was answered, was withdrawn, or has expired. The request page shows who has it now."


class LinkClosed(DomainError):
    """The participants' link no longer works."""

    status = 404
    message = "This link no longer works. Ask the person who sent it for a new one."


class TooMany(DomainError):
    """More answers came from one address than people would give."""

    status = 429
    message = "We got too many answers from this network in the last hour. Try again later."


class NobodyPassed(DomainError):
    """The chosen provider does not pass the filters."""

    message = (
        "This provider doesn't meet the requirements for this request. Choose a different one."
    )


class AlreadyOffered(DomainError):
    """Someone else offered the request first."""

    message = (
        "This request already has an open offer. Withdraw that offer first, then send a new one."
    )
