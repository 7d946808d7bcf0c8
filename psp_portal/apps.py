"""The portal as a whole in Django: commands across all apps, and the admin behind our sign-in."""

import importlib

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Provides the commands across all apps, and the Celery application their tasks belong to."""

    name = "psp_portal"

    def ready(self) -> None:
        """Make the portal's Celery application the current one."""
        importlib.import_module("psp_portal.celery")


class PortalAdminConfig(AdminConfig):
    """The admin that uses the portal's sign-in."""

    default_site = "psp_portal.admin.PortalAdmin"
