"""What is worth a line in the security log."""

from django.db import models


class Kind(models.TextChoices):
    """The kinds of security events."""

    SIGNED_IN = "signed-in", "Signed in"
    SIGN_IN_FAILED = "sign-in-failed", "Sign-in failed"
    SIGNED_OUT = "signed-out", "Signed out"
    PASSWORD_CHANGED = "password-changed", "Password changed"
    FACTOR_ADDED = "factor-added", "Second factor added"
    FACTOR_USED = "factor-used", "Second factor used"
    FACTOR_FAILED = "factor-failed", "Second factor failed"
    FACTOR_REMOVED = "factor-removed", "Second factor removed"
    FACTOR_RENEWED = "factor-renewed", "Recovery codes renewed"
    PERSON_CHANGED = "person-changed", "Person created or changed"
    ROLE_CHANGED = "role-changed", "Role changed"
    TOKEN_MADE = "token-made", "API token made"
    TOKEN_REVOKED = "token-revoked", "API token revoked"
    INVITED = "invited", "Invitation sent"
    INVITATION_WITHDRAWN = "invitation-withdrawn", "Invitation withdrawn"
    INVITATION_ACCEPTED = "invitation-accepted", "Invitation accepted"
    GLASS_BROKEN = "glass-broken", "Break-glass opened"
    GLASS_CLOSED = "glass-closed", "Break-glass closed early"
    IMPORTED = "imported", "Data imported"
    EXPORTED = "exported", "Data exported"
    DENIED = "denied", "Refused"
