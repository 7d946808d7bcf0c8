"""The Django configuration of the sites app."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """Registers the app."""

    name = "sites"
    verbose_name = "Sites and people"

    def ready(self) -> None:
        """Register outbox jobs, imports, exports, the layout's data on sites, and what follows a corrected time zone."""
        from django.db.models.signals import pre_save

        from foundation.accounts.permissions import Permission
        from foundation.exports.registry import register as offer
        from foundation.imports.registry import register as take
        from foundation.ui.navigation import SITES, NavItem
        from foundation.ui.navigation import register as navigate
        from foundation.ui.shell import provide
        from foundation.ui.views import offer_way_in
        from sites import (
            exports,
            handlers,  # noqa: F401 -- importing registers it
            imports,
        )
        from sites.actions import time_zones
        from sites.models import Site
        from sites.views import shell
        from sites.views.break_glass import way_in

        pre_save.connect(time_zones.follow, sender=Site, dispatch_uid="time_zone_is_followed")
        navigate(
            NavItem(
                label="Approvals",
                url_name="sites:approvals",
                permission=Permission.TEAM_APPROVE,
                order=51,
                group=SITES,
            ),
            NavItem(
                label="Break-glass",
                url_name="sites:choose-site",
                permission=Permission.GLASS_BREAK,
                order=53,
                group=SITES,
            ),
        )
        offer_way_in("break-glass", way_in)
        offer(exports.COALITION)
        take(imports.ROSTER)
        take(imports.CONTACTS)
        provide("site", shell.site)
        provide("sites", shell.sites)
        provide("account_label", shell.account_label)
        provide("demo_notice", shell.demo_notice)
