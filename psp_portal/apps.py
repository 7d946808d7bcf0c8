"""The portal as a whole in Django: commands that take every room, and an admin behind our own door."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Brings the commands that take every room."""

    name = "psp_portal"


class PortalAdminConfig(AdminConfig):
    """The admin whose log-in is the portal's."""

    default_site = "psp_portal.admin.PortalAdmin"
