"""The Django configuration of the files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registers the app, which has no table of its own."""

    name = "foundation.files"
    label = "files"
    verbose_name = "Files"
