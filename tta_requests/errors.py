"""What can go wrong with a request, in the reader's words."""

from foundation.workflow.errors import DomainError


class NotYours(DomainError):
    """Visible, but not this actor's to change."""

    status = 403
    message = "Your role at this site does not include this step."


class OfferClosed(DomainError):
    """The offer was answered, taken back or lapsed."""

    message = (
        "This offer was answered, taken back or has lapsed. The request page shows who has it now."
    )


class NotSubmittable(DomainError):
    """The draft lacks what a provider needs to know."""

    status = 422
    message = "The request cannot be submitted yet."


class LinkClosed(DomainError):
    """The participants' link leads nowhere any more."""

    status = 404
    message = "This link is not open any more. Ask whoever sent it to you for a new one."


class TooMany(DomainError):
    """More answers from one place than people give."""

    status = 429
    message = "Many answers came from here within the hour. Please try again later."


class NobodyPassed(DomainError):
    """The provider that was chosen does not pass the filters."""

    message = "This provider does not pass the filters for this request. Choose another one."


class AlreadyOffered(DomainError):
    """Somebody offered it first."""

    message = "This request is already offered. Take the offer back first, then offer it again."
