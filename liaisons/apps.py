"""The app's place in Django."""

from django.apps import AppConfig


class LiaisonsConfig(AppConfig):
    """Puts the caseload and the log into the top navigation, and offers them as files and views."""

    name = "liaisons"
    verbose_name = "Liaison's log"

    def ready(self) -> None:
        """Register what the room offers."""
        from foundation.accounts.permissions import Permission as P
        from foundation.exports.registry import register as offer
        from foundation.saved_views.registry import register as keep
        from foundation.ui.navigation import NavItem, register
        from liaisons import exports

        keep(exports.CASELOAD_VIEWS)
        keep(exports.UPDATE_VIEWS)
        offer(exports.CASELOAD)
        offer(exports.UPDATES)
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
