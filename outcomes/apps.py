"""The Django configuration of the outcomes app."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Adds the imports of figures to the navigation."""

    name = "outcomes"
    verbose_name = "Outcomes"

    def ready(self) -> None:
        """Register the navigation item of people who import figures."""
        from foundation.accounts.permissions import Permission
        from foundation.ui.navigation import NavItem, register

        register(
            NavItem(
                label="Figures",
                url_name="outcomes:imports",
                permission=Permission.FIGURE_IMPORT,
                order=58,
            )
        )
