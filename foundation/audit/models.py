"""The security log: written once, read by administrators, changed by no one."""

from django.db import models

from foundation.audit.enums import Kind


class SecurityEvent(models.Model):
    """An event that a security officer may ask about later.

    The user is a plain number: the record outlives the person. ``detail`` has ids and page
    addresses, never a site's text.
    """

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=24, choices=Kind)
    user_id = models.BigIntegerField(null=True, db_index=True)
    principal = models.CharField(max_length=40)
    ip = models.GenericIPAddressField("IP address", null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.principal}"
