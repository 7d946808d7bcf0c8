"""The app's place in Django."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Feeds the shell of every page and puts the room's words into the navigation."""

    name = "dashboards"

    def ready(self) -> None:
        """Register what is read when a page prints it."""
        from dashboards.views import shell
        from foundation.ui.navigation import NavItem, register
        from foundation.ui.shell import provide

        provide("site", shell.in_view)
        provide("sites", shell.switch)
        provide("demo_notice", shell.demo_notice)
        register(
            NavItem(label="My day", url_name="dashboards:my-day", order=10),
            NavItem(
                label="Our site",
                url_name="sites:workspace",
                arguments=shell.home_arguments,
                order=15,
            ),
            NavItem(label="Sites", url_name="sites:directory", order=50),
            NavItem(label="Help", url_name="dashboards:help", order=90),
        )
