"""The app's place in Django."""

from django.apps import AppConfig


class TtaRequestsConfig(AppConfig):
    """Registers the app."""

    name = "tta_requests"
