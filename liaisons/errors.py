"""What can go wrong with an engagement update, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput


class NotYours(DomainError):
    """Visible, but not this actor's to write."""

    status = 403
    message = "Only the liaison who wrote this update can change it."


class NotYourSite(DomainError):
    """The actor does not log updates at that site."""

    status = 403
    message = "You can't log updates for this site."


class AlreadySubmitted(DomainError):
    """The draft became a record in the meantime."""

    message = (
        "This update was already submitted. To change it, open it and choose “Correct update.”"
    )


class DamagedForm(InvalidInput):
    """The form names a record that cannot be this author's."""

    message = "This form has expired. Copy your text, then open “Log an update” again."


class ForeignRequest(InvalidInput):
    """A linked request belongs to another site."""

    message = "A request you linked belongs to another site. Choose only this site's requests."
