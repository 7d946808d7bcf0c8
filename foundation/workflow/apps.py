"""The app's place in Django."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.workflow"
    label = "workflow"
