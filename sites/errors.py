"""What can go wrong in the sites room, in the reader's words."""

from foundation.workflow.errors import DomainError


class SeatTaken(DomainError):
    """Two people cannot hold a seat that has one chair."""

    message = "Someone else holds this seat. End that membership first, then fill the seat."


class InvitationClosed(DomainError):
    """The link was used, withdrawn, or is too old."""

    message = "This invitation was used, was withdrawn, or has expired. Ask the person who invited you for a new one."


class NotYours(DomainError):
    """The actor may see it but not do this."""

    status = 403
    message = "Your role at this site doesn't include this step."


class SignInFirst(DomainError):
    """The invitation's address has an account, and its owner must be the one who accepts."""

    status = 403
    message = (
        "This email address already has an account. Sign in with it, then open the link again."
    )
