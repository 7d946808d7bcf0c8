"""Django admin behind the portal's own door."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The admin whose log-in is the portal's."""

    default_site = "psp_portal.admin.PortalAdmin"
