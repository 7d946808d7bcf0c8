"""The Django configuration of the exchanges app."""

from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    """Adds peer exchanges to the navigation and to what commitments come from."""

    name = "exchanges"
    verbose_name = "Peer exchanges"

    def ready(self) -> None:
        """Register the navigation item, and declare that commitments come from exchanges."""
        from django.urls import reverse

        from engagements.models.origins import OriginKind, declare_kind
        from exchanges.enums import ORIGINS, Side
        from exchanges.querysets import origins
        from foundation.accounts.permissions import Permission
        from foundation.ui.navigation import PEERS, NavItem, register

        for side in Side:
            declare_kind(
                OriginKind(
                    slug=ORIGINS[side],
                    label=f"Peer exchange ({side.label.lower()})",
                    find=origins.finder(side),
                    href=lambda pk, _site: reverse("exchanges:detail", args=[pk]),
                    opens=origins.sees_exchanges,
                )
            )
        register(
            NavItem(
                label="Peer exchanges",
                url_name="exchanges:list",
                permission=Permission.SITE_VIEW,
                order=57,
                group=PEERS,
            )
        )
