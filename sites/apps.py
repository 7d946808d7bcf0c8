"""The Django configuration of the sites app."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """Registers the app."""

    name = "sites"
    verbose_name = "Sites and people"

    def ready(self) -> None:
        """Register outbox jobs, imports of rosters and contacts, and the layout's data on sites."""
        from foundation.accounts.permissions import Permission
        from foundation.imports.registry import register as take
        from foundation.ui.navigation import NavItem
        from foundation.ui.navigation import register as navigate
        from foundation.ui.shell import provide
        from sites import (
            handlers,  # noqa: F401 -- importing registers it
            imports,
        )
        from sites.views import shell

        navigate(
            NavItem(
                label="Approvals",
                url_name="sites:approvals",
                permission=Permission.TEAM_APPROVE,
                order=45,
            )
        )
        take(imports.ROSTER)
        take(imports.CONTACTS)
        provide("site", shell.site)
        provide("sites", shell.sites)
        provide("account_label", shell.account_label)
        provide("demo_notice", shell.demo_notice)
