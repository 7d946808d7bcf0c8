"""The app's place in Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registers the app; it has no table of its own."""

    name = "foundation.files"
    label = "files"
    verbose_name = "Files"
