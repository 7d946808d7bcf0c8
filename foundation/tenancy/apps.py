"""The app's place in Django."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.tenancy"
    label = "tenancy"
