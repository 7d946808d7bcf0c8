"""The Django configuration of the grants app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Adds grant opportunities to the navigation."""

    name = "grants"
    verbose_name = "Grants"

    def ready(self) -> None:
        """Register the list's export, and its navigation item, which everyone who has signed in can use."""
        from foundation.exports.registry import register as offer
        from foundation.ui.navigation import PEERS, NavItem, register
        from grants import exports

        offer(exports.GRANTS)
        register(NavItem(label="Grants", url_name="grants:list", order=59, group=PEERS))
