"""The Django configuration of the workflow app."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Registers the app, and the check of every lifecycle."""

    name = "foundation.workflow"
    label = "workflow"

    def ready(self) -> None:
        """Register the check."""
        from foundation.workflow import checks  # noqa: F401 -- registers the check
