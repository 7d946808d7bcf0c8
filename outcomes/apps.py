"""The Django configuration of the outcomes app."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Adds imports of figures and accomplishments to the navigation, and accomplishments to what rests on advice."""

    name = "outcomes"
    verbose_name = "Outcomes"

    def ready(self) -> None:
        """Register the navigation items and the export, and how to find what rests on a recommendation."""
        from engagements.querysets import made_from
        from foundation.accounts.permissions import Permission
        from foundation.exports.registry import register as offer
        from foundation.ui.navigation import RESULTS, NavItem, register
        from outcomes import exports
        from outcomes.querysets import evidence

        offer(exports.EVIDENCE)
        register(
            NavItem(
                label="Figures",
                url_name="outcomes:imports",
                permission=Permission.FIGURE_IMPORT,
                order=63,
                group=RESULTS,
            )
        )
        register(
            NavItem(
                label="Accomplishments",
                url_name="outcomes:accomplishment-board",
                permission=Permission.ACCOMPLISHMENT_CLEAR,
                order=62,
                group=RESULTS,
            )
        )
        made_from.declare(evidence.made_from)
