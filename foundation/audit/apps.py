"""The Django configuration of the audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.audit"
    label = "audit"
    verbose_name = "Security"

    def ready(self) -> None:
        """Connect the receivers."""
        from foundation.audit import receivers  # noqa: F401 -- importing connects them
