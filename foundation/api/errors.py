"""What can go wrong with a call or a token, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput


class PreconditionRequired(DomainError):
    """A change that does not say which version it was made from."""

    status = 428
    message = (
        "Send the ETag from your last read as If-Match, "
        "so you don't overwrite someone else's change."
    )


class KeyUsed(InvalidInput):
    """The same idempotency key with another call."""

    message = "This Idempotency-Key was already used for a different call. Use a new key for each new call."


class DamagedKey(DomainError):
    """Idempotency key that cannot be stored."""

    status = 400
    message = (
        "Use 8 to 128 letters, digits, periods, hyphens, or underscores for the Idempotency-Key."
    )


class TooManyTokens(DomainError):
    """Refusal of one more token for a person who has too many."""

    message = "You have 10 active tokens. Revoke one you don't need, then create this one."
