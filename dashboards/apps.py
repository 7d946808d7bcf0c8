"""The Django configuration of the dashboards app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Adds the app's list of sites to exports and saved views, and its items to the navigation."""

    name = "dashboards"

    def ready(self) -> None:
        """Register the list of sites, and the navigation items with who sees each of them."""
        from dashboards import exports
        from dashboards.views import shell
        from foundation.accounts.permissions import Permission
        from foundation.exports.registry import register as offer
        from foundation.saved_views.registry import register as keep
        from foundation.ui.navigation import RESULTS, SITES, NavItem, register

        keep(exports.SITE_VIEWS)
        offer(exports.SITES)
        offer(exports.TIMELINE)
        keep(exports.COMMITMENT_VIEWS)
        offer(exports.COMMITMENTS)
        offer(exports.REPORT)
        offer(exports.NATIONAL)
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
                covers="sites:profile",
                order=15,
            ),
            NavItem(
                label="Calendar",
                url_name="dashboards:calendar",
                order=45,
                predicate=shell.is_signed_in,
            ),
            NavItem(
                label="Commitments",
                url_name="dashboards:commitments",
                permission=Permission.COMMITMENT_KEEP,
                order=44,
            ),
            NavItem(label="Sites", url_name="sites:directory", order=50, group=SITES),
            NavItem(
                label="Reports",
                url_name="dashboards:reports",
                order=60,
                group=RESULTS,
                predicate=shell.reads_reports,
            ),
            NavItem(label="Help", url_name="dashboards:help", order=90),
        )
