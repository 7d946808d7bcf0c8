"""What can go wrong with an export, in the reader's words."""

from foundation.workflow.errors import DomainError


class AccessChanged(DomainError):
    """What the person sees is not what they saw when they asked."""

    status = 403
    message = "Your access has changed since you requested this export. Request it again."


class NotReady(DomainError):
    """Still being written, ended, or over its time."""

    message = "This export isn't available. It's still in progress, was canceled, or is more than three days old."
