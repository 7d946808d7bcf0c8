"""Errors of engagement updates, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput


class NotYours(DomainError):
    """A change to an update that is visible but not the actor's own."""

    status = 403
    message = "Only the liaison who wrote this update can change it."


class NotYourSite(DomainError):
    """An update for a site where the actor is not the liaison."""

    status = 403
    message = "You can't log updates for this site."


class AlreadySubmitted(DomainError):
    """A draft that was submitted in the meantime."""

    message = (
        "This update was already submitted. To change it, open it and choose “Correct update.”"
    )


class DamagedForm(InvalidInput):
    """A form with the id of a record that cannot be the author's."""

    message = "This form has expired. Copy your text, then open “Log an update” again."


class ForeignRequest(InvalidInput):
    """A linked request that belongs to another site."""

    message = "A request you linked belongs to another site. Choose only this site's requests."


class RequestGone(InvalidInput):
    """A linked request that the actor can't read any more."""

    message = "You can no longer link a request you chose. Choose from the requests listed."


class KeptFrom(DomainError):
    """An update of the actor's own that was submitted, and that they can't read any more."""

    message = (
        "This update was already submitted. You can no longer open it, because a request it's about "
        "is now for federal staff only."
    )


class OwnUpdate(DomainError):
    """A review by the author of the update."""

    status = 403
    message = "Authors can't review their own updates. Another coordinator or manager reviews it."


class ForeignMember(InvalidInput):
    """A participant of another site's team."""

    message = "A participant you chose is on another site's team. Choose only this site's people."


class SeveralFederal(InvalidInput):
    """Commitments of an update about several federal requests, which other people read."""

    message = (
        "This update has commitments, so link only one federal request: its readers see them. "
        "Log the other request in an update of its own."
    )


class ForeignCommitment(InvalidInput):
    """A commitment of another site that the update would finish."""

    message = "A commitment you chose belongs to another site. Choose only this site's commitments."
