"""The app's place in Django."""

from django.apps import AppConfig


class LiaisonsConfig(AppConfig):
    """Puts the caseload and the log into the top navigation."""

    name = "liaisons"
    verbose_name = "Liaison's log"

    def ready(self) -> None:
        """Register the room's words."""
        from foundation.accounts.permissions import Permission as P
        from foundation.saved.registry import Listed
        from foundation.saved.registry import register as keep
        from foundation.ui.navigation import NavItem, register

        keep(Listed(path="/updates/", title="Engagement updates"))

        register(
            NavItem(
                label="Caseload",
                url_name="liaisons:caseload",
                permission=P.CASELOAD_VIEW,
                order=22,
            ),
            NavItem(
                label="Log an update",
                url_name="liaisons:new",
                permission=P.UPDATE_LOG,
                order=40,
            ),
        )
