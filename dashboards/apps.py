"""The app's place in Django."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Puts the room's words into the navigation."""

    name = "dashboards"

    def ready(self) -> None:
        """Register the words with those for whom they stand."""
        from dashboards.views import shell
        from foundation.ui.navigation import NavItem, register

        register(
            NavItem(
                label="My day",
                url_name="dashboards:my-day",
                order=10,
                predicate=shell.has_a_day,
            ),
            NavItem(
                label="Our site",
                url_name="sites:workspace",
                arguments=shell.home_arguments,
                order=15,
            ),
            NavItem(label="Sites", url_name="sites:directory", order=50),
            NavItem(label="Help", url_name="dashboards:help", order=90),
        )
