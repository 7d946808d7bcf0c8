"""The app's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.accounts"
    label = "accounts"
