"""What can go wrong with an engagement update, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput


class NotYours(DomainError):
    """Visible, but not this actor's to write."""

    status = 403
    message = "Only the liaison who wrote this update can change it."


class NotYourSite(DomainError):
    """The actor does not log updates at that site."""

    status = 403
    message = "You do not log updates at this site."


class AlreadySubmitted(DomainError):
    """The draft became a record in the meantime."""

    message = "This update was already submitted. Open it and choose “Correct it” to change it."


class DamagedForm(InvalidInput):
    """The form names a record that cannot be this author's."""

    message = "This form is damaged. Open “Log an update” again; copy your text from here."


class ForeignRequest(InvalidInput):
    """A linked request belongs to another site."""

    message = "A request you linked belongs to another site. Choose requests of this site only."
