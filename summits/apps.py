"""The Django configuration of the summits app."""

from django.apps import AppConfig


class SummitsConfig(AppConfig):
    """Adds the summit to the navigation."""

    name = "summits"
    verbose_name = "Violent Crime Summit"

    def ready(self) -> None:
        """Register the navigation item; the list is open to everyone who has signed in."""
        from foundation.ui.navigation import NavItem, register

        register(NavItem(label="Summit", url_name="summits:list", order=55))
