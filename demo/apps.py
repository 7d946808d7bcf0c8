"""The app's configuration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The app with the commands that fill a portal with invented rows."""

    name = "demo"
    verbose_name = "Demonstration"
