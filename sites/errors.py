"""Errors of the sites app, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput


class SeatTaken(DomainError):
    """A seat for one person that someone else has."""

    message = "Someone else holds this seat. End that membership first, then fill the seat."


class InvitationClosed(DomainError):
    """An invitation's link that was used or withdrawn, or has expired."""

    message = "This invitation was used, was withdrawn, or has expired. Ask the person who invited you for a new one."


class InvitationAccepted(InvitationClosed):
    """An invitation's link that was used: its person has an account and a seat."""

    done = "This invitation was already accepted."
    message = f"{done} Sign in to open the site's pages."
    leads_to = ("account_login", "Sign in")


class NotYours(DomainError):
    """An action on something the actor may see but not change."""

    status = 403
    message = "Your role at this site doesn't include this step."


class SignInFirst(DomainError):
    """An invitation to an address with an account, whose owner must sign in to accept."""

    status = 403
    message = (
        "This email address already has an account. Sign in with it, then open the link again."
    )


class SignOutFirst(DomainError):
    """An invitation that was opened while somebody else is signed in."""

    status = 403
    message = "You're signed in with another account. Sign out, then open the link again."


class NameTaken(InvalidInput):
    """Another site has this name."""

    message = "Another site has this name. Enter a different one, such as the county's name and the state."
