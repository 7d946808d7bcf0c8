"""The app's place in Django."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Registers the app under its short label, and the check of every lifecycle."""

    name = "foundation.workflow"
    label = "workflow"

    def ready(self) -> None:
        """Register the check."""
        from foundation.workflow import checks  # noqa: F401 -- registers the check
