"""The Django configuration of the dashboards app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Adds the app's items to the navigation."""

    name = "dashboards"

    def ready(self) -> None:
        """Register the navigation items and who sees each of them."""
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
            NavItem(
                label="Calendar",
                url_name="dashboards:calendar",
                order=45,
                predicate=shell.is_signed_in,
            ),
            NavItem(label="Sites", url_name="sites:directory", order=50),
            NavItem(label="Help", url_name="dashboards:help", order=90),
        )
