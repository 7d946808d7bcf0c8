"""Errors of API calls and tokens, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput


class PreconditionRequired(DomainError):
    """A change that does not say which version it is based on."""

    status = 428
    message = (
        "Send the ETag from your last read as If-Match, "
        "so you don't overwrite someone else's change."
    )


class KeyUsed(InvalidInput):
    """An idempotency key used again for a different call."""

    message = "This Idempotency-Key was already used for a different call. Use a new key for each new call."


class DamagedKey(DomainError):
    """An idempotency key that cannot be stored."""

    status = 400
    message = (
        "Use 8 to 128 letters, digits, periods, hyphens, or underscores for the Idempotency-Key."
    )


class TooManyTokens(DomainError):
    """A new token for a person who already has the maximum."""

    message = "You have 10 active tokens. Revoke one you don't need, then create this one."
