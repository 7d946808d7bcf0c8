"""The app's place in Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Brings the commands that fill a portal with invented rows."""

    name = "demo"
    verbose_name = "Demonstration"
