"""What can go wrong with an export, in the reader's words."""

from foundation.workflow.errors import DomainError


class AccessChanged(DomainError):
    """What the person sees is not what they saw when they asked."""

    status = 403
    message = "What you may see has changed since you asked for this export. Ask for it again."


class NotReady(DomainError):
    """Still being written, ended, or over its time."""

    message = "This export is not there: it is still being written, was cancelled, or its three days are over."
