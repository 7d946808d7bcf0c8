"""The Django configuration of the tenancy app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TenancyConfig(AppConfig):
    """Registers the app under its short label and grants privileges after migrations."""

    name = "foundation.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        """Register the grants and the checks."""
        from foundation.tenancy import checks, privileges, reports  # noqa: F401 -- registers the checks

        reports.keep_rows_out_of_logs()
        post_migrate.connect(privileges.grant, dispatch_uid="tenancy.grant")
