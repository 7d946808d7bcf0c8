"""The portal as a whole in Django: commands across all apps, and the admin behind our sign-in."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Provides the commands across all apps."""

    name = "psp_portal"


class PortalAdminConfig(AdminConfig):
    """The admin that uses the portal's sign-in."""

    default_site = "psp_portal.admin.PortalAdmin"
