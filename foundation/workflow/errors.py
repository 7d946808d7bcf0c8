"""Typed errors with the sentence the reader sees; ``ui`` maps them to pages in one place."""


class DomainError(Exception):
    """Something the portal refuses to do, and why, in a sentence for the person who asked.

    A subclass either sets ``message`` and ``status`` on the class or passes them when raised.

    Attributes:
        leads_to: where the person goes on after the refusal: the name of a page's address, and the words of the link.
    """

    message: str = "You can't do this right now."
    status: int = 409
    leads_to: tuple[str, str] | None = None

    def __init__(self, message: str = "", *, status: int | None = None) -> None:
        self.message = message or type(self).message
        self.status = type(self).status if status is None else status
        super().__init__(self.message)


class Refused(DomainError):
    """A rule or guard refuses; 409, because the record's state does not allow it."""


class StaleEdit(DomainError):
    """Someone else saved first; the page shows both texts.

    Attributes:
        current: the record as it is now stored (or None if the caller does not have it).
        posted: the version the form was based on.
        last_change: who changed it last and how, in a sentence; empty where that isn't known.
    """

    message = "Someone else changed this while you were editing. Check the latest version, then save again."

    def __init__(
        self,
        message: str = "",
        *,
        current: object = None,
        posted: object = None,
        last_change: str = "",
    ) -> None:
        super().__init__(message)
        self.current = current
        self.posted = posted
        self.last_change = last_change


class InvalidInput(DomainError):
    """Invalid input; 422, and the sentence belongs to a field if one is named."""

    status = 422

    def __init__(self, message: str = "", *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotAllowed(DomainError):
    """The record is visible, but only someone else may do this; 403."""

    message = "You can view this, but your role here doesn't allow that step."
    status = 403


class NotFound(DomainError):
    """The record is invisible to the actor; 404, like a URL that does not exist."""

    message = "There is nothing here for you."
    status = 404


class AccessChanged(DomainError):
    """The actor lost access while this waited for a lock; nothing is done or shown."""

    message = (
        "Your access changed while we were saving this. Nothing was saved. "
        "Open the page again to see what you can do now."
    )
    status = 403
