"""Errors of exports, in the reader's words."""

from foundation.workflow.errors import DomainError


class AccessChanged(DomainError):
    """The person's access differs from when they requested the export."""

    status = 403
    message = "Your access has changed since you requested this export. Request it again."


class NotReady(DomainError):
    """The export is still being written, has ended, or has expired."""

    message = "This export isn't available. It's still in progress, was canceled, or is more than three days old."
