"""The Django configuration of the applications app."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Adds the review list to the navigation."""

    name = "applications"
    verbose_name = "Applications to join the program"

    def ready(self) -> None:
        """Register the navigation item."""
        from foundation.accounts.permissions import Permission as P
        from foundation.ui.navigation import SITES, NavItem, register

        register(
            NavItem(
                label="Applications",
                url_name="applications:list",
                permission=P.APPLICATION_MANAGE,
                order=52,
                group=SITES,
            )
        )
